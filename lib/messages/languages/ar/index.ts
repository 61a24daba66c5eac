import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Arabic. The digits are those of the codes and addresses, which the person has to compare. */
export const ar: Words = {
  language: 'ar',
  direction: 'rtl',
  formats: 'ar-u-nu-latn',
  facts: { account: 'الحساب', time: 'الوقت', ipAddress: 'عنوان IP', browser: 'المتصفح أو التطبيق' },
  colon: ':',
  browserOn: (browser, system) => `${browser} على ${system}`,
  support: 'الحصول على المساعدة',
  app: 'الانتقال إلى التطبيق',
  mails,
  sms,
  pages,
  resetPages,
}
