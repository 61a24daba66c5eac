import { giveMeaning } from '../error-meaning'
import { describeError } from '../error-text'

/**
 * How an exchange with an identity server failed:
 * - `unreachable`: no connection (DNS, refused, TLS, a reset before any answer), or none tried because the last one, a
 *   moment ago, failed so
 * - `timeout`: the exchange was not over within its deadline
 * - `forbidden_address`: its name leads to special addresses alone, and it is not on a list
 * - `bad_answer`: an answer that is not a whole JSON object of bounded size, or not of the expected shape or status
 * - `busy`: too many exchanges with this server are under way
 * - `closed`: `close()` was called
 */
export type IdentityServerFailure = 'unreachable' | 'timeout' | 'forbidden_address' | 'bad_answer' | 'busy' | 'closed'

/** 502 `M_UNKNOWN`. Neither message nor `cause` holds anything that the server sent, or that was sent to it. */
export class IdentityServerError extends Error {
  constructor(
    readonly reason: IdentityServerFailure,
    /** The server's name. */
    readonly idServer: string,
    /** What happened, in words of this package or a code of Node's: for the log. */
    detail: string,
    /** False: the request certainly never reached the server. */
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
