import { StoreUnavailableError } from './session-store'

/**
 * Bounds how many things of a kind there are. When it is full, what has expired is purged; if that makes no room, the
 * store is unavailable.
 */
export class Room {
  private taken = 0
  private purgedAt = -Infinity

  constructor(
    private readonly max: number,
    private readonly contents: string,
    private readonly purge: (now: number) => void,
  ) {}

  /** @throws StoreUnavailableError if there is no room for that many; then none is taken */
  take(count: number, now: number): void {
    this.makeFor(count, now)
    this.taken += count
  }

  free(count: number): void {
    this.taken -= count
  }

  /** Makes sure that there is room for this many before the first is taken. */
  makeFor(count: number, now: number): void {
    if (!this.hasFor(count, now)) throw new StoreUnavailableError(`The memory store is full of ${this.contents}`)
  }

  hasFor(count: number, now: number): boolean {
    // At most once a second: a flood must not cause a walk over everything with each request.
    if (this.taken + count > this.max && now - this.purgedAt >= 1_000) {
      this.purgedAt = now
      this.purge(now)
    }
    return this.taken + count <= this.max
  }
}
