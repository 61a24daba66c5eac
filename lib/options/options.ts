import type { Request } from 'express'
import type { PasswordResetEvent } from '../events'
import type { Decide } from '../identity-server/decide'
import type { Trusted } from '../identity-server/trusted'
import type { Logger } from '../logger'
import type { Brand, Locale, MessageOverrides } from '../messages/message'
import type { EmailSender, SmsSender } from '../senders/sender'
import type { RedisClient } from '../sessions/redis-client'
import type { Delivery, Limit, SessionStore } from '../sessions/session-store'
import type { AddressLimitsByName } from '../sessions/validation-session'
import type { Threepid } from '../threepids/threepid'

/** What `findByThreepid` answers: who has the address. */
export interface Account {
  /** The whole Matrix user ID, such as `@alice:example.org`. */
  readonly userId: string
  /** The address as the account stores it: messages go there, never to the one that was typed. */
  readonly address: string
}

export interface Accounts {
  /**
   * Who has this 3PID; null if nobody has it, or nobody who may reset a password (a deactivated account, one that signs in
   * elsewhere). It is given the canonical address: compare it with `canonicalThreepid` of what is stored, best kept beside it.
   */
  findByThreepid(threepid: Threepid): Promise<Account | null> | Account | null
}

export interface EmailOptions {
  /** Takes mails to a provider. */
  readonly sender: EmailSender
  /** A link to click, or a code to type. Default: `'link'`. */
  readonly deliver?: Delivery | undefined
}

export interface SmsOptions {
  /** Takes text messages to a provider. */
  readonly sender: SmsSender
  /** A code to type, or a link to tap. Default: `'code'`. */
  readonly deliver?: Delivery | undefined
  /** The countries whose numbers are texted, as ISO 3166-1 alpha-2 codes such as `'GB'`: texting costs money. */
  readonly countries: readonly string[]
  /** Ends the text with the line by which phones and browsers fill in one-time codes (`@host #code`). Default: false. */
  readonly autofill?: boolean | undefined
}

export interface IdentityServersOptions {
  /** Names of identity servers, `host` or `host:port`; a whole `http(s)://host:port` URL for private or test set-ups, then
   * matched by its `host:port`; or a function that says whether a name is trusted. */
  readonly trusted: Trusted
  /** Where both the homeserver and a trusted identity server could send. Default: `'local'`. */
  readonly prefer?: 'local' | 'proxy' | undefined
  /** The identity server of a medium that has no sender, where a request names none: entries of `trusted`. Default: none. */
  readonly delegate?: { readonly email?: string | undefined; readonly msisdn?: string | undefined } | undefined
  /** Answers in place of `prefer`, for each request that names a trusted server. Default: none. */
  readonly decide?: Decide | undefined
}

export interface NextLinkOptions {
  /** Origins such as `'https://app.example.org'` that a `next_link` may lead to, beside that of `publicBaseUrl`.
   * Default: none. */
  readonly origins?: readonly string[] | undefined
  /** Whether `sid` is added to the query of the `next_link`. Default: false. */
  readonly appendSid?: boolean | undefined
}

export interface TokensOptions {
  /** How long a link is good, in milliseconds. Default: 3,600,000 (1 hour). */
  readonly linkLifetimeMs?: number | undefined
  /** How long a code is good, in milliseconds. Default: 600,000 (10 minutes). */
  readonly codeLifetimeMs?: number | undefined
  /** Digits of a code, 6 to 10. Default: 6. */
  readonly codeDigits?: number | undefined
  /** Wrong codes after which a session is dead, 1 to 10. Default: 5. */
  readonly codeTries?: number | undefined
  /** How long a proved address stays proved, in milliseconds. Default: 1,800,000 (30 minutes). */
  readonly validatedLifetimeMs?: number | undefined
  /** After how long a send that nobody heard of again may be repeated, in milliseconds; a sender gets 4/5 of it.
   * Default: 30,000. */
  readonly sendLeaseMs?: number | undefined
}

