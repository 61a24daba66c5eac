import { type CountRequest, type CountResult, type Limit, type UndoCountRequest } from './session-store'
import type { Room } from './memory-room'

/** A fixed window, which opens with the first thing that it counts. */
interface Window {
  count: number
  until: number
}

/** A window with its beginning, by which an undo can tell it from the window before. */
export interface Counter extends Window {
  startedAt: number
}

/** An element of a chain, with the one before it. A list would be larger than its elements. */
interface Chained<Next> {
  readonly name: string
  before: Next | undefined
}

interface NamedWindow extends Window, Chained<NamedWindow> {}

/** A counter of the sends to one address from one network. */
export interface NetworkCounter extends Counter, Chained<NetworkCounter> {}

/** Counters by key and name. A counter whose window is open is never dropped. */
export class Counters {
  private readonly newest = new Map<string, NamedWindow>()

  constructor(private readonly room: Room) {}

  count({ key, counters }: CountRequest, now: number): CountResult[] {
    // There must be room for all of them before the first is written. It is looked for twice: making room may drop one of
    // these very counters, if its window has ended, and then that one needs room too.
    const missing = () => counters.filter(({ name }) => !this.find(key, name)).length
    this.room.makeFor(missing(), now)
    this.room.makeFor(missing(), now)
    let isRoom = true
    return counters.map(({ name, windowMs, max }) => {
      const counter = this.find(key, name)
      isRoom &&= max === undefined || waitFor(counter, { max, windowMs }, now) === 0
      if (!isRoom) return uncounted(counter, windowMs, now)
      const { count, until } = raise(counter ?? this.start(key, name, now), windowMs, now)
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

  private find(key: string, name: string): NamedWindow | undefined {
    return findNamed(this.newest.get(key), name)
  }

  private start(key: string, name: string, now: number): NamedWindow {
    this.room.take(1, now)
    this.drop(key, ({ until }) => until <= now)
    const counter = { name, count: 0, until: now, before: this.newest.get(key) }
    this.newest.set(key, counter)
    return counter
  }

  private drop(key: string, isDropped: (counter: NamedWindow) => boolean): void {
    const newest = withoutNamed(this.newest.get(key), this.room, isDropped)
    if (newest) this.newest.set(key, newest)
    else this.newest.delete(key)
  }
}

/** @param newest the newest of the chain */
export function findNamed<Named extends Chained<Named>>(newest: Named | undefined, name: string): Named | undefined {
  let counter = newest
  while (counter && counter.name !== name) counter = counter.before
  return counter
}

/** Drops some counters of a chain, and answers the newest that stays. */
export function withoutNamed<Named extends Chained<Named>>(
  newest: Named | undefined,
  room: Room,
  isDropped: (counter: Named) => boolean,
): Named | undefined {
  let kept = newest
  let last: Named | undefined
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

/** How long until the limit allows another, in milliseconds; 0 if it does now. */
export function waitFor(counter: Window | undefined, limit: Limit, now: number): number {
  if (limit.max <= 0) return limit.windowMs
  return counter && counter.until > now && counter.count >= limit.max ? counter.until - now : 0
}

export function charge(counter: Counter, windowMs: number, now: number): Counter {
  if (isNew(counter, now)) counter.startedAt = now
  raise(counter, windowMs, now)
  return counter
}

function raise(window: Window, windowMs: number, now: number): Window {
  if (isNew(window, now)) {
    window.count = 0
    window.until = now + windowMs
  }
  window.count += 1
  return window
}

function isNew({ count, until }: Window, now: number): boolean {
  return count === 0 || until <= now
}

/** Gives back one that was charged at `chargedAt`, unless another window has begun since. */
export function undoCharge(counter: Counter | undefined, chargedAt: number): void {
  if (counter && counter.count > 0 && counter.startedAt <= chargedAt) counter.count -= 1
}

function uncounted(counter: Window | undefined, windowMs: number, now: number): CountResult {
  const { count, until } = counter && counter.until > now ? counter : { count: 0, until: now + windowMs }
  return { count, counted: false, resetInMs: until - now, windowEndsAt: until }
}
