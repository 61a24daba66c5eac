import { setTimeout as delay } from 'node:timers/promises'
import { withTimeLimit } from './time-limit'

/** How long to wait before work that failed is tried again, in milliseconds. */
const retryDelaysMs = [1_000, 4_000] as const

/** Tries work again that has just failed: after one second, and after four more. If it still fails, it is given up. */
export async function tryAgain(work: () => Promise<void>): Promise<void> {
  for (const waitMs of retryDelaysMs) {
    await delay(waitMs)
    const isDone = await work().then(
      () => true,
      () => false,
    )
    if (isDone) return
  }
}

/** Work that goes on after its request was answered. `close()` waits for it. */
export class Background {
  private readonly underWay = new Set<Promise<void>>()

  /** @param onError gets what the work threw; nobody else learns of it */
  run(work: () => Promise<void>, onError: (error: unknown) => void): void {
    const ended = () => void this.underWay.delete(promise)
    const promise = work().then(ended, (error: unknown) => {
      ended()
      onError(error)
    })
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
