import { withTimeLimit } from './time-limit'

/** Work that goes on after its request was answered. `close()` waits for it. */
export class Background {
  private readonly underWay = new Set<Promise<void>>()

  /** @param onError gets what the work threw; nobody else learns of it */
  run(work: () => Promise<void>, onError: (error: unknown) => void): void {
    const promise = work()
      .catch(onError)
      .finally(() => this.underWay.delete(promise))
    this.underWay.add(promise)
  }

  get size(): number {
    return this.underWay.size
  }

  /** Waits until all work is done, for `deadlineMs` at most. Answers how much work is still under way then. */
  async drain(deadlineMs: number): Promise<number> {
    const done = (async () => {
      while (this.underWay.size > 0) await Promise.all(this.underWay)
    })()
    await withTimeLimit(deadlineMs, done, () => undefined)
    return this.underWay.size
  }
}
