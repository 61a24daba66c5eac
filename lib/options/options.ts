import type { Request } from 'express'
import type { PasswordResetEvent } from '../events'
import type { Decide } from '../identity-server/decide'
import type { Trusted } from '../identity-server/trusted'
import type { Logger } from '../logger'
import type { Locale, MessageOverrides } from '../messages/values/message-values'
import type { Brand } from '../messages/brand/brand'
import type { EmailSender, SmsSender } from '../senders/sender'
import type { RedisClient } from '../sessions/redis-client'
import type { Delivery, Limit, SessionStore } from '../sessions/session-store'
import type { AddressLimitsByName } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'
import type { Threepid } from '../threepids/threepid'

/** The account that has an address: the answer of `findByThreepid`. */
export interface Account {
  /** The whole Matrix user ID, such as `@alice:example.org`. */
  readonly userId: string
  /** The address as the account stores it. Messages are sent to this one, never to the one that was typed. */
  readonly address: string
}

/** A 3PID, and what the token is for. */
export interface ThreepidInFlow extends Threepid {
  /** `'password'`: to reset a password. `'register'`: for a new account. `'3pid'`: to add the address to an account. */
  readonly flow: Flow
}

/** The argument of `allow3pid`. */
export interface Allow3pidContext extends ThreepidInFlow {
  /** Express's request: for a rule of your own, such as a captcha. */
  readonly request: Request
  /** `'page'` if a person asked on the reset page; absent if a client asked. */
  readonly via?: 'page' | undefined
}

/** Your accounts, as far as this package asks about them. */
export interface Accounts {
  /**
   * Returns who has this 3PID, or null if nobody has it. `address` is canonical: store what `canonicalThreepid` makes
   * of each address beside it, and compare with that. In the flow `'password'` also return null if the account may not
   * reset its password (it is deactivated, say, or signs in elsewhere). In `'register'` and `'3pid'` return whoever has
   * the address, even such an account.
   * @example
   * const accounts = {
   *   findByThreepid: async ({ medium, address }) => {
   *     const row = await database.findAddress(medium, address) // by the canonical address
   *     return row ? { userId: row.user_id, address: row.address_as_stored } : null
   *   },
   * }
   */
  findByThreepid(threepid: ThreepidInFlow): Promise<Account | null> | Account | null
}

/** How the homeserver sends email. */
export interface EmailOptions {
  /** Gives mails to a provider. */
  readonly sender: EmailSender
  /** A link to click, or a code to type. @default 'link' */
  readonly deliver?: Delivery | undefined
}

/** How the homeserver sends SMS. */
export interface SmsOptions {
  /** Gives text messages to a provider. */
  readonly sender: SmsSender
  /** A code to type, or a link to tap. @default 'code' */
  readonly deliver?: Delivery | undefined
  /** The countries whose numbers get SMS, as ISO 3166-1 alpha-2 codes such as `'GB'`. SMS costs money, and fraudsters trigger
   * texts to expensive countries: list only those your users live in. */
  readonly countries: readonly string[]
  /**
   * Whether the text ends with a line from which phones and browsers fill in the code: `@matrix.example.org #123456`,
   * with the host name of `publicBaseUrl`. Apple's devices then offer the code only on pages of that host name, and no
   * longer to a client on another domain. Worth setting if people type codes on this server's own pages.
   * @default false
   */
  readonly autofill?: boolean | undefined
}

/** The identity servers that requests may be passed on to, and when. */
export interface IdentityServersOptions {
  /**
   * Names of identity servers: `id.example.org`, or with a port. For private or test set-ups a whole URL,
   * `http(s)://id.example.org:8090`; clients then name it by its host and port. Or a function that says whether a name
   * is trusted.
   */
  readonly trusted: Trusted
  /** Who sends if both this server and a trusted identity server could. @default 'local' */
  readonly prefer?: 'local' | 'proxy' | undefined
  /**
   * The identity server for a medium without a sender, if a request names none. Entries of `trusted`.
   * @default none
   */
  readonly delegate?: { readonly email?: string | undefined; readonly msisdn?: string | undefined } | undefined
  /**
   * Returns `'local'` or `'proxy'` instead of `prefer`, for each request that names an identity server while there is a sender.
   * It makes no server trusted.
   * @default none
   */
  readonly decide?: Decide | undefined
}

/**
 * Where a client may send a person after they have confirmed their address.
 *
 * @example
 * const nextLink = { origins: ['https://app.example.org', 'org.example.app://'], appendSid: true }
 */
