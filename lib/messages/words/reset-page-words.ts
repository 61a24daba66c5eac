import type { Medium } from '../../threepids/threepid'
import type { Notice } from './page-words'
import type { Sentence, Value } from './sentence'

type ByMedium<T> = Readonly<Record<Medium, T>>

/** A message was sent: to where, and what if nothing comes. */
export interface SentWords {
  readonly title: string
  readonly sent: (masked: Value) => Sentence
  /** That a message was sent if the address has an account: for servers that tell nobody whether it has one. */
  readonly sentIfKnown: (masked: Value) => Sentence
  readonly nothingCame: string
  /** What to do then, one line each. */
  readonly whatThen: readonly string[]
  readonly sendAgain: string
  /** After "send again". True as well where nobody is to learn if the address has an account. */
  readonly askedAgain: string
  readonly wasNotSent: string
}

/** The words of the reset page in one language. */
export interface ResetPageWords {
  readonly ask: {
    readonly title: string
    readonly intro: string
    readonly email: { readonly label: string; readonly button: string }
    readonly msisdn: { readonly country: string; readonly label: string; readonly button: string }
    /** Between the two ways. */
    readonly or: string
    readonly problem: ByMedium<Readonly<Record<'invalid' | 'unknown' | 'denied' | 'not-sent', string>>>
  }
  /** A link was sent. */
  readonly link: ByMedium<SentWords>
  /** That the person goes on where the link is opened. */
  readonly goOnThere: string
  readonly reload: string
  /** After that button, where the link's page was not confirmed. `button` is the one on it. */
  readonly notYet: (button: string) => string
  /** The link was opened and confirmed, there or elsewhere. */
  readonly confirmed: Notice
  /** A code was sent. */
  readonly code: ByMedium<SentWords>
  readonly over: Readonly<Record<'too-many-tries' | 'expired', Notice>>
  readonly otherAddress: string
  readonly password: {
    readonly title: string
    readonly label: string
    readonly again: string
    /** Before what the host wants of a password. */
    readonly rules: string
    readonly logoutDevices: string
    readonly logoutHint: string
    /** What that does to encrypted messages. */
    readonly encrypted: string
    readonly button: string
    readonly empty: string
    readonly different: string
  }
  readonly done: {
    readonly title: string
    readonly signIn: string
    readonly loggedOut: string
    readonly stayedIn: string
    readonly encrypted: string
  }
  readonly nothingToGoOn: Notice
  /** "Set new password" was pressed, and its request is over: perhaps by the same press a moment before. */
  readonly passwordOver: Notice
  readonly forbidden: Notice
}
