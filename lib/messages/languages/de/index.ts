import { untranslated } from '../untranslated'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** German. */
export const de = untranslated({
  language: 'de',
  direction: 'ltr',
  formats: 'de',
  facts: { account: 'Konto', time: 'Zeit', ipAddress: 'IP-Adresse', browser: 'Browser oder App' },
  colon: ':',
  browserOn: (browser, system) => `${browser} auf ${system}`,
  support: 'Hilfe erhalten',
  mails,
  sms,
  pages,
  resetPages,
})