export interface NextLinkOptions {
  /**
   * Origins such as `'https://app.example.org'` that a `next_link` may lead to, besides that of `publicBaseUrl`. Also an app's own
   * scheme: `'scheme://host'`, or without a host if the scheme has a dot in it (`'org.example.app://'`). A `next_link` with an
   * app's own scheme is compared by scheme and host, and must not have a fragment.
   * @default none
   */
  readonly origins?: readonly string[] | undefined
  /** Whether `sid` is added to the query of the `next_link`. @default false */
  readonly appendSid?: boolean | undefined
}

/** Lifetimes and sizes of links and codes. */
export interface TokensOptions {
  /** How long a link is good, in milliseconds. @default 3,600,000 (1 hour) */
  readonly linkLifetimeMs?: number | undefined
  /** How long a code is good, in milliseconds. @default 600,000 (10 minutes) */
  readonly codeLifetimeMs?: number | undefined
  /** Digits of a code, 6 to 10. @default 6 */
  readonly codeDigits?: number | undefined
  /** Wrong codes after which a reset is over, 1 to 10. @default 5 */
  readonly codeTries?: number | undefined
  /** How long a confirmed address stays confirmed, in milliseconds. @default 1,800,000 (30 minutes) */
  readonly validatedLifetimeMs?: number | undefined
  /**
   * If the process dies while sending, the same `send_attempt` may be sent again after this time, in milliseconds. Senders time
   * out after 4/5 of it.
   * @default 30,000
   */
  readonly sendLeaseMs?: number | undefined
}

/**
 * Limits by name: `{ max, windowMs }` allows at most `max` in each window of `windowMs` milliseconds, and `false` means
 * no limit. A window starts with the first request it counts. All processes on one Redis share it.
 */
export interface LimitsByName extends AddressLimitsByName {
  /** `requestToken`, per client network (IPv6 by /56). @default 10 a minute */
  readonly requestTokenPerNetwork: Limit | false
  /** Messages with a token, per address and network. @default 5 an hour */
  readonly sendsPerAddressAndNetwork: Limit | false
  /** Messages with a token, per address. @default 20 a day */
  readonly sendsPerAddress: Limit | false
  /** `submitToken` and `confirm`, per client network. Opening the confirm page, or a page of a reset that is over on the reset page, is
   * counted apart from pressing buttons.
   * @default 60 a minute */
  readonly submitTokenPerNetwork: Limit | false
  /** `/account/password` with credentials of no live reset, per client network. @default 60 a minute */
  readonly accountPasswordPerNetwork: Limit | false
  /** `/account/password` with credentials of a live reset, and loading that reset's pages on the reset page, per reset.
   * @default 120 a minute */
  readonly accountPasswordPerSession: Limit | false
  /** Wrong codes, per address, over all its resets. After that no code is sent to it either. @default 30 a day */
  readonly wrongCodesPerAddress: Limit | false
  /** Wrong codes, per client network (IPv6 by /48), over all addresses. @default 30 an hour */
  readonly wrongCodesPerNetwork: Limit | false
  /** SMS, per number prefix: all but the last 4 digits. @default 10 an hour */
  readonly smsPerPrefix: Limit | false
  /** SMS, per country. @default 100 an hour */
  readonly smsPerCountry: Limit | false
  /** SMS, in all. @default 1,000 a day */
  readonly smsInAll: Limit | false
  /** SMS, per client network (IPv6 by /56). @default 20 an hour */
  readonly smsPerNetwork: Limit | false
  /** Mails of any kind, per client network that caused them (IPv6 by /56). @default 30 an hour */
  readonly emailsPerNetwork: Limit | false
  /** Mails with a token, in all. @default none; 1,000 an hour where the flow `'register'` or `'3pid'` is served */
  readonly emailsInAll: Limit | false
  /**
   * Mails that say that an address has no account, or has one already; per address. Over the limit the answer is the
   * same, and nothing is sent.
   * @default 1 a day
   */
  readonly noticesPerAddress: Limit | false
  /** Mails that say that an address has no account, or has one already; in all. @default 100 an hour */
  readonly noticesInAll: Limit | false
}

