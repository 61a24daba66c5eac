import { giveMeaning } from '../error-meaning'
import { MatrixError, type Errcode } from '../http/matrix-error'
import { retryAfterMs } from '../retry-after'
import type { UpstreamAnswer } from './upstream-answer'
import { IdentityServerError } from './identity-server-error'

/**
 * The error for an identity server's error answer. These are passed on: 403 `M_TERMS_NOT_SIGNED`; 429 with its wait;
 * 400 with `M_DESTINATION_REJECTED`, or with a code that this package answers too (except `M_UNKNOWN`, which says
 * nothing); and codes that mean an invalid address, as `M_INVALID_PARAM`. Anything else becomes 502: a 401, passed on,
 * would log the user out of the homeserver. The words are this package's own, because the server's may name an address
 * or mislead.
 */
export function errorFor(idServer: string, answer: UpstreamAnswer): MatrixError | IdentityServerError {
  const { status, body } = answer
  const errcode = body['errcode']
  if (status === 403 && errcode === 'M_TERMS_NOT_SIGNED')
    return new MatrixError(403, errcode, 'Please accept the terms of service of the identity server first')
  if (status === 429) return serversLimit(waitOf(answer))
  if (status === 400 && isPassedErrcode(errcode)) return new MatrixError(400, errcode, passedWords[errcode])
  if (status === 400 && noAddressErrcodes.includes(errcode))
    return new MatrixError(400, 'M_INVALID_PARAM', 'The identity server does not accept this address')
  return new IdentityServerError('bad_answer', idServer, `answered with status ${String(status)}${forLog(errcode)}`)
}

/**
 * Codes that mean that the address is none: those of the specification (Identity Service API, "requestToken"), and the
 * reference server's for a number.
 */
const noAddressErrcodes: readonly unknown[] = ['M_INVALID_EMAIL', 'M_INVALID_ADDRESS', 'M_INVALID_PHONE_NUMBER']

/** The code for the log, if it can only be a code's name: the rest of an answer may quote the request. */
function forLog(errcode: unknown): string {
  return typeof errcode === 'string' && /^M_[A-Z_]{1,60}$/.test(errcode) ? ` and ${errcode}` : ''
}

/** An identity server's 429. Its event says that it was not a limit of this homeserver. */
function serversLimit(waitMs: number): MatrixError {
  const message = 'The identity server asks to wait before the next request'
  const answer = { status: 429, errcode: 'M_LIMIT_EXCEEDED', message, retryAfterMs: waitMs }
  const error = new MatrixError(answer.status, answer.errcode, message, { retryAfterMs: waitMs })
  giveMeaning(error, () => ({ answer, event: { type: 'limited', limit: 'identity server', retryAfterMs: waitMs } }))
  return error
}

const passedWords = {
  M_BAD_JSON: 'The identity server could not read the request',
  M_DESTINATION_REJECTED: 'The identity server does not send to this country or region',
  M_EMAIL_SEND_ERROR: 'The identity server could not send the email',
  M_INVALID_PARAM: 'The identity server does not accept a value of the request',
  M_LIMIT_EXCEEDED: 'The identity server asks to wait before the next request',
  M_MISSING_PARAM: 'The identity server misses a value in the request',
  M_MISSING_PARAMS: 'The identity server misses a value in the request',
  M_NOT_JSON: 'The identity server could not read the request',
  M_SEND_ERROR: 'The identity server could not send the message',
  M_SERVER_NOT_TRUSTED: 'The identity server does not trust a server that the request needs',
  M_SESSION_EXPIRED: 'This validation session has expired. Please start again.',
  M_THREEPID_DENIED: 'The identity server does not allow this address',
  M_THREEPID_MEDIUM_NOT_SUPPORTED: 'The identity server cannot send to this kind of address',
  M_THREEPID_NOT_FOUND: 'The identity server does not know this address',
  M_TOKEN_INCORRECT: 'The token is not right',
  M_TOO_LARGE: 'The request is too large for the identity server',
} as const satisfies Partial<Record<Errcode, string>>

function isPassedErrcode(errcode: unknown): errcode is keyof typeof passedWords {
  return typeof errcode === 'string' && Object.hasOwn(passedWords, errcode)
}

const maxWaitMs = 3_600_000

/** The wait if the server names none. */
const defaultWaitMs = 60_000

/** The body's `retry_after_ms` (deprecated in v1.10 of the specification), else the header, in seconds or as a date. */
function waitOf({ body, retryAfter }: UpstreamAnswer): number {
  const waits = [body['retry_after_ms'], retryAfterMs(retryAfter)]
  const wait = waits.find((value): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0)
  return Math.min(Math.ceil(wait ?? defaultWaitMs), maxWaitMs)
}
