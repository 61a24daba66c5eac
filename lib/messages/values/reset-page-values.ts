import type { Medium } from '../../threepids/threepid'
import type { PageForm } from './page-form'

/** The values of the pages of `createResetPageRouter`. "Start again" is on each page but the first. */
export type ResetPageValues = AskPage | SentPage | ResetCodePage | NewPasswordPage | ResetEndPage

interface StartAgain {
  readonly startAgain: PageForm
}

/** The first page: by email or by SMS. One of `email` and `msisdn` is there, or both. */
export interface AskPage {
  readonly page: 'reset-ask'
  /** The person types into a field named `email`. */
  readonly email?: PageForm | undefined
  /** The person types into `phone_number` and picks a `country` (ISO 3166-1 alpha-2). */
  readonly msisdn?:
    | {
        readonly form: PageForm
        /** The countries that SMS are sent to. If there is only one, no choice is offered: it is a hidden field. */
        readonly countries: readonly string[]
        /** The country that is selected. @default the first */
        readonly country?: string | undefined
      }
    | undefined
  /** Why the request before was refused. */
  readonly problem?:
    | {
        readonly medium: Medium
        /**
         * `invalid`: it is no address or number; `unknown`: no account has it; `denied`: it is not allowed here;
         * `not-sent`: the provider did not take the message.
         */
        readonly reason: 'invalid' | 'unknown' | 'denied' | 'not-sent'
        /** The text that the person typed, which stays in the field. */
        readonly typed?: string | undefined
      }
    | undefined
}

interface Sent {
  readonly medium: Medium
  /** As it was typed, masked: `a…@example.org`, `…56`. */
  readonly maskedAddress: string
  /** Whether nobody may learn if the address has an account: then the words say "if". */
  readonly concealed: boolean
  /** Sends once more, or a new code. */
  readonly sendAgain: PageForm
  /** The result of `sendAgain`: `sent`, or `not-sent` if the provider did not take the message. */
  readonly sentAgain?: 'sent' | 'not-sent' | undefined
}

/** A link was sent: "look into your mailbox". The person goes on where the link is opened. */
export interface SentPage extends Sent, StartAgain {
  readonly page: 'reset-sent'
  /** Whether the link was opened and confirmed, in any browser: then the page says to go on there. */
  readonly confirmed: boolean
  /** Loads the page anew, to see whether it was confirmed. */
  readonly reload: PageForm
  /** Whether this answers `reload`: a page that is not confirmed says so. @default false */
  readonly hasLooked?: boolean | undefined
}

/** A code was sent: asks for it in a field named `token`. */
export interface ResetCodePage extends Sent, StartAgain {
  readonly page: 'reset-code'
  readonly form: PageForm
  readonly digits?: number | undefined
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined
  readonly wrong: boolean
  /** After text without a digit in it, which is no try. */
  readonly notACode?: boolean | undefined
  /** Why no code is judged any more: the page asks for none, and `sendAgain` is its first button. */
  readonly over?: 'too-many-tries' | 'expired' | undefined
}

/** Asks for the new password, in `new_password` and once more in `new_password_again`, and for `logout_devices`, a checkbox
 * with the value `true`. */
export interface NewPasswordPage extends StartAgain {
  readonly page: 'reset-password'
  readonly medium: Medium
  readonly userId: string
  readonly form: PageForm
  /** The host's rules for passwords, in the language of the page. */
  readonly rules?: string | undefined
  /** Whether the checkbox is ticked. @default true */
  readonly logoutDevices?: boolean | undefined
  /** Why the password before was refused: `setPassword`'s own words, or nothing was typed, or two different ones. */
  readonly problem?: 'empty' | 'different' | { readonly said: string } | undefined
}

type ResetEndPage =
  /** The password was changed. */
  | ({
      readonly page: 'reset-done'
      readonly userId: string
      /** Whether all other devices were signed out. */
      readonly loggedOut: boolean
    } & StartAgain)
  /** There is no reset to go on with: the cookie is missing, or its session is over. */
  | ({
      readonly page: 'reset-start-again'
      /**
       * Whether this answers "Set new password". That button may have been pressed twice: the page then says that the
       * password may be changed already.
       * @default false
       */
      readonly mayBeDone?: boolean | undefined
    } & StartAgain)
  /** 403: the form came from another site; nothing was changed. */
  | ({ readonly page: 'reset-forbidden' } & StartAgain)
