import type { SecretKeys } from './secrets'
import type { SessionData } from './session-data'
import type {
  AddressLimitName,
  BeginResult,
  Delivery,
  Limit,
  LookResult,
  SessionRef,
  SessionStore,
} from './session-store'

/** The lifetimes and sizes of the option `tokens`, defaults filled in. */
export interface TokenSettings {
  readonly linkLifetimeMs: number
  readonly codeLifetimeMs: number
  readonly codeDigits: number
  readonly codeTries: number
  readonly validatedLifetimeMs: number
  readonly sendLeaseMs: number
}

/** The limits that each address has; false for none. */
export type AddressLimitsByName = Readonly<Record<AddressLimitName, Limit | false>>

export interface ValidationSessionsSettings {
  readonly store: SessionStore
  /** One for each accepted secret; the first makes what is new. */
  readonly keyring: readonly [SecretKeys, ...SecretKeys[]]
  /** Names this server: two on one Redis share no session. */
  readonly server: string
  readonly tokens: TokenSettings
  readonly limits: AddressLimitsByName
}

export interface TokenRequest {
  readonly data: SessionData
  readonly clientSecret: string
  readonly sendAttempt: number
  readonly deliver: Delivery
  /** The client's network, as `networkOf` gives it. */
  readonly network: string
}

export type TokenRequestResult =
  | { readonly outcome: 'send'; readonly sid: string; readonly token: string; readonly send: SendUnderWay }
  | { readonly outcome: 'replay'; readonly sid: string; readonly ref: SessionRef; readonly deliver: Delivery }
  | Extract<BeginResult, { outcome: 'limited' }>

/** The caller holds the lease, sends, and says how it went. */
export interface SendUnderWay {
  readonly sent: () => Promise<void>
  /** An identity server sent, and gave the session this `sid`. False where it named another session before. */
  readonly sentRemotely: (sid: string) => Promise<boolean>
  /** @param undone the provider has not taken the message, for certain */
  readonly failed: (undone: boolean) => Promise<void>
}

export type TokenVerdict =
  | { readonly outcome: 'right'; readonly data: SessionData; readonly first: boolean }
  | { readonly outcome: 'wrong'; readonly deliver: Delivery }
  | { readonly outcome: 'gone'; readonly tooManyTries?: true }

/** A client's way to name a session, as it came and of the right grammar. */
export interface Credentials {
  readonly sid: string
  readonly clientSecret: string
}

export type LiveSession = Omit<LookResult, 'data'> & { readonly data: SessionData }

/** A session whose tokens an identity server sends and judges. */
export type ProxiedSession = LiveSession & {
  readonly ref: SessionRef
  readonly proxy: NonNullable<SessionData['proxy']>
  readonly boundAs: string
}

export interface ClaimedSession {
  readonly data: SessionData
  /** Gives the session back, once its use has failed. */
  readonly giveBack: () => Promise<boolean>
}
