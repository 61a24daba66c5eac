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

/** What a page asks before something happens. */
export interface QuestionWords {
  /** Told apart by flow: it is what a browser's tab shows. */
  readonly title: string
  /** What is going on. The facts stand below it: in `password` the account first. */
  readonly intro: (brand: Value) => Sentence
  readonly button: string
}

export interface ConfirmWords extends QuestionWords {
  /** Below "This was not me": what it does. */
  readonly notMeHint: string
  /** What the confirm page says once the address is confirmed. */
  readonly confirmed: QuestionWords
}

export interface CodePageWords {
  /** That a code was sent, by which server. `digits` is 0 where the number is not known. */
  readonly sent: ByMedium<(brand: Value, digits: number) => Sentence>
  /** How long the code is still good: `left` such as "9 minutes", `time` such as "08:22 UTC". */
  readonly timeLeft: (left: string, time: string) => string
  readonly newest: string
  readonly label: string
  readonly button: string
  readonly keepSecret: string
  readonly wrong: string
  /** `digits` is 0 where the number is not known. */
  readonly notACode: (digits: number) => string
}

/** The words of all pages but the reset page's, in one language. */
export interface PageWords {
  readonly confirm: ByFlow<ByMedium<ConfirmWords>>
  /** What somebody who is being tricked must know before pressing the button. */
  readonly warning: string
  readonly notMe: string
  /** The page whose only button stops. */
  readonly stop: ByFlow<ByMedium<QuestionWords>>
  /** For somebody who did ask. */
  readonly stopHint: string
  readonly done: ByFlow<ByMedium<Notice>>
  /** The button of `done` that leads on where it began on the reset page. */
  readonly goOn: string
  /** `mayBeUsed`: a use was unfinished when it was stopped. */
  readonly notMeDone: ByFlow<ByMedium<{ readonly stopped: Notice; readonly mayBeUsed: Notice }>>
  readonly stopped: ByFlow<ByMedium<Notice>>
  readonly code: CodePageWords & {
    readonly title: ByFlow<ByMedium<string>>
    readonly stop: string
    readonly stopHint: string
  }
  /** Goes before the title in a browser's tab, so that it is the first thing that is read out. */
  readonly errorPrefix: string
  readonly expired: {
    readonly title: Readonly<Record<'link' | 'code' | 'either', string>>
    readonly why: string
  }
  readonly wrong: {
    readonly title: Readonly<Record<'link' | 'code' | 'either', string>>
    readonly hint: Readonly<Record<'link' | 'code' | 'either', string>>
  }
  /** On the pages above: to ask for a new message where the person asked (an app or a page: a dead link doesn't say which), or,
   * with "Start again" below it, here. */
  readonly askInApp: ByMedium<string>
  readonly askHere: string
  readonly startAgain: string
  readonly tooManyTries: {
    readonly title: string
    readonly why: string
    /** To wait, or to start over in the app. */
    readonly wait: (duration: string) => string
    /** To start over in the app, where it is not known how long to wait. */
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
