// The answers to requests that fail (Client-Server API, "Standard error response").
import { MatrixError } from 'express-matrix-password-reset'

/** The error for an unknown path. */
export function unrecognized() {
  throw new MatrixError(404, 'M_UNRECOGNIZED', 'This server has nothing there')
}

/** The error for a known path with another method. */
export function methodNotAllowed() {
  throw new MatrixError(405, 'M_UNRECOGNIZED', 'This cannot be done there')
}

/**
 * @param {(line: string) => void} log
 * @returns {import('express').ErrorRequestHandler}
 */
export function answerError(log) {
  // Express recognises an error handler by its four parameters.
  return (error, _request, response, next) => {
    const { status, errcode, message, body } = asMatrixError(error)
    if (status >= 500) log(`error: ${error instanceof Error ? error.stack : String(error)}`)
    if (response.headersSent) next(error)
    else response.status(status).json({ errcode, error: message, ...body })
  }
}

/**
 * @param {unknown} error
 * @returns {MatrixError}
 */
function asMatrixError(error) {
  if (error instanceof MatrixError) return error
  const { status } = /** @type {{ status?: unknown }} */ (error ?? {})
  if (status === 413) return new MatrixError(413, 'M_TOO_LARGE', 'The request is too large')
  if (status === 415) return new MatrixError(415, 'M_NOT_JSON', 'The request cannot be read')
  // Thrown by Express's router for a path with wrong percent-encoding.
  if (error instanceof URIError) return new MatrixError(400, 'M_UNRECOGNIZED', 'That path cannot be read')
  if (status === 400) return new MatrixError(400, 'M_NOT_JSON', 'The request is not JSON')
  return new MatrixError(500, 'M_UNKNOWN', 'Something went wrong on this server')
}
