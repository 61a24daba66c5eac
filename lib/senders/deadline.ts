import { SendError } from './sender'

/** Well below `tokens.sendLeaseMs` (30 s): a send is over before another process may start it anew. */
export const defaultTimeoutMs = 15_000

/** How long any sender gets, the host's own too: less than the lease, so that no second send begins while the first may
 * still succeed. */
export function sendTimeMs({ sendLeaseMs }: { readonly sendLeaseMs: number }): number {
  return Math.floor(sendLeaseMs * 0.8)
}

/**
 * Runs `work` for `timeoutMs` at most; then it rejects with a `timeout` and aborts the signal that `work` was given.
 *
 * @throws SendError `timeout`; or what `work` rejects with
 */
export async function withDeadline<Result>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      // First the answer, then the abort: what the abort makes `work` reject with comes too late to be taken for it.
      reject(new SendError('timeout', `no answer within ${String(timeoutMs)} ms`))
      controller.abort()
    }, timeoutMs)
  })
  try {
    return await Promise.race([work(controller.signal), deadline])
  } finally {
    clearTimeout(timer)
  }
}
