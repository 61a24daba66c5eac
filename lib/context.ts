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

/** The parts of one router that its endpoints share. */
export interface Context {
  readonly settings: Settings
  readonly sessions: ValidationSessions
  readonly holds: AccountHolds
  readonly background: Background
  readonly counterKey: CounterKey
  readonly proxy: {
    readonly client: IdentityServerClient
    /** Asks identity servers whether an address was confirmed; by `sid`. */
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
  /** The values of this request that no log line may contain. Whoever looks up or makes such a value adds it. */
  readonly privateValues: PrivateValues
  /** What an error page can offer the person. An endpoint fills this in as it learns more about the request. */
  readonly forPage: ErrorPageHints
}

/** Answers a request, or throws. `answerError` turns what it throws into an answer. */
export type Endpoint = (exchange: Exchange) => Promise<Answer>
