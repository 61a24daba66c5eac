import type { Medium } from '../../threepids/threepid'
import type { Notice } from './page-words'
import type { Sentence, Value } from './sentence'

type ByMedium<T> = Readonly<Record<Medium, T>>

/** The words after a message was sent: where it went, and what to do if nothing comes. */
export interface SentWords {
  readonly title: string
  readonly sent: (masked: Value) => Sentence
  /** Says that a message was sent if the address has an account. For servers that conceal whether it has one. */
  readonly sentIfKnown: (masked: Value) => Sentence
  readonly nothingCame: string
  /** Advice for when nothing came, one line each. */
  readonly whatThen: readonly string[]
  readonly sendAgain: string
  /** After "Send again". It must also be true if no message was sent, on servers that conceal who has an account. */
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
    /** The word between the two forms, email and phone number. */
    readonly or: string
    readonly problem: ByMedium<Readonly<Record<'invalid' | 'unknown' | 'denied' | 'not-sent', string>>>
  }
  /** The page after a link was sent. */
  readonly link: ByMedium<SentWords>
  /** Says that the person goes on in the browser in which they open the link. */
  readonly goOnThere: string
  readonly reload: string
  /** After `reload`, if nobody has pressed the button of the link's page yet. `button` is the label of that button. */
  readonly notYet: (button: string) => string
  /** The address was confirmed, in this browser or another. */
  readonly confirmed: Notice
  /** The page after a code was sent. */
  readonly code: ByMedium<SentWords>
  readonly over: Readonly<Record<'too-many-tries' | 'expired', Notice>>
  readonly otherAddress: string
  readonly password: {
    readonly title: string
    readonly label: string
    readonly again: string
    /** Introduces the host's rules for passwords. */
    readonly rules: string
    readonly logoutDevices: string
    readonly logoutHint: string
    /** Says what signing out all devices does to encrypted messages. */
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
  /** "Set new password" was pressed, but the session is over: perhaps the same press was sent twice. */
  readonly passwordOver: Notice
  readonly forbidden: Notice
}
