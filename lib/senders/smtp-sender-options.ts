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
   * On `smtp://`, to go on in the clear where the server offers no STARTTLS: the login and the token are then readable on
   * the way. For a server on this machine, whose certificate is then not checked unless `tls.ca` is given. Where STARTTLS
   * is offered, it is used; on any other host its certificate is always checked.
   * @default false
   */
  readonly allowPlaintext?: boolean
  /** The host name that this machine gives to the server (EHLO). @default the domain of `from` */
  readonly name?: string
  /** A login in place of the user and password of `url`: OAuth2, or one method of several. */
  readonly auth?: SmtpAuth
  readonly tls?: SmtpTls
  /** Where answers go: `support@example.org` or `Name <support@example.org>`. @default none */
  readonly replyTo?: string
  /** The address that mails which can't be delivered come back to. @default the address of `from` */
  readonly envelopeFrom?: string
  /**
   * How long one send may take in all, in milliseconds, from 1,000; less than 4/5 of `tokens.sendLeaseMs`. No step is given
   * less than that: servers may delay their greeting, and filter a mail before they take it.
   * @default 15000
   */
  readonly timeoutMs?: number
}

/** A login of SMTP other than the user and password of `url`; the names are nodemailer's. */
export type SmtpAuth = SmtpPasswordAuth | SmtpOAuth2Auth

/** A user and password, where they don't stand in `url`, or one method of several is wanted. */
export interface SmtpPasswordAuth {
  readonly type?: 'login'
  readonly user: string
  /** A secret. */
  readonly pass: string
  /** @default the first of PLAIN, LOGIN and CRAM-MD5 that the server offers */
  readonly method?: 'PLAIN' | 'LOGIN' | 'CRAM-MD5'
}

/** A token, or what one is had with: a refresh token, the key of a service account, or a function. */
export interface SmtpOAuth2Auth {
  readonly type: 'OAuth2'
  /** The mailbox that is logged in to. */
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
  /** Where tokens are had. @default Google's */
  readonly accessUrl?: string
  /** A service account's client, in place of `clientId`. */
  readonly serviceClient?: string
  /** The service account's key in PEM. A secret. */
  readonly privateKey?: string
  readonly scope?: string
  /** Further fields for the request of a token. */
  readonly customParams?: Readonly<Record<string, string>>
  /** Gives a token; `renew` where the one before was not taken. */
  readonly provisionCallback?: (
    user: string,
    renew: boolean,
    callback: (error: Error | null, accessToken?: string, expires?: number) => void,
  ) => void
}

/** For servers whose certificate the public authorities have not signed. */
export interface SmtpTls {
  /** Certificates (PEM) of the authorities to trust in place of the public ones. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[]
  /** The name that the certificate is for, where it is another than the host of `url`. */
  readonly servername?: string
}
