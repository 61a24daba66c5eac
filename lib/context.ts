import type { Request, Response } from 'express'
import type { Background } from './background'
import type { ErrorPageHints } from './error-answer'
import type { Answer } from './http/answer'
import type { IdentityServerClient } from './identity-server/client'
import type { Questions } from './identity-server/questions'
import type { CounterKey } from './limits/counter-key'
import type { NetworkLimiter } from './limits/network-limiter'
import type { Settings } from './options/settings'
import type { PrivateValues } from './private-values'
import type { AccountHolds } from './sessions/account-holds'
import type { LiveSession } from './sessions/validation-session'
import type { ValidationSessions } from './sessions/validation-sessions'

/** What every endpoint works with: one for each router. */
export interface Context {
  readonly settings: Settings
  readonly sessions: ValidationSessions
  readonly holds: AccountHolds
  readonly background: Background
  readonly counterKey: CounterKey
  readonly proxy: {
    readonly client: IdentityServerClient
    /** Whether an address was confirmed there; by `sid`. */
    readonly questions: Questions<LiveSession | undefined>
  }
  readonly limiters: {
    readonly requestToken: NetworkLimiter
    readonly submitToken: NetworkLimiter
    readonly confirmPage: NetworkLimiter
    readonly accountPassword: NetworkLimiter
  }
}

/** One request on its way through an endpoint. */
export interface Exchange {
  readonly request: Request
  readonly response: Response
  /** What log lines about it must not hold: whoever looks up or makes such a value for it adds it. */
  readonly privateValues: PrivateValues
  /** What a page that tells a person of an error can offer them: an endpoint fills in what it knows by then. */
  readonly forPage: ErrorPageHints
}

/** Answers a request, or throws: what is thrown, the one error handler answers. */
export type Endpoint = (exchange: Exchange) => Promise<Answer>
