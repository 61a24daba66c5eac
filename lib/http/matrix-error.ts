/**
 * The error codes that this package answers. All are in the Matrix specification (v1.19): in the Client-Server API,
 * "Standard error response", or among the Identity Service API's token endpoints.
 */
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

/** The optional parts of a `MatrixError`. */
export interface MatrixErrorDetails {
  /** How long to wait before trying again, in milliseconds: sent as `retry_after_ms` on a 429, and as `Retry-After`. */
  readonly retryAfterMs?: number
  /** Further fields of the JSON body, beside `errcode` and `error`. */
  readonly body?: Readonly<Record<string, unknown>>
  /** The error behind this one: for the log, never for the client. */
  readonly cause?: unknown
}

const brand = Symbol.for('express-matrix-password-reset.MatrixError')

/**
 * An error that is answered to a client: `status` and a JSON body of `errcode` and `error` (Client-Server API,
 * "Standard error response"). `setPassword` and `allow3pid` may throw one.
 *
 * @example
 * throw new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 characters, please')
 */
export class MatrixError extends Error {
  readonly status: number
  readonly errcode: string
  readonly retryAfterMs: number | undefined
  readonly body: Readonly<Record<string, unknown>>

  /**
   * @param status the HTTP status, 400 to 599
   * @param errcode `M_...`, or a namespaced code of the host's own
   * @param message words for a person; the client gets them as `error`
   * @throws RangeError if the status is not from 400 to 599
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

  /** `instanceof` works for errors of another copy of this package too: a host may load it from another folder. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value
  }
}
