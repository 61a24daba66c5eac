import type { Flow } from '../../threepids/flow'
import type { Sentence, Value } from './sentence'

export interface SubjectWords {
  /** `brand` is the server's name for people. It says what the mail is about: the three flows are told apart by it. */
  readonly subject: (brand: string) => string
  readonly title: string
}

/** A mail with a link or a code. */
export interface TokenMailWords extends SubjectWords {
  /** What is going on. In `password` the account stands below it. The other flows name no account, and no password. */
  readonly intro: (brand: Value) => Sentence
  /** That nobody else may have the link or code. */
  readonly keepSecret: string
}

/** The words of all mails in one language. */
export interface MailWords {
  /** `button` says what it does. */
  readonly link: Readonly<Record<Flow, TokenMailWords & { readonly button: string }>>
  readonly code: Readonly<Record<Flow, TokenMailWords>>
  /** Above the button. */
  readonly ifYouLink: string
  /** Above the code. */
  readonly ifYouCode: string
  readonly orCopy: string
  readonly linkGood: (duration: string) => string
  readonly codeGood: (duration: string) => string
  /** What to do, and what not, for somebody who did not ask. Never to open the link that confirms. */
  readonly ifNotYou: Readonly<Record<Flow, string>>
  /** Above the link that only stops the request, and the words of that link. */
  readonly toStop: string
  readonly stop: string
  readonly noAccount: SubjectWords & {
    readonly intro: (brand: Value) => Sentence
    readonly ifYou: string
    readonly ifNotYou: string
  }
  /** An account has the address already: how to sign in, or to reset its password. */
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
  /** The account stands below `intro`. */
  readonly changed: SubjectWords & {
    readonly intro: (brand: Value) => Sentence
    readonly ifYou: string
    readonly ifNotYou: string
  }
  /** Above the facts of the request. */
  readonly whoAsked: string
  readonly whoChanged: string
  /** `sender`: brand and host, or the host alone. */
  readonly automatic: (sender: Value) => Sentence
}
