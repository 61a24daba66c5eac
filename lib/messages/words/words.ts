import type { MailWords } from './mail-words'
import type { PageWords } from './page-words'
import type { ResetPageWords } from './reset-page-words'
import type { SmsWords } from './sms-words'

/** Everything that is said, in one language. `CONTRIBUTING.md` says how to add one. */
export interface Words {
  /** BCP 47. */
  readonly language: string
  /** Nobody who speaks the language has read these words yet: the index that `preview` writes says so. Default: somebody has. */
  readonly unread?: true
  readonly direction: 'ltr' | 'rtl'
  /** For `Intl`, where more than the language must be named: a region's order of dates, the digits. */
  readonly formats: string
  readonly facts: {
    readonly account: string
    readonly time: string
    readonly ipAddress: string
    readonly browser: string
  }
  /** Between a label and what it names. */
  readonly colon: string
  /** Such as "Firefox on Linux". */
  readonly browserOn: (browser: string, system: string) => string
  /** The link to where a person finds help. */
  readonly support: string
  /** The button that leads to the app (`brand.app`). */
  readonly app: string
  readonly mails: MailWords
  readonly sms: SmsWords
  readonly pages: PageWords
  readonly resetPages: ResetPageWords
}
