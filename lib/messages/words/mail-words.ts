import type { Flow } from '../../threepids/flow'
import type { Sentence, Value } from './sentence'

export interface SubjectWords {
  /**
   * The subject says what the mail is about, so that the three flows can be told apart. `brand` is the server's name
   * for people.
   */
  readonly subject: (brand: string) => string
  readonly title: string
}

/** A mail with a link or a code. */
export interface TokenMailWords extends SubjectWords {
  /**
   * What has happened. For `password` the account is shown below this. In the other flows it names no account and no
   * password.
   */
  readonly intro: (brand: Value) => Sentence
  /** Says that nobody else may have the link or code. */
  readonly keepSecret: string
}

/** The words of all mails in one language. */
export interface MailWords {
  /** `button`: the words on the button, which say what it does. */
  readonly link: Readonly<Record<Flow, TokenMailWords & { readonly button: string }>>
  readonly code: Readonly<Record<Flow, TokenMailWords>>
  /** Above the button. */
  readonly ifYouLink: string
  /** Above the code. */
  readonly ifYouCode: string
  readonly orCopy: string
  readonly linkGood: (duration: string) => string
  readonly codeGood: (duration: string) => string
  /** What somebody who did not ask should do. It never tells them to open the link that confirms. */
  readonly ifNotYou: Readonly<Record<Flow, string>>
  /** Above the link that only stops the request, and the words of that link. */
  readonly toStop: string
  readonly stop: string
  readonly noAccount: SubjectWords & {
    readonly intro: (brand: Value) => Sentence
    readonly ifYou: string
    readonly ifNotYou: string
  }
  /** For an address that already has an account: how to sign in, or to reset the password. */
  readonly inUse: Readonly<
    Record<
      Exclude<Flow, 'password'>,
      SubjectWords & {
        readonly intro: (brand: Value) => Sentence
        readonly ifYou: string
        readonly ifNotYou: string
      }
    >
  >
  /** The account is shown below `intro`. */
  readonly changed: SubjectWords & {
    readonly intro: (brand: Value) => Sentence
    readonly ifYou: string
    readonly ifNotYou: string
  }
  /** Above the facts of the request. */
  readonly whoAsked: string
  readonly whoChanged: string
  /** Says that nobody reads answers. `sender`: brand and host, or the host alone. */
  readonly automatic: (sender: Value) => Sentence
}
