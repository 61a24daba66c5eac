import type { Flow } from '../../threepids/flow'
import type { Medium } from '../../threepids/threepid'
import type { Requester } from '../requester/requester'
import type { PageForm } from './page-form'
import type { ResetPageValues } from './reset-page-values'

/** What a page shows, by its kind. `medium` says what was confirmed or asked for. */
export type AnyPage = ConfirmingPage | EndPage | ResetPageValues

/** The values of one kind of page. */
export type PageOf<Kind extends AnyPage['page']> = Extract<AnyPage, { readonly page: Kind }>

/** The pages that ask a person something. */
type ConfirmingPage =
  /** Behind the link of a message. */
  | {
      readonly page: 'confirm'
      readonly flow: Flow
      readonly medium: Medium
      /** Absent unless `flow` is `password`. */
      readonly userId?: string | undefined
      readonly requester: Requester
      /** Whether the address is confirmed already: the page says so, and `confirm` leads on. */
      readonly confirmed: boolean
      /** Confirms the address. The first form in the page. */
      readonly confirm: PageForm
      /** "This was not me". The second form in the page. */
      readonly notMe: PageForm
    }
  /** Behind the link that only stops. */
  | {
      readonly page: 'stop'
      readonly flow: Flow
      readonly medium: Medium
      /** Absent unless `flow` is `password`. */
      readonly userId?: string | undefined
      readonly requester: Requester
      /** The only form in the page. */
      readonly stop: PageForm
    }
  /** Asks for the code in a field named `token`. Whoever asked can open it: it names neither account nor address. */
  | {
      readonly page: 'code'
      readonly flow: Flow
      readonly medium: Medium
      readonly form: PageForm
      /** Ends this one session. Absent: the page has no such button. */
      readonly stop?: PageForm | undefined
      /** How many digits the code has; absent where an identity server makes it. */
      readonly digits?: number | undefined
      /** Milliseconds since the epoch; absent where an identity server decides. */
      readonly expiresAt?: number | undefined
      /** After a wrong code. */
      readonly wrong: boolean
      /** After text without a digit in it, which is no try. */
      readonly notACode?: boolean | undefined
    }

/** Back to the page that a person came from, where that is the reset page and not an app. */
interface OnResetPage {
  /** "Start again": to the reset page, where the session was begun there. Absent: the words name the app. */
  readonly startAgain?: PageForm | undefined
}

/** The pages that end something. */
export type EndPage =
  /** The address is confirmed. */
  | {
      readonly page: 'done'
      readonly flow: Flow
      readonly medium: Medium
      /** Leads on to the reset page, where the session was begun there. Absent: the words name the app. */
      readonly goOn?: PageForm | undefined
    }
  /** After "this was not me", or the button of `stop`: every session of the address has ended. */
  | {
      readonly page: 'not-me'
      readonly flow: Flow
      readonly medium: Medium
      /** Whether a use of the session was unfinished: the password may have been changed, the account or address added. The
       * page says what to do. */
      readonly mayBeUsed: boolean
    }
  /** After "stop this request" on the page of the code: that one session has ended. */
  | { readonly page: 'stopped'; readonly flow: Flow; readonly medium: Medium }
  /** The link or code is no longer good, or its session is gone. `deliver` where it is known which it was. */
  | ({
      readonly page: 'expired'
      readonly medium: Medium
      readonly deliver?: 'link' | 'code' | undefined
    } & OnResetPage)
  /** The token is wrong (a link that was cut short, say). */
  | ({ readonly page: 'wrong'; readonly medium: Medium; readonly deliver?: 'link' | 'code' | undefined } & OnResetPage)
  /** The session died of wrong codes. `waitMs`: after which time a client's own session can have a new code. */
  | ({ readonly page: 'too-many-tries'; readonly waitMs?: number | undefined } & OnResetPage)
  | ({
      readonly page: 'limited'
      readonly retryAfterMs: number
      readonly tryAgain?: PageForm | undefined
    } & OnResetPage)
  /** The server or its store can't do it now. `tryAgain` repeats what was asked. */
  | ({ readonly page: 'unavailable'; readonly tryAgain?: PageForm | undefined } & OnResetPage)
  /** Any other error: the link or request was not whole. `errcode` for support. */
  | ({ readonly page: 'error'; readonly errcode: string } & OnResetPage)
