import { type Limit, StoreUnavailableError } from './session-store'

/** A fixed window: it opens with the first that it counts. */
export interface Counter {
  count: number
  startedAt: number
  until: number
}

/** Counters by key, bounded: one that still counts is never forgotten; where all do, the store is unavailable. */
export class Counters {
  private readonly counters = new Map<string, Counter>()
  private purgedAt = 0

  constructor(private readonly max: number) {}

  get(key: string): Counter | undefined {
    return this.counters.get(key)
  }

  /** The counter of that key, begun empty where there is none or its window has ended. */
  at(key: string, now: number): Counter {
    const known = this.counters.get(key)
    if (known && known.until > now) return known
    if (!known) this.makeRoomFor([key], now)
    const counter = { count: 0, startedAt: now, until: now }
    this.counters.set(key, counter)
    return counter
  }

  /** Makes sure that all of these can be charged, before the first of them is. */
  makeRoomFor(keys: readonly string[], now: number): void {
    const hasRoom = (): boolean => this.counters.size + keys.filter((key) => !this.counters.has(key)).length <= this.max
    if (hasRoom()) return
    if (now - this.purgedAt >= 1_000) this.purge(now)
    if (!hasRoom()) throw new StoreUnavailableError('The memory store is full of counts')
  }

  purge(now: number): void {
    this.purgedAt = now
    for (const [key, counter] of this.counters) if (counter.until <= now) this.counters.delete(key)
  }
}

/** Milliseconds until there is room under the limit; 0 where there is. */
export function waitFor(counter: Counter | undefined, limit: Limit, now: number): number {
  if (limit.max <= 0) return limit.windowMs
  return counter && counter.until > now && counter.count >= limit.max ? counter.until - now : 0
}

export function charge(counter: Counter, windowMs: number, now: number): void {
  if (counter.count === 0 || counter.until <= now) {
    counter.count = 0
    counter.startedAt = now
    counter.until = now + windowMs
  }
  counter.count += 1
}

/** Takes one back that was charged at `chargedAt`, unless another window has begun since. */
export function refund(counter: Counter | undefined, chargedAt: number): void {
  if (counter && counter.count > 0 && counter.startedAt <= chargedAt) counter.count -= 1
}
