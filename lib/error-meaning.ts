import type { PasswordResetEvent } from './events'
import type { Logger } from './logger'
import { noPrivateValues, type PrivateValues } from './private-values'

/** What an error of this package comes to, for the one error handler: it reads this and asks for no class. */
interface ErrorMeaning {
  /** For the client. The error's own `message` and `cause` are for the log. */
  readonly answer: {
    readonly status: number
    readonly errcode: string
    readonly message: string
    readonly retryAfterMs?: number
  }
  /** What listeners are told, beside that a request was refused. */
  readonly event?: PasswordResetEvent
  /** What the log is told, where it was not the client's doing. */
  readonly log?: { readonly level: keyof Logger; readonly fields: object; readonly message: string }
}

/** One for all copies of this package: a store of the host's may throw the error of another copy. */
const key = Symbol.for('express-matrix-password-reset.meaning')

/** Hides a meaning in an error. It is made when it is asked for: a class that extends the error's has its own name by then. */
export function giveMeaning(error: Error, meaning: (privateValues: PrivateValues) => ErrorMeaning): void {
  Object.defineProperty(error, key, { value: meaning })
}

/** The meaning that an error carries, if it is one of this package's; its words for the log hold none of the private values. */
export function meaningOf(error: unknown, privateValues = noPrivateValues): ErrorMeaning | undefined {
  if (typeof error !== 'object' || error === null || !(key in error)) return undefined
  return (error[key] as (privateValues: PrivateValues) => ErrorMeaning)(privateValues)
}
