import type { Flow } from '../../threepids/flow'
import type { Medium } from '../../threepids/threepid'
import type { Requester } from '../requester/requester'
import type { PageForm } from './page-form'
import type { ResetPageValues } from './reset-page-values'

/** The values of a page, by its kind. `medium` is that of the address that was confirmed or asked for. */
export type AnyPage = ConfirmingPage | EndPage | ResetPageValues

/** The values of one kind of page. */
export type PageOf<Kind extends AnyPage['page']> = Extract<AnyPage, { readonly page: Kind }>

/** The pages that ask a person something. */
type ConfirmingPage =
  /** The page that the link of a message opens. */
  | {
      readonly page: 'confirm'
      readonly flow: Flow
      readonly medium: Medium
      /** Absent unless `flow` is `password`. */
      readonly userId?: string | undefined
      readonly requester: Requester
      /** Whether the address is confirmed already. Then the page says so, and the button of `confirm` leads on. */
      readonly confirmed: boolean
      /** Confirms the address. The first form in the page. */
      readonly confirm: PageForm
      /** "This was not me". The second form in the page. */
      readonly notMe: PageForm
    }
  /** The page that the link for stopping a request opens. */
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
  /** Asks for the code in a field named `token`. It names no account or address, because whoever asked can open it. */
  | {
      readonly page: 'code'
      readonly flow: Flow
      readonly medium: Medium
      readonly form: PageForm
      /** Ends this one session. If it is absent, the page has no such button. */
      readonly stop?: PageForm | undefined
      /** How many digits the code has; absent if an identity server makes the code. */
      readonly digits?: number | undefined
      /** When the code expires, in milliseconds since the epoch; absent if an identity server decides this. */
      readonly expiresAt?: number | undefined
      /** Whether the person has just submitted a wrong code. */
      readonly wrong: boolean
      /** Whether the person has just submitted a text without a digit. This does not count as a wrong code. */
      readonly notACode?: boolean | undefined
    }

/** The way back to the reset page, for a session that was begun there and not in an app. */
interface OnResetPage {
  /** The button "Start again", which leads to the reset page. If it is absent, the words name the app. */
  readonly startAgain?: PageForm | undefined
}

/** The pages at the end of the way, and those of errors. */
export type EndPage =
  /** The address is confirmed. */
  | {
      readonly page: 'done'
      readonly flow: Flow
      readonly medium: Medium
      /** Leads on to the reset page, if the session was begun there. If it is absent, the words name the app. */
      readonly goOn?: PageForm | undefined
    }
  /** After "This was not me" or the button of `stop`: every session of the address has ended. */
  | {
      readonly page: 'not-me'
      readonly flow: Flow
      readonly medium: Medium
      /**
       * Whether a use of the session was under way: the password may have been changed, or the account or address added.
       * The page says what to do.
       */
      readonly mayBeUsed: boolean
    }
  /** After "Stop this request" on the page of the code: this one session has ended. */
  | { readonly page: 'stopped'; readonly flow: Flow; readonly medium: Medium }
  /** The link or code has expired, or its session is gone. `deliver` is present if it is known which of the two it was. */
  | ({
      readonly page: 'expired'
      readonly medium: Medium
      readonly deliver?: 'link' | 'code' | undefined
    } & OnResetPage)
  /** The token is wrong (a link that was cut short, say). */
  | ({ readonly page: 'wrong'; readonly medium: Medium; readonly deliver?: 'link' | 'code' | undefined } & OnResetPage)
  /** The session is dead after too many wrong codes. After `waitMs` a client can ask for a new code. */
  | ({ readonly page: 'too-many-tries'; readonly waitMs?: number | undefined } & OnResetPage)
  | ({
      readonly page: 'limited'
      readonly retryAfterMs: number
      readonly tryAgain?: PageForm | undefined
    } & OnResetPage)
  /** The server or its store is unavailable. `tryAgain` repeats the request. */
  | ({ readonly page: 'unavailable'; readonly tryAgain?: PageForm | undefined } & OnResetPage)
  /** Any other error: a part of the link or request is missing, say. `errcode` is for support. */
  | ({ readonly page: 'error'; readonly errcode: string } & OnResetPage)
