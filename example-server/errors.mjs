// What a client is answered when something is wrong (Client-Server API, "Standard error response").
import { MatrixError } from 'express-matrix-password-reset'

/** Where nothing is. */
export function unrecognized() {
  throw new MatrixError(404, 'M_UNRECOGNIZED', 'This server has nothing there')
}

/** Where something is, but not for that method. */
export function methodNotAllowed() {
  throw new MatrixError(405, 'M_UNRECOGNIZED', 'This cannot be done there')
}

/**
 * @param {(line: string) => void} log
 * @returns {import('express').ErrorRequestHandler}
 */
export function answerError(log) {
  // Express knows an error handler by its four parameters.
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
  // The router's own: a path that is not percent-encoded as it should be.
  if (error instanceof URIError) return new MatrixError(400, 'M_UNRECOGNIZED', 'That path cannot be read')
  if (status === 400) return new MatrixError(400, 'M_NOT_JSON', 'The request is not JSON')
  return new MatrixError(500, 'M_UNKNOWN', 'Something went wrong on this server')
}
