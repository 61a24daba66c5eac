import type { Medium } from '../threepids/threepid'

/** A value in a sentence, such as a user ID: set apart from the words in HTML, isolated where the text runs right to left. */
export interface Value {
  readonly value: string
}
export type Sentence = readonly (string | Value)[]

/** A template literal of words with values in them. */
export function sentence(strings: TemplateStringsArray, ...values: readonly Value[]): Sentence {
  return strings.flatMap((words, index) => {
    const value = values[index]
    return value === undefined ? [words] : [words, value]
  })
}

/** A page that says one thing. */
export interface Notice {
  readonly title: string
  readonly paragraphs: readonly string[]
}

export interface EmailWords {
  /** `brand` is the server's name for people. */
  readonly subject: (brand: string) => string
  readonly title: string
}
export interface TokenEmailWords extends EmailWords {
  readonly intro: (account: Value, brand: Value) => Sentence
  /** How to go on, where it was this person who asked. */
  readonly ifYou: string
  readonly good: (duration: string) => string
  /** What to do where it was not. */
  readonly ifNotYou: string
  /** That nobody else may have the link or code. */
  readonly keepSecret: string
}

/** The longest first: the first one is taken that needs no more SMS than the shortest does. The warning is in each. */
export type SmsWords = readonly ((server: string, secret: string) => string)[]

export interface SmsTexts {
  /** The characters of one SMS: 160 where all words are in the GSM 7-bit default alphabet (3GPP TS 23.038), else 70. */
  readonly segment: 160 | 70
  readonly link: SmsWords
  readonly code: SmsWords
  /** Followed by a line that names the server again, for the phone. */
  readonly codeWithAutofill: SmsWords
}

export interface EmailTexts {
  readonly link: TokenEmailWords & { readonly button: string; readonly orCopy: string }
  readonly code: TokenEmailWords
  readonly noAccount: EmailWords & {
    readonly intro: (brand: Value) => Sentence
    readonly ifYou: string
    readonly ifNotYou: string
  }
  readonly changed: EmailWords & {
    readonly intro: (account: Value, brand: Value) => Sentence
    readonly ifYou: string
    readonly ifNotYou: string
  }
  /** Above the facts of the request. */
  readonly whoAsked: string
  readonly whoChanged: string
  /** `sender`: brand and host, or the host alone. */
  readonly automatic: (sender: Value) => Sentence
}

export interface PageTexts {
  readonly confirm: {
    readonly title: string
    readonly intro: (brand: Value) => Sentence
    /** What somebody who is being tricked must know before pressing the button. */
    readonly warning: string
    readonly confirm: string
    readonly notMe: string
    readonly notMeHint: string
  }
  readonly done: Readonly<Record<Medium, Notice>>
  readonly notMe: Notice
  readonly code: {
    readonly title: string
    readonly intro: Readonly<Record<Medium, string>>
    readonly label: string
    readonly button: string
    readonly keepSecret: string
    /** Goes before the title in a browser's tab, so that it is the first thing that is read out. */
    readonly errorPrefix: string
    readonly wrongTitle: string
    readonly wrong: string
  }
  readonly expired: Readonly<Record<Medium, Notice>>
  readonly wrong: Readonly<Record<Medium, Notice>>
  readonly tooManyTries: Notice
  readonly limited: { readonly title: string; readonly wait: (duration: string) => string; readonly hint: string }
  readonly unavailable: Notice
  readonly error: Notice & { readonly code: (errcode: Value) => Sentence }
}

/** Everything that is said, in one language. `CONTRIBUTING.md` tells how to add one. */
export interface Words {
  /** BCP 47. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** For `Intl`, where more than the language must be told: a region's order of dates, the digits. */
  readonly formats: string
  readonly facts: {
    readonly account: string
    readonly time: string
    readonly address: string
    readonly browser: string
  }
  /** Between a label and what it names. */
  readonly colon: string
  /** Such as "Firefox on Linux". */
  readonly browserOn: (browser: string, system: string) => string
  readonly support: string
  readonly email: EmailTexts
  readonly sms: SmsTexts
  readonly page: PageTexts
}
