import type { Medium } from './threepids/threepid'

/** Which address an event is about, without naming it. */
interface Subject {
  /** Whether the address is an email address or a phone number. */
  readonly medium: Medium
  /**
   * A hash of the address, keyed with `secret`. One address always has the same hash, and the address can't be found
   * from it.
   */
  readonly addressHash: string
}

/** A provider or an identity server took a message with a link or code. */
interface TokenSent extends Subject {
  readonly type: 'token_sent'
  /** What the message contains. */
  readonly deliver: 'link' | 'code'
  /** Who sent it: this homeserver, or an identity server. */
  readonly via: 'local' | 'proxy'
  /** How long the provider or the identity server took to accept the message, in milliseconds. */
  readonly durationMs: number
}

/** A request was answered with an error other than 401 and 429. */
interface Refused {
  readonly type: 'refused'
  /** The path of the route that was requested: one of a few. */
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
  /** Whether the package tries again by itself. */
  readonly willRetry: boolean
}

/** A request was answered 429. */
interface Limited {
  readonly type: 'limited'
  /** The limit's name in the option `limits`; `host` if a function of the host refused with a 429. */
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

/** The argument of `onEvent`. No event contains an address, a phone number, a token or a `client_secret`. */
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
