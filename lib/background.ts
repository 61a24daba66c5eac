import { withTimeLimit } from './time-limit'

/** Work that goes on after its request was answered, so that `close()` can wait for it. */
export class Background {
  private readonly underWay = new Set<Promise<void>>()

  /** @param onError told what the work threw: nobody else would hear of it */
  run(work: () => Promise<void>, onError: (error: unknown) => void): void {
    const promise = work()
      .catch(onError)
      .finally(() => this.underWay.delete(promise))
    this.underWay.add(promise)
  }

  get size(): number {
    return this.underWay.size
  }

  /** Waits until all is done, or for that many milliseconds. How many were still under way then. */
  async drain(deadlineMs: number): Promise<number> {
    const done = (async () => {
      while (this.underWay.size > 0) await Promise.all(this.underWay)
    })()
    await withTimeLimit(deadlineMs, done, () => undefined)
    return this.underWay.size
  }
}
