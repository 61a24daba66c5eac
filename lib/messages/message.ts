import type { Request } from 'express'
import type { Medium } from '../threepids/threepid'

/** The look of mails and pages. */
export interface Brand {
  /** The server's name for people. Default: the host of `publicBaseUrl`. */
  readonly name?: string | undefined
  /** An `https:` or `data:image/...` URL. Mails and pages read well without it. Default: none. */
  readonly logo?: string | undefined
  /** `#rrggbb`, for buttons and links; contrast is kept whatever it is. */
  readonly color?: string | undefined
  /** Where a person finds help: an `https:` or `mailto:` URL. */
  readonly support?: string | undefined
}

/** Who asked for a message, as far as is known. */
export interface Asked {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The network address that the request came from. */
  readonly from?: string
  /** The `User-Agent` header as it came: hostile until it is put into words ("Firefox on Linux"). */
  readonly userAgent?: string
}

/** What every message and page is made from. */
export interface MessageContext {
  /** A BCP 47 tag that this package has words for: `en`, `de`, `fr`, `es`, `ar`, `ja`. */
  readonly language: string
  /** Host and port of `publicBaseUrl`. */
  readonly serverName: string
  readonly brand: Brand
}

export interface TokenMessageValues extends MessageContext {
  /** The account that the address belongs to, such as `@alice:example.org`. */
  readonly userId: string
  readonly expiresInMs: number
  readonly asked: Asked
}
export type LinkMessageValues = TokenMessageValues & { readonly link: string }
export type CodeMessageValues = TokenMessageValues & { readonly code: string }
/** `'notify'`: somebody asked to reset the password of an address that no account has. */
export type NoAccountMessageValues = MessageContext & { readonly asked: Asked }
/** The password was changed by a reset. */
export type ChangedMessageValues = MessageContext & { readonly userId: string; readonly asked: Asked }

export interface EmailContent {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface SmsContent {
  readonly text: string
}

/** A form's target and hidden fields; every value is put into the page escaped. */
export interface PageForm {
  /** A path of this server. */
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
}

/** What a page shows, by its kind. `medium` tells what was proved or asked for. */
export type PageValues = MessageContext &
  (
    | {
        readonly page: 'confirm'
        readonly medium: Medium
        readonly userId: string
        readonly asked: Asked
        /** Proves the address. The first form in the page. */
        readonly confirm: PageForm
        /** "This was not me". The second form in the page. */
        readonly notMe: PageForm
      }
    /** Proved: go back to your app, it goes on by itself. */
    | { readonly page: 'done'; readonly medium: Medium }
    /** The session was ended: nothing was changed. */
    | { readonly page: 'not-me'; readonly medium: Medium }
    /** Asks for the code in a field named `token`; `wrong` after a wrong one. */
    | { readonly page: 'code'; readonly medium: Medium; readonly form: PageForm; readonly wrong: boolean }
    /** The link is no longer good, or its session is gone: ask for a new one in the app. */
    | { readonly page: 'expired'; readonly medium: Medium }
    /** The session died of wrong codes: ask for a new one in the app. */
    | { readonly page: 'too-many-tries' }
    /** The token is wrong (a link that was cut short, say). */
    | { readonly page: 'wrong'; readonly medium: Medium }
    | { readonly page: 'limited'; readonly retryAfterMs: number }
    /** The server or its store can't do it now: try again in a moment. */
    | { readonly page: 'unavailable' }
    /** Any other error: the link or request was not whole. `errcode` for support. */
    | { readonly page: 'error'; readonly errcode: string }
  )

/** Without what `createMessages` fills in: what varies from one message to the next. */
export type Varying<Values> = Values extends unknown ? Omit<Values, 'serverName' | 'brand'> : never

/** Makes every message and page of one server. */
export interface Messages {
  /**
   * The language for a person: the `locale` option, else `Accept-Language`, else English. Never throws.
   * @param userId the account that a message is for, where it is known
   */
  readonly language: (request: Request, userId?: string) => string
  readonly emailLink: (values: Varying<LinkMessageValues>) => EmailContent
  readonly emailCode: (values: Varying<CodeMessageValues>) => EmailContent
  readonly smsLink: (values: Varying<LinkMessageValues>) => SmsContent
  readonly smsCode: (values: Varying<CodeMessageValues>) => SmsContent
  readonly emailNoAccount: (values: Varying<NoAccountMessageValues>) => EmailContent
  readonly emailChanged: (values: Varying<ChangedMessageValues>) => EmailContent
  readonly page: (values: Varying<PageValues>) => PageContent
}

export interface PageContent {
  /** A whole HTML document, without scripts; styles in one `<style>` element. */
  readonly html: string
}

/**
 * Picks the language: a BCP 47 tag (the nearest that there are words for is taken), or a function; undefined, a throw or a
 * language without words leaves it to `Accept-Language`.
 */
export type Locale = string | ((context: { readonly request: Request; readonly userId?: string }) => string | undefined)

/**
 * Every message and page may be replaced: a function gets the values and what the package would have said, and answers
 * the same shape. The values are as they came: `userId` and `asked` are to be escaped. What a function throws reaches
 * whoever asked for the message.
 */
export interface MessageOverrides {
  readonly emailLink?: ((values: LinkMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly emailCode?: ((values: CodeMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly smsLink?: ((values: LinkMessageValues, standard: SmsContent) => SmsContent) | undefined
  readonly smsCode?: ((values: CodeMessageValues, standard: SmsContent) => SmsContent) | undefined
  readonly emailNoAccount?: ((values: NoAccountMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly emailChanged?: ((values: ChangedMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly page?: ((values: PageValues, standard: PageContent) => PageContent) | undefined
}
