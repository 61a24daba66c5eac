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

/** For the log and for events. Neither message nor `cause` holds anything that the server sent, or that was sent to it. */
export class IdentityServerError extends Error {
  constructor(
    readonly reason: IdentityServerFailure,
    /** The server's name. */
    readonly idServer: string,
    /** What happened, in words of this package or a code of Node's. */
    detail: string,
    /** False: the request certainly never reached the server. */
    readonly mayHaveActed = true,
  ) {
    super(`identity server ${idServer}: ${detail}`)
    this.name = 'IdentityServerError'
  }
}
