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
import type { Flow } from '../threepids/flow'
import type { Threepid } from '../threepids/threepid'

/** What `findByThreepid` answers: who has the address. */
export interface Account {
  /** The whole Matrix user ID, such as `@alice:example.org`. */
  readonly userId: string
  /** The address as the account stores it: messages go there, never to the one that was typed. */
  readonly address: string
}

/** A 3PID, and what a token is asked for. */
export interface ThreepidInFlow extends Threepid {
  /** `'password'`: to reset a password. `'register'`: for a new account. `'3pid'`: to add the address to an account. */
  readonly flow: Flow
}

/** What `allow3pid` is told. */
export interface TokenAsked extends ThreepidInFlow {
  /** The request as Express has it: for a rule of the host's own, such as a captcha. */
  readonly request: Request
  /** `'page'` where a person asked on the reset page; absent where a client asked. */
  readonly via?: 'page' | undefined
}

/** The host's accounts, as far as this package asks them. */
export interface Accounts {
  /**
   * Who has this 3PID; null if nobody has it. It is given the canonical address: compare it with `canonicalThreepid` of what
   * is stored, best kept beside it. In the flow `'password'` it answers null also where the account may not reset a password
   * (it is deactivated, say, or signs in elsewhere). In `'register'` and `'3pid'` it answers whoever has the address, such an
   * account too.
   */
  findByThreepid(threepid: ThreepidInFlow): Promise<Account | null> | Account | null
}

/** How the homeserver sends email. */
export interface EmailOptions {
  /** Takes mails to a provider. */
  readonly sender: EmailSender
  /** A link to click, or a code to type. Default: `'link'`. */
  readonly deliver?: Delivery | undefined
}

/** How the homeserver sends SMS. */
export interface SmsOptions {
  /** Takes text messages to a provider. */
  readonly sender: SmsSender
  /** A code to type, or a link to tap. Default: `'code'`. */
  readonly deliver?: Delivery | undefined
  /** The countries whose numbers are texted, as ISO 3166-1 alpha-2 codes such as `'GB'`: texting costs money. */
  readonly countries: readonly string[]
  /** Ends the text with the line by which phones and browsers fill in one-time codes (`@host #code`), `host` being that of
   * `publicBaseUrl`. With it Apple's devices offer the code on pages of that host alone: a client on another domain does not
   * get it any more. Worth setting where people type codes on this server's own pages. Default: false. */
  readonly autofill?: boolean | undefined
}

/** The identity servers that requests may be passed on to, and when. */
export interface IdentityServersOptions {
  /** Names of identity servers, `host` or `host:port`; a whole `http(s)://host:port` URL for private or test set-ups, then
   * matched by its `host:port`; or a function that says whether a name is trusted. */
  readonly trusted: Trusted
  /** Where both the homeserver and a trusted identity server could send. Default: `'local'`. */
  readonly prefer?: 'local' | 'proxy' | undefined
  /** The identity server of a medium that has no sender, where a request names none: entries of `trusted`. Default: none. */
  readonly delegate?: { readonly email?: string | undefined; readonly msisdn?: string | undefined } | undefined
  /** Answers `'local'` or `'proxy'` in place of `prefer`, for each request that names an identity server where a sender exists.
   * It makes no server trusted. Default: none. */
  readonly decide?: Decide | undefined
}

/** Where a client may ask a confirmed person to be sent. */
export interface NextLinkOptions {
  /** Origins such as `'https://app.example.org'` that a `next_link` may lead to, beside that of `publicBaseUrl`. An app's own
   * scheme is taken too, as `'scheme://host'`; where the scheme has a dot in it (`'org.example.app://'`) a host may be left
   * out. Such a `next_link` is compared by scheme and host, and has no fragment. Default: none. */
  readonly origins?: readonly string[] | undefined
  /** Whether `sid` is added to the query of the `next_link`. Default: false. */
  readonly appendSid?: boolean | undefined
}

/** Lifetimes and sizes of links and codes. */
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
  /** `/account/password` with the credentials of a live session, per session. Default: 120 a minute. */
  readonly accountPasswordPerSession: Limit | false
  /** Wrong codes, per address over all its sessions; past it no code is sent to it either. Default: 30 a day. */
  readonly wrongCodesPerAddress: Limit | false
  /** Wrong codes, per client network (IPv6 by /48) over all addresses. Default: 30 an hour. */
  readonly wrongCodesPerNetwork: Limit | false
  /** SMS, per number prefix: all but the last 4 digits. Default: 10 an hour. */
  readonly smsPerPrefix: Limit | false
  /** SMS, per country. Default: 100 an hour. */
  readonly smsPerCountry: Limit | false
  /** SMS, in all. Default: 1,000 a day. */
  readonly smsInAll: Limit | false
  /** SMS, per client network (IPv6 by /56). Default: 20 an hour. */
  readonly smsPerNetwork: Limit | false
  /** Mails of any kind that its requests cause, per client network (IPv6 by /56). Default: 30 an hour. */
  readonly emailsPerNetwork: Limit | false
  /** Mails with a token, in all. Default: none; 1,000 an hour where the flow `'register'` or `'3pid'` is served. */
  readonly emailsInAll: Limit | false
  /** Mails to an address that has no account, or that has one already, per address. Past it the answer is the same, and
   * nothing is sent. Default: 1 a day. */
  readonly noticesPerAddress: Limit | false
  /** The same mails, in all. Default: 100 an hour. */
  readonly noticesInAll: Limit | false
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
  /** What a request to reset a password is answered where no account has the address: `'reject'` says so; `'conceal'` answers
   * as if there were one; `'notify'` does too, and says so to the address by mail. In the flows `'register'` and `'3pid'` it is
   * about an address that an account has already: `'reject'` says so; the other two answer as if nobody had it, and say so to
   * the address by mail. Default: `'reject'`. */
  readonly unknownThreepid?: 'reject' | 'conceal' | 'notify' | undefined
  /** Whether a token may be asked for this 3PID; asked before anything is sent. False is answered 403 `M_THREEPID_DENIED`. A
   * `MatrixError` that it throws is the answer; anything else that it throws is 500. Default: any. */
  readonly allow3pid?: ((asked: TokenAsked) => boolean | Promise<boolean>) | undefined
  /** What tokens may be asked for: `'password'` (to reset a password), `'register'` (for a new account), `'3pid'` (to add an
   * address to an account). One that is not named is not served. Default: `['password']`. */
  readonly flows?: readonly Flow[] | undefined
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
  /** The language of mails, SMS and pages: a BCP 47 tag, or a function, which may answer a promise (2 seconds at most).
   * There are `en`, `de`, `fr`, `es`, `ar`, `ja`, and, not read by a speaker yet, `pt`, `it`, `nl`, `pl`, `zh-Hans`.
   * Default: by `Accept-Language`. */
  readonly locale?: Locale | undefined
  /** The look of mails and pages. */
  readonly brand?: Brand | undefined
  /** Functions that replace messages and pages, and `words`: languages of the host's own. Default: none. */
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