/** The options of `createPasswordResetRouter`. An option that is `undefined` counts as absent. */
export interface PasswordResetOptions {
  /** The URL at which people reach this router, a mount prefix included: `https://matrix.example.org`. Links are made from it, never
   * from the `Host` header. `http:` is accepted, with a warning unless it is loopback. Required. */
  readonly publicBaseUrl: string
  /** Your accounts. Required. */
  readonly accounts: Accounts
  /**
   * Your Redis client: sessions are kept there. Of ioredis (`Redis`, `Cluster`) or of node-redis (`createClient` and
   * the like, connected). It is neither changed nor closed.
   * @default this process's memory, with one warning
   */
  readonly redis?: RedisClient | undefined
  /**
   * The key by which everything that is stored is hashed and encrypted: 32 characters or more, the same in all
   * processes. To change it give a list: the first is used, all are accepted. Required with `redis` or `store`; in
   * memory a random one is made.
   */
  readonly secret?: string | readonly string[] | undefined
  /** How the homeserver sends email. @default it sends none */
  readonly email?: EmailOptions | undefined
  /** How the homeserver sends SMS. @default it sends none */
  readonly sms?: SmsOptions | undefined
  /** The identity servers that requests may be passed on to. @default none */
  readonly identityServers?: IdentityServersOptions | undefined
  /** Where a `next_link` may lead. @default to `publicBaseUrl`'s own origin */
  readonly nextLink?: NextLinkOptions | undefined
  /** Lifetimes and sizes of tokens. */
  readonly tokens?: TokensOptions | undefined
  /** Limits by name, each `{ max, windowMs }` or `false`; `false` for none at all. */
  readonly limits?: Partial<LimitsByName> | false | undefined
  /**
   * The answer to a request if no account has the address. `'reject'`: that none has it. `'conceal'`: the same as if
   * one had it. `'notify'`: the same too, and the address gets a mail that it has no account here. In the flows
   * `'register'` and `'3pid'` it is about an address that already has an account: `'reject'` says so; with the other
   * two the answer is the same as if nobody had it, and the address gets a mail that says so.
   * @default 'reject'
   */
  readonly unknownThreepid?: 'reject' | 'conceal' | 'notify' | undefined
  /**
   * Returns whether a token may be asked for with this 3PID. It is called before anything is sent. False is answered
   * 403 `M_THREEPID_DENIED`. A `MatrixError` that it throws is the answer; any other error is answered 500.
   * @default any
   * @example
   * const allow3pid = ({ medium, address }) => medium === 'msisdn' || address.endsWith('@example.org')
   */
  readonly allow3pid?: ((context: Allow3pidContext) => boolean | Promise<boolean>) | undefined
  /**
   * What tokens may be asked for: `'password'` (to reset a password), `'register'` (for a new account), `'3pid'` (to
   * add an address to an account). Routes of other flows are not served.
   * @default ['password']
   */
  readonly flows?: readonly Flow[] | undefined
  /** Whether `/_matrix/identity/api/v1/validate/...` is served. @default true */
  readonly identityPaths?: boolean | undefined
  /**
   * The path of this server's own pages and of `submit_url`. Every link has it: a short one, such as `'/r'`, makes short links.
   * @default `/_matrix/client/unstable/express_matrix_password_reset`
   */
  readonly path?: string | undefined
  /** Whether answers carry the specification's CORS headers. False if your server sets its own. @default true */
  readonly cors?: boolean | undefined
  /** A pino logger, `console`, or any object with their `warn` and `error`. @default `console` */
  readonly logger?: Logger | undefined
  /**
   * A function that gets each event. Events contain no personal data.
   * @default nobody is told
   * @example
   * const onEvent = (event) => metrics.increment(`password_reset.${event.type}`)
   */
  readonly onEvent?: ((event: PasswordResetEvent) => void) | undefined
  /**
   * The language of mails, SMS and pages: a BCP 47 tag, or a function, which may answer a promise (2 seconds at most).
   * There are `en`, `de`, `fr`, `es`, `ar`, `ja`, and, not read by a speaker yet, `pt`, `it`, `nl`, `pl`, `zh-Hans`.
   * @default by `Accept-Language`
   */
  readonly locale?: Locale | undefined
  /** The look of mails and pages. */
  readonly brand?: Brand | undefined
  /** Functions that replace messages and pages, and `words`: languages of your own. @default none */
  readonly messages?: MessageOverrides | undefined
  /** A store of your own instead of `redis`. @default none */
  readonly store?: SessionStore | undefined
}

/** The options of `createAccountPasswordRouter`. */
export interface AccountPasswordOptions {
  /**
   * Sets the password and, if `logoutDevices` is true, ends the account's access and refresh tokens. A `MatrixError`
   * that it throws (400 `M_WEAK_PASSWORD`) is the answer, and the reset can be used again.
   * @example
   * const setPassword = async ({ userId, newPassword, logoutDevices }) => {
   *   if (newPassword.length < 8) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'Use at least 8 characters')
   *   await accounts.setPassword(userId, await hash(newPassword))
   *   if (logoutDevices) await accounts.endTokensOf(userId)
   * }
   */
  setPassword(change: {
    readonly userId: string
    readonly newPassword: string
    /** The request's `logout_devices`; true if that is absent. */
    readonly logoutDevices: boolean
    readonly request: Request
  }): Promise<void> | void
  /** Whether the person gets a mail that the password was changed, if they confirmed by email and there is an email sender. @default true */
  readonly notifyChanged?: boolean | undefined
}
