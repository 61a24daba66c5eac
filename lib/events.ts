import type { Medium } from './threepids/threepid'

/** Who and what an event is about, without naming anybody. */
interface Subject {
  /** What the address is. */
  readonly medium: Medium
  /** A hash of the address, keyed with `secret`: the same address gives the same one, and nobody can turn it back. */
  readonly addressHash: string
}

/** A message with a link or code was taken by a provider, or by an identity server. */
interface TokenSent extends Subject {
  readonly type: 'token_sent'
  /** What the message holds. */
  readonly deliver: 'link' | 'code'
  /** Who sent it: this homeserver, or an identity server. */
  readonly via: 'local' | 'proxy'
  /** How long whoever sends took to take the message: the provider, or the identity server. In milliseconds. */
  readonly durationMs: number
}

/** A request was answered with an error other than 401 and 429. */
interface Refused {
  readonly type: 'refused'
  /** The path of the request as this router has it: one of a few. */
  readonly route: string
  /** The HTTP status of the answer. */
  readonly status: number
  /** The Matrix error code of the answer. */
  readonly errcode: string
}

/** Somebody has confirmed an address. */
interface Validated extends Subject {
  readonly type: 'validated'
  /** Who judged the link or code: this homeserver, or an identity server. */
  readonly via: 'local' | 'proxy'
}

/** A confirmed reset was used: the password was changed, or whatever else `redeem` was given has returned. */
interface Redeemed extends Subject {
  readonly type: 'redeemed'
}

/** The resets of an address were ended. */
interface Revoked extends Subject {
  readonly type: 'revoked'
  /** `not_me`: the person pressed "This was not me"; `host`: `revoke()` was called; `redeemed`: another reset of the address was
   * used. */
  readonly reason: 'not_me' | 'host' | 'redeemed'
}

/** A message could not be sent. */
interface DeliveryFailed extends Subject {
  readonly type: 'delivery_failed'
  /** The `failure` of the sender's `SendError`: `refused`, `unavailable` or `timeout`. */
  readonly reason: string
  /** Whether it is tried again by itself. */
  readonly willRetry: boolean
}

/** A request was answered 429. */
interface Limited {
  readonly type: 'limited'
  /** The limit's name in the option `limits`; `host` where a function of the server's own refused. */
  readonly limit: string
  /** How long the client was asked to wait, in milliseconds. */
  readonly retryAfterMs: number
}

/** An identity server could not be asked, or gave an answer that can't be used. */
interface IdentityServerFailed {
  readonly type: 'identity_server_failed'
  /** The identity server's name. Where `trusted` is a function, clients choose it: it is no good label for a metric. */
  readonly idServer: string
  /** What happened, without personal data. */
  readonly reason: string
}

/** `identityServers.decide` threw, or answered neither `'local'` nor `'proxy'`. */
interface DecideFailed {
  readonly type: 'decide_failed'
  /** What happened, without personal data. */
  readonly reason: string
}

/** The store (Redis) could not be reached, or refused a command. */
interface StoreFailed {
  readonly type: 'store_failed'
  /** What happened, without personal data. */
  readonly reason: string
}

/** What `onEvent` is given. Nothing in an event names an address, a phone number, a token or a `client_secret`. */
export type PasswordResetEvent =
  | TokenSent
  | Validated
  | Redeemed
  | Revoked
  | Refused
  | Limited
  | DeliveryFailed
  | IdentityServerFailed
  | DecideFailed
  | StoreFailed
