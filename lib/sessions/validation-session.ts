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
  /** One for each accepted secret; the first makes what is new. */
  readonly keyring: readonly [SecretKeys, ...SecretKeys[]]
  /** Names this server: two on one Redis share no session. */
  readonly server: string
  /** Those that are served: a session of another one is none. */
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
  /** True: nobody is to learn that a session was ended by anything but its own redeem. Default: false. */
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
  /** For the message: lets its reader end what was asked for, and confirms nothing. */
  readonly stopToken: string
  /** What the identity server of a proxied session is given as `client_secret`; empty where this homeserver sends. */
  readonly upstreamClientSecret: string
  /** What that server answered last, where this is a resend. */
  readonly upstream?: Upstream
  readonly send: SendUnderWay
}

/** The caller holds the lease, sends, and says how it went. */
export interface SendUnderWay {
  /** @param upstream of a proxied session: what names it at the identity server from now on */
  readonly sent: (upstream?: Upstream) => Promise<void>
  /** @param undone the message was certainly not handed over */
  readonly failed: (undone: boolean) => Promise<void>
}

export type TokenVerdict =
  | { readonly outcome: 'right'; readonly data: SessionData; readonly first: boolean }
  | Exclude<SubmitResult, { outcome: 'right' }>

/** A client's way to name a session, as it came and of the right grammar. */
export interface Credentials {
  readonly sid: string
  readonly clientSecret: string
}

/** Which sessions credentials may name. Default: those of every served flow and of both media. */
export interface Among {
  readonly flow?: Flow | undefined
  readonly medium?: Medium | undefined
}

export type LiveSession = Omit<LookResult, 'data' | 'upstream'> & {
  readonly ref: SessionRef
  readonly data: SessionData
  /** Of a proxied session, once its identity server has answered. */
  readonly upstream?: Upstream
  /** What the identity server of a proxied session knows as its `client_secret`; empty where this homeserver sends. */
  readonly upstreamClientSecret: string
}

/** A session whose tokens an identity server sends and judges. */
export type ProxiedSession = LiveSession & { readonly data: { readonly proxy: NonNullable<SessionData['proxy']> } }

/** What a token that came by message is good for: `link` confirms and ends, `stop` only ends, `none` does nothing. */
export interface MessageSession {
  readonly token: 'link' | 'stop' | 'none'
  readonly session: LiveSession
}

export interface ClaimedSession {
  readonly data: SessionData
  /** When the session began, and when it was validated, by the store's clock: milliseconds since the epoch. */
  readonly startedAt: number
  readonly validatedAt: number
  /** Gives the session back, once its use has failed. False where it was ended meanwhile. */
  readonly giveBack: () => Promise<boolean>
  /** Its use has succeeded: what was begun meanwhile for the address ends too. */
  readonly finish: () => Promise<void>
}
