import { MatrixError } from './matrix-error'

const maxLength = 255
const opaque = /^[0-9a-zA-Z.=_-]{1,255}$/

/** `sid` and `client_secret`: 1 to 255 of `[0-9a-zA-Z.=_-]` (Client-Server API, "Opaque identifiers" of 3PID validation). */
export function isOpaqueId(text: string): boolean {
  return opaque.test(text)
}

/** @throws MatrixError 400 `M_INVALID_PARAM` */
export function checkOpaqueId(name: 'sid' | 'client_secret', text: string): string {
  if (isOpaqueId(text)) return text
  throw invalid(`${name} must be 1 to ${maxLength} characters of [0-9a-zA-Z.=_-]`)
}

/** A token: 1 to 255 code points. @throws MatrixError 400 `M_INVALID_PARAM` */
export function checkToken(text: string): string {
  // A code point has one or two UTF-16 units: only a text of 256 to 510 units has to be counted.
  const length =
    text.length <= maxLength ? text.length : text.length > 2 * maxLength ? Infinity : Array.from(text).length
  if (length >= 1 && length <= maxLength) return text
  throw invalid(`token must be 1 to ${maxLength} characters`)
}

/** A safe whole number from 0. @throws MatrixError 400 `M_INVALID_PARAM` */
export function checkSendAttempt(value: number): number {
  // -0 becomes 0: the two would be different texts.
  if (Number.isSafeInteger(value) && value >= 0) return value + 0
  throw invalid('send_attempt must be a whole number from 0')
}

export function invalid(message: string): MatrixError {
  return new MatrixError(400, 'M_INVALID_PARAM', message)
}
