import type { PasswordResetEvent } from './events'
import type { Logger } from './logger'
import { noPrivateValues, type PrivateValues } from './private-values'

/**
 * The answer, the event and the log line of an error of this package. The one error handler reads these, and does not look at
 * the error's class.
 */
interface ErrorMeaning {
  /** For the client. The error's own `message` and `cause` are for the log. */
  readonly answer: {
    readonly status: number
    readonly errcode: string
    readonly message: string
    readonly retryAfterMs?: number
  }
  /** The event for listeners, besides the one that a request was refused. */
  readonly event?: PasswordResetEvent
  /** The log line, if the error was not the client's fault. */
  readonly log?: { readonly level: keyof Logger; readonly fields: object; readonly message: string }
}

/** Shared by all copies of this package in a process: a host's store may throw the error of another copy. */
const key = Symbol.for('express-matrix-password-reset.meaning')

/**
 * Attaches a meaning to an error. `meaning` is called when it is needed, because a class that extends the error's class
 * sets its own name after that.
 */
export function giveMeaning(error: Error, meaning: (privateValues: PrivateValues) => ErrorMeaning): void {
  Object.defineProperty(error, key, { value: meaning })
}

/**
 * The meaning of an error, if it is one of this package's. Its words for the log contain none of the private values.
 */
export function meaningOf(error: unknown, privateValues = noPrivateValues): ErrorMeaning | undefined {
  if (typeof error !== 'object' || error === null || !(key in error)) return undefined
  return (error[key] as (privateValues: PrivateValues) => ErrorMeaning)(privateValues)
}
