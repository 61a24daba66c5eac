/** The error codes that this package answers with. All stand in the Matrix specification (v1.19), Client-Server API,
 * "Standard error response", or in the Identity Service API's token endpoints. */
export type Errcode =
  | 'M_BAD_JSON'
  | 'M_DESTINATION_REJECTED'
  | 'M_EMAIL_SEND_ERROR'
  | 'M_INVALID_ADDRESS'
  | 'M_INVALID_EMAIL'
  | 'M_INVALID_PARAM'
  | 'M_LIMIT_EXCEEDED'
  | 'M_MISSING_PARAM'
  | 'M_MISSING_PARAMS'
  | 'M_NOT_JSON'
  | 'M_SEND_ERROR'
  | 'M_SERVER_NOT_TRUSTED'
  | 'M_SESSION_EXPIRED'
  | 'M_TERMS_NOT_SIGNED'
  | 'M_THREEPID_DENIED'
  | 'M_THREEPID_IN_USE'
  | 'M_THREEPID_MEDIUM_NOT_SUPPORTED'
  | 'M_THREEPID_NOT_FOUND'
  | 'M_TOKEN_INCORRECT'
  | 'M_TOO_LARGE'
  | 'M_UNAUTHORIZED'
  | 'M_UNKNOWN'
  | 'M_UNRECOGNIZED'

/** What a `MatrixError` may carry beside its status, code and message. */
export interface MatrixErrorDetails {
  /** How long to wait before trying again, in milliseconds: becomes `retry_after_ms` on a 429 and `Retry-After`. */
  readonly retryAfterMs?: number
  /** Further fields of the JSON body, beside `errcode` and `error`. */
  readonly body?: Readonly<Record<string, unknown>>
  /** What went wrong underneath; for the log, never for the client. */
  readonly cause?: unknown
}

const brand = Symbol.for('express-matrix-password-reset.MatrixError')

/**
 * An answer that is an error: `status` and a JSON body of `errcode` and `error`, as the specification's "Standard error
 * response" has it. Steps and hosts' functions throw it; `setPassword` may throw
 * `new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 characters, please')`.
 */
export class MatrixError extends Error {
  readonly status: number
  readonly errcode: string
  readonly retryAfterMs: number | undefined
  readonly body: Readonly<Record<string, unknown>>

  /**
   * @param status the HTTP status, 400 to 599
   * @param errcode `M_...`, or a namespaced code of the host's own
   * @param message words for a person; they reach the client as `error`
   * @throws RangeError where the status is no error's
   */
  constructor(status: number, errcode: Errcode | (string & {}), message: string, details: MatrixErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    if (!Number.isInteger(status) || status < 400 || status > 599)
      throw new RangeError(`MatrixError: status ${String(status)} is not an error's; give one from 400 to 599`)
    this.name = 'MatrixError'
    this.status = status
    this.errcode = errcode
    this.retryAfterMs = details.retryAfterMs
    this.body = details.body ?? {}
    Object.defineProperty(this, brand, { value: true })
  }

  /** `instanceof` holds across copies of this package too: a host may have it from another folder than its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value
  }
}
