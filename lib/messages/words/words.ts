import type { MailWords } from './mail-words'
import type { PageWords } from './page-words'
import type { ResetPageWords } from './reset-page-words'
import type { SmsWords } from './sms-words'

/** All words of one language. `CONTRIBUTING.md` says how to add a language. */
export interface Words {
  /** BCP 47. */
  readonly language: string
  /**
   * True as long as nobody who speaks the language has read these words: the index that `preview` writes says so.
   * @default somebody has
   */
  readonly unread?: true
  readonly direction: 'ltr' | 'rtl'
  /**
   * The tag for `Intl`, which may have to say more than the language: the region whose order of dates is meant, the
   * digits.
   */
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
  /** The link to `brand.support`, where a person finds help. */
  readonly support: string
  /** The button that leads to the app (`brand.app`). */
  readonly app: string
  readonly mails: MailWords
  readonly sms: SmsWords
  readonly pages: PageWords
  readonly resetPages: ResetPageWords
}
