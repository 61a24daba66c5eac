import { giveMeaning } from '../error-meaning'
import { describeError } from '../error-text'

/**
 * How an exchange with an identity server failed:
 * - `unreachable`: there was no connection (DNS, refused, TLS, a reset before any answer), or none was tried because
 * the last one failed like this a moment ago
 * - `timeout`: the exchange was not finished by its deadline
 * - `forbidden_address`: the server's name leads only to special addresses, and the server is not on a list
 * - `bad_answer`: the answer is not a whole JSON object of bounded size, or has an unexpected shape or status
 * - `busy`: too many exchanges with this server are running
 * - `closed`: `close()` was called
 */
export type IdentityServerFailure = 'unreachable' | 'timeout' | 'forbidden_address' | 'bad_answer' | 'busy' | 'closed'

/**
 * Answered 502 `M_UNKNOWN`. Neither `message` nor `cause` contains anything that was sent to the server or came from
 * it.
 */
export class IdentityServerError extends Error {
  constructor(
    readonly reason: IdentityServerFailure,
    /** The server's name. */
    readonly idServer: string,
    /** What happened, for the log: in words of this package, or a code of Node.js. */
    detail: string,
    /** False if the request certainly never reached the server. */
    readonly mayHaveActed = true,
  ) {
    super(`identity server ${idServer}: ${detail}`)
    this.name = 'IdentityServerError'
    giveMeaning(this, (privateValues) => ({
      answer: { status: 502, errcode: 'M_UNKNOWN', message: wordsFor(reason, idServer) },
      event: { type: 'identity_server_failed', idServer, reason },
      log: {
        level: 'warn',
        fields: { idServer, reason, ...describeError(this, privateValues) },
        message: 'An identity server failed',
      },
    }))
  }
}

function wordsFor(reason: IdentityServerFailure, idServer: string): string {
  const words =
    reason === 'bad_answer'
      ? `The identity server ${idServer} answered with something that this homeserver can't use.`
      : `The identity server ${idServer} could not be reached.`
  return `${words} Try again in a minute; if it stays like this, ask the homeserver's administrator.`
}
