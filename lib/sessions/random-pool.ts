import { randomFillSync } from 'node:crypto'

/** A read of the system's random source costs far more than the few bytes that are wanted of it each time. */
const pool = Buffer.allocUnsafeSlow(4_096)
let used = pool.length

/** That many random bytes, never given out twice. They are the pool's own: read them before the next call. */
export function randomSlice(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}
