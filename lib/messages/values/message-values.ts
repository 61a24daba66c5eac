import type { Request } from 'express'
import type { Flow } from '../../threepids/flow'
import type { Brand } from '../brand/brand'
import type { Requester } from '../requester/requester'
import type { AnyPage } from './page-values'
import type { Words } from '../words/words'

/** The values that every message and page is made from. */
export interface MessageContext {
  /** A BCP 47 tag that there are words for: of a language of this package, such as `en`, or of the host's own. */
  readonly language: string
  /** Host and port of `publicBaseUrl`. */
  readonly serverName: string
  readonly brand: Brand
}

/** The values of every message with a link or code. */
export interface TokenMessageValues extends MessageContext {
  readonly flow: Flow
  /** The account that the address belongs to, such as `@alice:example.org`. Absent unless `flow` is `password`. */
  readonly userId?: string | undefined
  readonly expiresInMs: number
  readonly requester: Requester
  /**
   * In mails: the link to a page whose only button stops the request. Its token can do nothing else. Without it the
   * mail has no such advice; an SMS has no room for it.
   */
  readonly stopLink?: string | undefined
}
/** The values of a message with a link. */
export type LinkMessageValues = TokenMessageValues & { readonly link: string }
/** The values of a message with a code. */
export type CodeMessageValues = TokenMessageValues & { readonly code: string }
/** `'notify'`: somebody asked to reset the password of an address that no account has. */
export type NoAccountMessageValues = MessageContext & { readonly requester: Requester }
/** `'conceal'` and `'notify'`: somebody wants to register with an address, or to add one, that an account has already. */
export type InUseMessageValues = MessageContext & {
  readonly flow: Exclude<Flow, 'password'>
  readonly requester: Requester
}
/** The password was changed by a reset. */
export type ChangedMessageValues = MessageContext & { readonly userId: string; readonly requester: Requester }
/** The values of a page, by its kind. */
export type PageValues = MessageContext & AnyPage

/** A mail as it is made, before a sender has it. */
export interface EmailContent {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An SMS as it is made, before a sender has it. */
export interface SmsContent {
  readonly text: string
}

/** A page as it is made, before it is answered. */
export interface PageContent {
  /** A whole HTML document, without scripts; styles in one `<style>` element. */
  readonly html: string
}

/** The values of a message without those that `createMessages` fills in for all messages. */
export type Varying<Values> = Values extends unknown ? Omit<Values, 'serverName' | 'brand'> : never

/** Makes every message and page of one server. */
export interface Messages {
  /**
   * The language for a person: the `locale` option, else `Accept-Language`, else English. Never rejects. A `locale`
   * that answers a promise is waited for, 2 s at most.
   * @param userId the account that a message is for, if it is known
   */
  readonly language: (request: Request, userId?: string) => Promise<string>
  readonly emailLink: (values: Varying<LinkMessageValues>) => EmailContent
  readonly emailCode: (values: Varying<CodeMessageValues>) => EmailContent
  readonly smsLink: (values: Varying<LinkMessageValues>) => SmsContent
  readonly smsCode: (values: Varying<CodeMessageValues>) => SmsContent
  readonly emailNoAccount: (values: Varying<NoAccountMessageValues>) => EmailContent
  readonly emailInUse: (values: Varying<InUseMessageValues>) => EmailContent
  readonly emailChanged: (values: Varying<ChangedMessageValues>) => EmailContent
  readonly page: (values: Varying<PageValues>) => PageContent
}

/**
 * The language for a person: a BCP 47 tag (the nearest language that has words is taken), or a function that answers
 * one or a promise of one. If it answers undefined, fails, takes more than 2 s or names a language without words,
 * `Accept-Language` decides.
 * @example
 * const locale = async ({ userId }) => (userId === undefined ? undefined : await accounts.languageOf(userId))
 */
export type Locale =
  | string
  | ((context: {
      readonly request: Request
      readonly userId?: string
    }) => string | undefined | PromiseLike<string | undefined>)

/**
 * Functions that replace messages and pages. Each gets the values and what the package would have sent, and answers an
 * object of the same shape. The values are as they came: escape `userId` and `requester` before you put them into HTML.
 * What a function throws reaches whoever asked for the message.
 * @example
 * const messages = {
 *   emailLink: (values, standard) => ({ ...standard, subject: `Reset your password at ${values.serverName}` }),
 * }
 */
export interface MessageOverrides {
  readonly emailLink?: ((values: LinkMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly emailCode?: ((values: CodeMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly smsLink?: ((values: LinkMessageValues, standard: SmsContent) => SmsContent) | undefined
  readonly smsCode?: ((values: CodeMessageValues, standard: SmsContent) => SmsContent) | undefined
  readonly emailNoAccount?: ((values: NoAccountMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly emailInUse?: ((values: InUseMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly emailChanged?: ((values: ChangedMessageValues, standard: EmailContent) => EmailContent) | undefined
  readonly page?: ((values: PageValues, standard: PageContent) => PageContent) | undefined
  /** Languages of the host's own. One that the package has too replaces the package's. @default none */
  readonly words?: readonly Words[] | undefined
}
