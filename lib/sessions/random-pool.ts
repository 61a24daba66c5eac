import { randomFillSync } from 'node:crypto'

/**
 * Random bytes are read in advance: a read of the system's random source costs far more than the few bytes that are
 * needed each time.
 */
const pool = Buffer.allocUnsafeSlow(4_096)
let used = pool.length

/** Random bytes, which are never given out twice. They are part of the pool: read them before the next call. */
export function randomSlice(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return pool.subarray(used - bytes, used)
}
