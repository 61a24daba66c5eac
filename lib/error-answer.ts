import { errorText } from './error-text'
import type { Answer, Page } from './http/answer'
import { MatrixError } from './http/matrix-error'
import { HookError } from './identity-server/decide'
import { IdentityServerError } from './identity-server/identity-server-error'
import { LimitReached } from './limits/network-limiter'
import type { Settings } from './options/settings'
import { StoreUnavailableError } from './sessions/session-store'
import type { Medium } from './threepids/threepid'

/** What a client is asked to wait while the store is away. */
const storeRetryAfterMs = 5_000

/** Turns whatever an endpoint threw into its answer, and tells log and listener; the client learns no more than the table
 * of answers says. */
export function answerError(
  error: unknown,
  { route, medium }: { readonly route: string; readonly medium: Medium | null },
  settings: Pick<Settings, 'logger' | 'emit'>,
): Answer {
  const known = asMatrixError(error)
  tell(error, known, route, settings)
  const { status, errcode, message, retryAfterMs, body } = known
  const wait = retryAfterMs === undefined ? undefined : String(Math.max(1, Math.ceil(retryAfterMs / 1_000)))
  return {
    status,
    json: { errcode, error: message, ...(status === 429 && { retry_after_ms: retryAfterMs }), ...body },
    ...(wait !== undefined && { headers: { 'Retry-After': wait } }),
    page: pageFor(known, medium),
  }
}

function asMatrixError(error: unknown): MatrixError {
  if (error instanceof MatrixError) return error
  if (error instanceof StoreUnavailableError) return storeUnavailable(error)
  return new MatrixError(500, 'M_UNKNOWN', 'Something went wrong on this server', { cause: error })
}

/** 503: not now, but soon. */
export function storeUnavailable(cause: StoreUnavailableError): MatrixError {
  const message = 'This server cannot reset passwords right now: please try again in a moment'
  return new MatrixError(503, 'M_UNKNOWN', message, { retryAfterMs: storeRetryAfterMs, cause })
}

function tell(error: unknown, known: MatrixError, route: string, settings: Pick<Settings, 'logger' | 'emit'>): void {
  const { status, errcode, cause } = known
  const isTold = tellTrouble(error, route, settings)
  if (!isTold && status >= 500 && status !== 502) {
    settings.logger.error({ route, error: errorText(cause ?? error) }, 'A request failed')
  }
  if (status === 429) {
    const limit = cause instanceof LimitReached ? cause.limit : 'identity server'
    settings.emit({ type: 'limited', limit, retryAfterMs: known.retryAfterMs ?? 0 })
  } else if (status !== 401) {
    settings.emit({ type: 'refused', route, status, errcode })
  }
}

/** Tells log and listener of what is not the client's doing: the store, an identity server, a function of the host's. False
 * where it is none of these. */
export function tellTrouble(
  error: unknown,
  route: string,
  { logger, emit }: Pick<Settings, 'logger' | 'emit'>,
): boolean {
  const cause = error instanceof MatrixError ? error.cause : error
  if (cause instanceof StoreUnavailableError) {
    logger.error({ route, error: errorText(cause) }, 'The session store is unavailable')
    emit({ type: 'store_failed', reason: errorText(cause) })
    return true
  }
  if (cause instanceof IdentityServerError) {
    const { idServer, reason } = cause
    logger.warn({ route, idServer, reason, error: errorText(cause) }, 'An identity server failed')
    emit({ type: 'identity_server_failed', idServer, reason })
    return true
  }
  if (!(cause instanceof HookError)) return false
  logger.error({ route, error: errorText(cause.cause ?? cause) }, cause.message)
  emit({ type: 'decide_failed', reason: errorText(cause) })
  return true
}

function pageFor({ status, errcode, retryAfterMs }: MatrixError, medium: Medium | null): Page {
  if (status === 429) return { page: 'limited', retryAfterMs: retryAfterMs ?? 0 }
  if (status === 502 || status === 503) return { page: 'unavailable' }
  if (medium && errcode === 'M_SESSION_EXPIRED') return { page: 'expired', medium }
  if (medium && errcode === 'M_TOKEN_INCORRECT') return { page: 'wrong', medium }
  return { page: 'error', errcode }
}
