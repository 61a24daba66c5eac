import { giveMeaning, meaningOf } from './error-meaning'
import { describeError } from './error-text'
import type { Answer, Page } from './http/answer'
import { MatrixError } from './http/matrix-error'
import type { PageForm } from './messages/values/page-form'
import type { Settings } from './options/settings'
import { noPrivateValues, type PrivateValues } from './private-values'
import { retryAfterHeader } from './retry-after'
import type { Delivery } from './sessions/session-store'
import type { Medium } from './threepids/threepid'

/** Hints for an error page, as far as they are known when the error happens. */
export interface ErrorPageHints {
  /** Whether the request was about a link or a code. */
  deliver?: Delivery
  /** The form that repeats the request. */
  tryAgain?: PageForm
  /** The form that leads to the beginning of the reset page, if the error happened there. */
  startAgain?: PageForm
  /** The page to show, if the endpoint has a better one for this error. */
  page?: Page
}

interface ErrorContext {
  readonly route: string
  readonly medium: Medium | undefined
  readonly privateValues: PrivateValues
  readonly forPage: ErrorPageHints
}

/**
 * Turns what an endpoint threw into an answer, and reports it to the log and the listener. The client learns no more
 * than docs/errors.md says.
 */
export function answerError(error: unknown, about: ErrorContext, settings: Pick<Settings, 'logger' | 'emit'>): Answer {
  const known = asMatrixError(error)
  report(error, known, about, settings)
  const { status, errcode, message, retryAfterMs, body } = known
  return {
    status,
    json: { errcode, error: message, ...(status === 429 && { retry_after_ms: retryAfterMs }), ...body },
    ...(retryAfterMs !== undefined && { headers: [['Retry-After', retryAfterHeader(retryAfterMs)]] as const }),
    page: about.forPage.page ?? pageFor(known, about),
  }
}

/**
 * An error that a host can pass on to its client: an error of this package becomes a `MatrixError` and keeps its
 * meaning for whoever reports it again; any other error stays as it is.
 */
export function forHost(error: unknown): unknown {
  return meaningOf(error) ? asMatrixError(error) : error
}

/**
 * Reports an error that is not the client's fault (of the store, an identity server or a function of the host's) to the
 * log and the listener. Answers false if it is none of these.
 */
export function reportTrouble(
  error: unknown,
  route: string,
  { logger, emit }: Pick<Settings, 'logger' | 'emit'>,
  privateValues = noPrivateValues,
): boolean {
  const { log, event } = meaningOf(error, privateValues) ?? {}
  if (!log) return false
  logger[log.level]({ route, ...log.fields }, log.message)
  if (event) emit(event)
  return true
}

function asMatrixError(error: unknown): MatrixError {
  if (error instanceof MatrixError) return error
  const meaning = meaningOf(error)
  if (!meaning) return new MatrixError(500, 'M_UNKNOWN', 'Something went wrong on this server', { cause: error })
  const { status, errcode, message, ...details } = meaning.answer
  const known = new MatrixError(status, errcode, message, { ...details, cause: error })
  giveMeaning(known, (privateValues) => meaningOf(error, privateValues) ?? meaning)
  return known
}

function report(
  error: unknown,
  { status, errcode, retryAfterMs = 0, cause }: MatrixError,
  { route, privateValues }: { readonly route: string; readonly privateValues: PrivateValues },
  settings: Pick<Settings, 'logger' | 'emit'>,
): void {
  const isReported = reportTrouble(error, route, settings, privateValues)
  if (!isReported && status >= 500 && status !== 502)
    settings.logger.error({ route, ...describeError(cause ?? error, privateValues) }, 'A request failed')
  if (status === 429) {
    // A 429 without a meaning is a `MatrixError` of the host's.
    settings.emit(meaningOf(error)?.event ?? { type: 'limited', limit: 'host', retryAfterMs })
  } else if (status !== 401) {
    settings.emit({ type: 'refused', route, status, errcode })
  }
}

function pageFor({ status, errcode, retryAfterMs }: MatrixError, { medium, forPage }: ErrorContext): Page {
  const { deliver, tryAgain, startAgain } = forPage
  const hasPage = medium && { medium, startAgain, deliver }
  if (status === 429) return { page: 'limited', retryAfterMs: retryAfterMs ?? 0, tryAgain, startAgain }
  if (status === 502 || status === 503) return { page: 'unavailable', tryAgain, startAgain }
  if (hasPage && errcode === 'M_SESSION_EXPIRED') return { page: 'expired', ...hasPage }
  if (hasPage && errcode === 'M_TOKEN_INCORRECT') return { page: 'wrong', ...hasPage }
  return { page: 'error', errcode, startAgain }
}