/** Each name with its `max` in each window of `windowMs` milliseconds, or `false` for none. */
export interface LimitsByName extends AddressLimitsByName {
  /** `requestToken`, per client network (IPv6 by /56). Default: 10 a minute. */
  readonly requestTokenPerNetwork: Limit | false
  /** Sends, per address and network. Default: 5 an hour. */
  readonly sendsPerAddressAndNetwork: Limit | false
  /** Sends, per address. Default: 20 a day. */
  readonly sendsPerAddress: Limit | false
  /** `submitToken` and `confirm`, per client network. Default: 60 a minute. */
  readonly submitTokenPerNetwork: Limit | false
  /** `/account/password` whose credentials name no live session, per client network. Default: 60 a minute. */
  readonly accountPasswordPerNetwork: Limit | false
  /** Wrong codes, per address over all its sessions. Default: 30 a day. */
  readonly wrongCodesPerAddress: Limit | false
  /** SMS, per number prefix: all but the last 4 digits. Default: 10 an hour. */
  readonly smsPerPrefix: Limit | false
  /** SMS, per country. Default: 100 an hour. */
  readonly smsPerCountry: Limit | false
  /** SMS, in all. Default: 1,000 a day. */
  readonly smsInAll: Limit | false
  /** SMS, per client network. Worth setting with `unknownThreepid: 'conceal'`, where asking for numbers that nobody has counts
   * too, so that one network can use up what others share. Default: none. */
  readonly smsPerNetwork: Limit | false
  /** `'notify'` mails, per address. Default: 1 a day. */
  readonly noticesPerAddress: Limit | false
}

/** The options of `createPasswordResetRouter`. An absent one and one that is `undefined` are the same. */
export interface PasswordResetOptions {
  /** Where this router is reached from outside, a mount prefix included: `https://matrix.example.org`. The only source of
   * links: the `Host` header is never asked. `http:` is taken too, with a warning unless it is loopback. Required. */
  readonly publicBaseUrl: string
  /** The host's accounts. Required. */
  readonly accounts: Accounts
  /** A client of the caller's, where sessions are kept: of ioredis (`Redis`, `Cluster`) or of node-redis (`createClient` and
   * the like, connected). Default: this process's memory, with one warning. */
  readonly redis?: RedisClient | undefined
  /** Keys everything at rest: 32 characters or more. Of several the first is used and all are accepted, so that it can be
   * changed. Required with `redis` or `store`; in memory a random one serves. */
  readonly secret?: string | readonly string[] | undefined
  /** How the homeserver sends email. Default: it sends none. */
  readonly email?: EmailOptions | undefined
  /** How the homeserver sends SMS. Default: it sends none. */
  readonly sms?: SmsOptions | undefined
  /** The identity servers that requests may be passed on to. Default: none. */
  readonly identityServers?: IdentityServersOptions | undefined
  /** Where a `next_link` may lead. Default: to `publicBaseUrl`'s own origin. */
  readonly nextLink?: NextLinkOptions | undefined
  /** Lifetimes and sizes of tokens. */
  readonly tokens?: TokensOptions | undefined
  /** Limits by name, each `{ max, windowMs }` or `false`; `false` for none at all. */
  readonly limits?: Partial<LimitsByName> | false | undefined
  /** What a request for an address that no account has is answered: `'reject'` says so; `'conceal'` answers as if there were
   * one; `'notify'` does, and tells the address by mail. Default: `'reject'`. */
  readonly unknownThreepid?: 'reject' | 'conceal' | 'notify' | undefined
  /** Whether this 3PID may be used at all. Default: any. */
  readonly allow3pid?: ((threepid: Threepid) => boolean | Promise<boolean>) | undefined
  /** Whether `/_matrix/identity/api/v1/validate/...` is served. Default: true. */
  readonly identityPaths?: boolean | undefined
  /** The path of the homeserver's own pages and of `submit_url`. Default:
   * `/_matrix/client/unstable/express_matrix_password_reset`. */
  readonly path?: string | undefined
  /** Whether answers carry the specification's CORS headers; false where the host sets its own. Default: true. */
  readonly cors?: boolean | undefined
  /** pino's loggers and `console` fit. Default: `console`. */
  readonly logger?: Logger | undefined
  /** Told what happens, without personal data. Default: nobody is told. */
  readonly onEvent?: ((event: PasswordResetEvent) => void) | undefined
  /** The language of mails, SMS and pages: a BCP 47 tag, or a function. Default: by `Accept-Language`. */
  readonly locale?: Locale | undefined
  /** The look of mails and pages. */
  readonly brand?: Brand | undefined
  /** Functions that replace messages and pages. Default: none. */
  readonly messages?: MessageOverrides | undefined
  /** A store of one's own in place of `redis`. Default: none. */
  readonly store?: SessionStore | undefined
}

/** The options of `createAccountPasswordRouter`. */
export interface AccountPasswordOptions {
  /**
   * Sets the password, and where `logoutDevices` is true ends the account's access and refresh tokens. A `MatrixError` that
   * it throws (400 `M_WEAK_PASSWORD`) reaches the client, and the session stays good.
   */
  setPassword(change: {
    readonly userId: string
    readonly newPassword: string
    /** The request's `logout_devices`; true where it is absent. */
    readonly logoutDevices: boolean
    readonly request: Request
  }): Promise<void> | void
  /** Whether a person is told by mail that the password was changed, where there is an email sender. Default: true. */
  readonly notifyChanged?: boolean | undefined
}
