import { SendError } from './sender'

/**
 * How long a send may take by default. Well below `tokens.sendLeaseMs` (30 s): the send is over before another process
 * may start it again.
 */
export const defaultTimeoutMs = 15_000

/**
 * How long the router waits for any sender, including the host's own. Less than the lease, so that no second send
 * begins while the first may still succeed.
 */
export function sendTimeMs({ sendLeaseMs }: { readonly sendLeaseMs: number }): number {
  return Math.floor(sendLeaseMs * 0.8)
}

/**
 * Runs `work` for `timeoutMs` at most. After that it rejects with a `timeout`, and aborts the signal that `work` was
 * given.
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
      // Reject before the abort: otherwise the error that the abort causes in `work` would be the result.
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
