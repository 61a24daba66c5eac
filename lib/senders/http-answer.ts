import { SendError } from './sender'

/** The part of a provider's answer that is read. Not the body: providers repeat addresses in it. */
export interface HttpAnswer {
  readonly status: number
  /** A header's value by its name in lower case. */
  readonly header: (name: string) => string | undefined
}

/**
 * The error for an HTTP answer that is not a success. `provider` is the provider's name for the log; `advice` says what
 * to do about a status. A server that failed or gave up waiting may have taken the message before that.
 */
export function failureOfAnswer(
  provider: string,
  { status, header }: HttpAnswer,
  advice: Readonly<Partial<Record<number, string>>> = {},
  now = Date.now(),
): SendError {
  const answered = `${provider} answered ${String(status)}`
  const mayBeTaken = status === 408 || status >= 500
  const retryAfterMs = mayBeTaken || status === 429 ? waitAskedFor(header, now) : undefined
  const details = { code: status, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  if (mayBeTaken) return new SendError('timeout', `${answered}: it may have taken the message`, details)
  if (status === 429) return new SendError('unavailable', `${answered}: too many at once`, details)
  const words = advice[status]
  return new SendError('refused', words === undefined ? answered : `${answered}: ${words}`, details)
}

const longestWaitMs = 24 * 60 * 60 * 1000

/**
 * The wait that the provider asks for: by `Retry-After` (RFC 9110, 10.2.3), in seconds or as a date; or by
 * `X-RateLimit-Reset`, in seconds since the epoch.
 */
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
