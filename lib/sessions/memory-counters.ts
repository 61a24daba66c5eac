import { type CountRequest, type CountResult, type Limit, type UndoCountRequest } from './session-store'
import type { Room } from './memory-room'

/** A fixed window: it opens with the first that it counts. */
export interface Counter {
  count: number
  startedAt: number
  until: number
}

/** One of several that lie together. Each names the one before it: a list would be larger than what is in it. */
export interface NamedCounter extends Counter {
  readonly name: string
  before: NamedCounter | undefined
}

/** Counters by key and name. One that still counts is never forgotten. */
export class Counters {
  private readonly newest = new Map<string, NamedCounter>()

  constructor(private readonly room: Room) {}

  count({ key, counters }: CountRequest, now: number): CountResult[] {
    // Room for all of them, before the first is written.
    this.room.makeFor(counters.filter(({ name }) => !this.find(key, name)).length, now)
    let isRoom = true
    return counters.map(({ name, windowMs, max }) => {
      const counter = this.find(key, name)
      isRoom &&= max === undefined || waitFor(counter, { max, windowMs }, now) === 0
      if (!isRoom) return uncounted(counter, windowMs, now)
      const { count, until } = charge(counter ?? this.start(key, name, now), windowMs, now)
      return { count, counted: true, resetInMs: until - now, windowEndsAt: until }
    })
  }

  undo({ key, name, windowEndsAt }: UndoCountRequest): void {
    const counter = this.find(key, name)
    if (counter?.until !== windowEndsAt) return
    counter.count -= 1
    if (counter.count === 0) this.drop(key, (one) => one === counter)
  }

  purge(now: number): void {
    for (const key of this.newest.keys()) this.drop(key, ({ until }) => until <= now)
  }

  private find(key: string, name: string): NamedCounter | undefined {
    return findCounter(this.newest.get(key), name)
  }

  private start(key: string, name: string, now: number): NamedCounter {
    this.room.take(1, now)
    this.drop(key, ({ until }) => until <= now)
    const counter = newNamedCounter(name, this.newest.get(key), now)
    this.newest.set(key, counter)
    return counter
  }

  private drop(key: string, isDropped: (counter: NamedCounter) => boolean): void {
    const newest = withoutCounters(this.newest.get(key), this.room, isDropped)
    if (newest) this.newest.set(key, newest)
    else this.newest.delete(key)
  }
}

export function newNamedCounter(name: string, before: NamedCounter | undefined, now: number): NamedCounter {
  return { name, count: 0, startedAt: now, until: now, before }
}

/** @param newest the one that names all others */
export function findCounter(newest: NamedCounter | undefined, name: string): NamedCounter | undefined {
  let counter = newest
  while (counter && counter.name !== name) counter = counter.before
  return counter
}

/** Lets go of some. The newest of those that stay. */
export function withoutCounters(
  newest: NamedCounter | undefined,
  room: Room,
  isDropped: (counter: NamedCounter) => boolean,
): NamedCounter | undefined {
  let kept = newest
  let last: NamedCounter | undefined
  for (let next = newest; next; next = next.before) {
    if (!isDropped(next)) {
      last = next
      continue
    }
    if (last) last.before = next.before
    else kept = next.before
    room.free(1)
  }
  return kept
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

function uncounted(counter: Counter | undefined, windowMs: number, now: number): CountResult {
  const { count, until } = counter && counter.until > now ? counter : { count: 0, until: now + windowMs }
  return { count, counted: false, resetInMs: until - now, windowEndsAt: until }
}
