/** The options of `smtpSender`. */
export interface SmtpSenderOptions {
  /**
   * `smtps://user:password@mail.example.org` (TLS from the start, port 465) or `smtp://...` (STARTTLS, port 587); user and
   * password percent-encoded. A secret.
   */
  readonly url: string
  /** The sender: `password-reset@example.org` or `Name <password-reset@example.org>`. */
  readonly from: string
  /**
   * With `smtp://`: whether to go on unencrypted if the server offers no STARTTLS. The login and the token can then be
   * read on the way. Meant for a server on this machine, whose certificate is then not checked unless `tls.ca` is
   * given. If STARTTLS is offered it is always used, and on any other host its certificate is always checked. @default
   * false
   */
  readonly allowPlaintext?: boolean
  /** The host name that this machine gives to the server (EHLO). @default the domain of `from` */
  readonly name?: string
  /** A login in place of the user and password of `url`: OAuth2, or one method of several. */
  readonly auth?: SmtpAuth
  readonly tls?: SmtpTls
  /** Where answers go: `support@example.org` or `Name <support@example.org>`. @default none */
  readonly replyTo?: string
  /** The address to which mails return that can't be delivered. @default the address of `from` */
  readonly envelopeFrom?: string
  /**
   * How long one send may take in all, in milliseconds, from 1,000; less than 4/5 of `tokens.sendLeaseMs`. No single
   * step has a shorter limit: servers may delay their greeting, and scan a mail before they accept it.
   * @default 15000
   */
  readonly timeoutMs?: number
}

/** A login for SMTP in place of the user and password of `url`. The names are nodemailer's. */
export type SmtpAuth = SmtpPasswordAuth | SmtpOAuth2Auth

/** A user and password that are not in `url`, or for which one login method is wanted. */
export interface SmtpPasswordAuth {
  readonly type?: 'login'
  readonly user: string
  /** A secret. */
  readonly pass: string
  /** @default the first of PLAIN, LOGIN and CRAM-MD5 that the server offers */
  readonly method?: 'PLAIN' | 'LOGIN' | 'CRAM-MD5'
}

/**
 * OAuth2: an access token, or what is needed to get one (a refresh token, the key of a service account, or a function).
 */
export interface SmtpOAuth2Auth {
  readonly type: 'OAuth2'
  /** The mailbox to log in to. */
  readonly user: string
  readonly clientId?: string
  /** A secret. */
  readonly clientSecret?: string
  /** A secret. */
  readonly refreshToken?: string
  /** A secret. */
  readonly accessToken?: string
  /** When `accessToken` ends, in milliseconds since the epoch. */
  readonly expires?: number
  /** The URL that gives access tokens. @default Google's */
  readonly accessUrl?: string
  /** A service account's client, in place of `clientId`. */
  readonly serviceClient?: string
  /** The service account's key in PEM. A secret. */
  readonly privateKey?: string
  readonly scope?: string
  /** Further fields for the request of a token. */
  readonly customParams?: Readonly<Record<string, string>>
  /** Gives an access token. `renew` is true if the previous one was refused. */
  readonly provisionCallback?: (
    user: string,
    renew: boolean,
    callback: (error: Error | null, accessToken?: string, expires?: number) => void,
  ) => void
}

/** For a server whose certificate no public authority has signed. */
export interface SmtpTls {
  /** Certificates (PEM) of the authorities to trust in place of the public ones. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[]
  /** The name in the certificate, if it is not the host of `url`. */
  readonly servername?: string
}
