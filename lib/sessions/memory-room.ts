import { StoreUnavailableError } from './session-store'

/** How many of a kind there may be. What makes room is a purge of what has expired; where that does not, the store is unavailable. */
export class Room {
  private taken = 0
  private purgedAt = -Infinity

  constructor(
    private readonly max: number,
    private readonly contents: string,
    private readonly purge: (now: number) => void,
  ) {}

  /** @throws StoreUnavailableError where there is no room for that many; then none is taken */
  take(count: number, now: number): void {
    this.makeFor(count, now)
    this.taken += count
  }

  free(count: number): void {
    this.taken -= count
  }

  /** Makes sure that this many can be taken, before the first of them is. */
  makeFor(count: number, now: number): void {
    if (!this.hasFor(count, now)) throw new StoreUnavailableError(`The memory store is full of ${this.contents}`)
  }

  hasFor(count: number, now: number): boolean {
    // Once a second at most: a flood must not buy a walk over everything with each request.
    if (this.taken + count > this.max && now - this.purgedAt >= 1_000) {
      this.purgedAt = now
      this.purge(now)
    }
    return this.taken + count <= this.max
  }
}
