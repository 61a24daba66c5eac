import type { Flow } from '../../threepids/flow'
import type { Medium } from '../../threepids/threepid'
import type { Sentence, Value } from './sentence'

type ByFlow<T> = Readonly<Record<Flow, T>>
type ByMedium<T> = Readonly<Record<Medium, T>>

/** A page that says one thing. */
export interface Notice {
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** The words of a page that asks the person to press a button. */
export interface QuestionWords {
  /** The title, also of the browser's tab. It must differ between flows. */
  readonly title: string
  /** Says what is going on. The facts of the request follow: in the flow `password` the account first. */
  readonly intro: (brand: Value) => Sentence
  readonly button: string
}

export interface ConfirmWords extends QuestionWords {
  /** Explains the button "This was not me", below it. */
  readonly notMeHint: string
  /** The words of the confirm page once the address is confirmed. */
  readonly confirmed: QuestionWords
}

export interface CodePageWords {
  /** Says that a code was sent, and by which server. `digits` is 0 if their number is not known. */
  readonly sent: ByMedium<(brand: Value, digits: number) => Sentence>
  /** Says how long the code can still be used: `left` is such as "9 minutes", `time` such as "08:22 UTC". */
  readonly timeLeft: (left: string, time: string) => string
  readonly newest: string
  readonly label: string
  readonly button: string
  readonly keepSecret: string
  readonly wrong: string
  /** Says that the text was no code. `digits` is 0 if their number is not known. */
  readonly notACode: (digits: number) => string
}

/** The words of all pages but the reset page's, in one language. */
export interface PageWords {
  readonly confirm: ByFlow<ByMedium<ConfirmWords>>
  /** The warning that somebody who is being tricked must read before pressing the button. */
  readonly warning: string
  readonly notMe: string
  /** The page whose only button stops the request. */
  readonly stop: ByFlow<ByMedium<QuestionWords>>
  /** For a person who did ask: they can close the page. */
  readonly stopHint: string
  readonly done: ByFlow<ByMedium<Notice>>
  /** The button of `done` that leads back to the reset page, if the person asked there. */
  readonly goOn: string
  /** `mayBeUsed` is shown if a use was under way when the session was stopped. */
  readonly notMeDone: ByFlow<ByMedium<{ readonly stopped: Notice; readonly mayBeUsed: Notice }>>
  readonly stopped: ByFlow<ByMedium<Notice>>
  readonly code: CodePageWords & {
    readonly title: ByFlow<ByMedium<string>>
    readonly stop: string
    readonly stopHint: string
  }
  /** Precedes the title in a browser's tab, so that a screen reader reads it first. */
  readonly errorPrefix: string
  readonly expired: {
    readonly title: Readonly<Record<'link' | 'code' | 'either', string>>
    readonly why: string
  }
  readonly wrong: {
    readonly title: Readonly<Record<'link' | 'code' | 'either', string>>
    readonly hint: Readonly<Record<'link' | 'code' | 'either', string>>
  }
  /** On the pages above: tells the person to ask for a new message where they asked before, in an app or on a page. */
  readonly askInApp: ByMedium<string>
  /** Above the button "Start again": tells the person to ask for a new message here. */
  readonly askHere: string
  readonly startAgain: string
  readonly tooManyTries: {
    readonly title: string
    readonly why: string
    /** Tells the person to wait, or to start over in the app. */
    readonly wait: (duration: string) => string
    /** Tells the person to start over in the app, if it is not known how long to wait. */
    readonly startOver: string
  }
  readonly limited: {
    readonly title: string
    readonly why: string
    readonly wait: (duration: string) => string
  }
  readonly unavailable: Notice
  readonly tryAgain: string
  readonly error: Notice & { readonly code: (errcode: Value) => Sentence }
}
