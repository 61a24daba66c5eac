import { SendError } from './sender'

/** What is read of a provider's answer. Never its body: providers echo addresses in it. */
export interface HttpAnswer {
  readonly status: number
  /** A header's value by its name in lower case. */
  readonly header: (name: string) => string | undefined
}

/**
 * The error for an HTTP answer that is not a success. `provider` is its name for the log, `advice` says what to do about a
 * status. A server that failed, or gave up waiting, may have taken the message before.
 */
export function failureOfAnswer(
  provider: string,
  { status, header }: HttpAnswer,
  advice: Readonly<Partial<Record<number, string>>> = {},
  now = Date.now(),
): SendError {
  const what = `${provider} answered ${String(status)}`
  const mayBeTaken = status === 408 || status >= 500
  const retryAfterMs = mayBeTaken || status === 429 ? waitAskedFor(header, now) : undefined
  const details = { code: status, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  if (mayBeTaken) return new SendError('timeout', `${what}: it may have taken the message`, details)
  if (status === 429) return new SendError('unavailable', `${what}: too many at once`, details)
  const words = advice[status]
  return new SendError('refused', words === undefined ? what : `${what}: ${words}`, details)
}

const longestWaitMs = 24 * 60 * 60 * 1000

/** `Retry-After` (RFC 9110, 10.2.3), in seconds or as a date; or `X-RateLimit-Reset`, seconds since the epoch. */
function waitAskedFor(header: HttpAnswer['header'], now: number): number | undefined {
  const retryAfter = header('retry-after')?.trim()
  const reset = header('x-ratelimit-reset')?.trim()
  let waitMs: number | undefined
  if (retryAfter !== undefined && /^\d+$/.test(retryAfter)) waitMs = Number(retryAfter) * 1000
  else if (retryAfter !== undefined) waitMs = Date.parse(retryAfter) - now
  else if (reset !== undefined && /^\d+$/.test(reset)) waitMs = Number(reset) * 1000 - now
  if (waitMs === undefined || Number.isNaN(waitMs)) return undefined
  return Math.min(Math.max(waitMs, 0), longestWaitMs)
}
