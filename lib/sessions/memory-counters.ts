import { type CountRequest, type CountResult, type Limit, type UndoCountRequest } from './session-store'
import type { Room } from './memory-room'

/** A fixed window: it opens with the first that it counts. */
export interface Counter {
  count: number
  startedAt: number
  until: number
}

/** Counters by key. One that still counts is never forgotten. */
export class Counters {
  private readonly counters = new Map<string, Counter>()

  constructor(private readonly room: Room) {}

  count({ key, windowMs, max }: CountRequest, now: number): CountResult {
    const counter = this.counters.get(key)
    const wait = max === undefined ? 0 : waitFor(counter, { max, windowMs }, now)
    if (wait > 0) return { count: countOf(counter, now), counted: false, resetInMs: wait, windowEndsAt: now + wait }
    const { count, until } = charge(counter ?? this.start(key, now), windowMs, now)
    return { count, counted: true, resetInMs: until - now, windowEndsAt: until }
  }

  undo({ key, windowEndsAt }: UndoCountRequest): void {
    const counter = this.counters.get(key)
    if (counter && counter.until === windowEndsAt && counter.count > 0) counter.count -= 1
  }

  purge(now: number): void {
    for (const [key, counter] of this.counters) {
      if (counter.until > now) continue
      this.counters.delete(key)
      this.room.free(1)
    }
  }

  private start(key: string, now: number): Counter {
    this.room.take(1, now)
    const counter = newCounter(now)
    this.counters.set(key, counter)
    return counter
  }
}

export function newCounter(now: number): Counter {
  return { count: 0, startedAt: now, until: now }
}

/** Milliseconds until there is room under the limit; 0 where there is. */
export function waitFor(counter: Counter | undefined, limit: Limit, now: number): number {
  if (limit.max <= 0) return limit.windowMs
  return counter && counter.until > now && counter.count >= limit.max ? counter.until - now : 0
}

export function charge(counter: Counter, windowMs: number, now: number): Counter {
  if (counter.count === 0 || counter.until <= now) {
    counter.count = 0
    counter.startedAt = now
    counter.until = now + windowMs
  }
  counter.count += 1
  return counter
}

/** Gives one back that was charged at `chargedAt`, unless another window has begun since. */
export function undoCharge(counter: Counter | undefined, chargedAt: number): void {
  if (counter && counter.count > 0 && counter.startedAt <= chargedAt) counter.count -= 1
}

function countOf(counter: Counter | undefined, now: number): number {
  return counter && counter.until > now ? counter.count : 0
}
