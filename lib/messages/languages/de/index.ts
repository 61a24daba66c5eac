import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** German. */
export const de: Words = {
  language: 'de',
  direction: 'ltr',
  formats: 'de',
  facts: { account: 'Konto', time: 'Zeit', ipAddress: 'IP-Adresse', browser: 'Browser oder App' },
  colon: ':',
  browserOn: (browser, system) => `${browser} auf ${system}`,
  support: 'Hilfe erhalten',
  app: 'Zur App',
  mails,
  sms,
  pages,
  resetPages,
}
