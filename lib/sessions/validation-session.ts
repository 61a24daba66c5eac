import type { Flow } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import type { SessionData, Upstream } from './session-data'
import type {
  AddressLimitName,
  BeginResult,
  Delivery,
  Limit,
  LookResult,
  SessionRef,
  SessionStore,
  SubmitResult,
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
  /** One for each accepted secret. The first makes everything new. */
  readonly keyring: readonly [SecretKeys, ...SecretKeys[]]
  /** Names this server: two servers on one Redis share no session. */
  readonly server: string
  /** The flows that are served: sessions of other flows don't exist. */
  readonly flows: readonly Flow[]
  readonly tokens: TokenSettings
  readonly limits: AddressLimitsByName
}

export interface TokenRequest {
  readonly data: SessionData
  readonly clientSecret: string
  readonly sendAttempt: number
  readonly deliver: Delivery
  /** Names the client's network among those that ask for this address: a part of a keyed hash. */
  readonly networkTag: string
  /** Whether nobody may learn that a session was ended by anything but its own redeem. @default false */
  readonly concealsEnds?: boolean
}

export type TokenRequestResult =
  | TokenToSend
  | { readonly outcome: 'replay'; readonly sid: string; readonly ref: SessionRef; readonly deliver: Delivery }
  | Extract<BeginResult, { outcome: 'limited' }>

export interface TokenToSend {
  readonly outcome: 'send'
  readonly sid: string
  readonly ref: SessionRef
  readonly token: string
  /** The token in the message with which its reader can end the request, and confirm nothing. */
  readonly stopToken: string
  /** The `client_secret` of a proxied session at its identity server; empty if this homeserver sends. */
  readonly upstreamClientSecret: string
  /** The identity server's last answer, if this is a resend. */
  readonly upstream?: Upstream
  readonly send: SendUnderWay
}

/** A send that was begun: the caller has the lease, sends, and reports the result. */
export interface SendUnderWay {
  /** @param upstream of a proxied session: its name at the identity server from now on */
  readonly sent: (upstream?: Upstream) => Promise<void>
  /** @param undone the message was certainly not handed over */
  readonly failed: (undone: boolean) => Promise<void>
}

export type TokenVerdict =
  | { readonly outcome: 'right'; readonly data: SessionData; readonly first: boolean }
  | Exclude<SubmitResult, { outcome: 'right' }>

/** A client's names for a session, with the right grammar. */
export interface Credentials {
  readonly sid: string
  readonly clientSecret: string
}

/** Which sessions credentials may name. @default those of every served flow and of both media */
export interface SessionFilter {
  readonly flow?: Flow | undefined
  readonly medium?: Medium | undefined
}

export type LiveSession = Omit<LookResult, 'data' | 'upstream'> & {
  readonly ref: SessionRef
  readonly data: SessionData
  /** Of a proxied session, once its identity server has answered. */
  readonly upstream?: Upstream
  /** The `client_secret` of a proxied session at its identity server; empty if this homeserver sends. */
  readonly upstreamClientSecret: string
}

/** A session of this homeserver's own that is pending: a poll needs no more of it, and its record stays sealed. */
export interface SealedSession {
  readonly state: 'pending'
  readonly retryAfterMs?: number
  readonly data?: never
}

/** A session whose tokens an identity server sends and judges. */
export type ProxiedSession = LiveSession & { readonly data: { readonly proxy: NonNullable<SessionData['proxy']> } }

/** The session that a message is about, and the power of its token: `link` confirms and ends, `stop` only ends. */
export interface MessageSession {
  readonly token: 'link' | 'stop' | 'none'
  readonly session: LiveSession
}

export interface ClaimedSession {
  readonly data: SessionData
  /** When the session began, and when it was validated, by the store's clock: milliseconds since the epoch. */
  readonly startedAt: number
  readonly validatedAt: number
  /** Makes the session redeemable again after its use failed. False if it was ended meanwhile. */
  readonly giveBack: () => Promise<boolean>
  /** The use has succeeded: sessions of the address that were begun meanwhile end too. */
  readonly finish: () => Promise<void>
}
