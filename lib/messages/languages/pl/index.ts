import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/**
 * Polish. It says "Ty", as most apps do, and no word in the past tense that would have to know whether a man or a woman
 * reads it. A brand does not decline: "w serwisie" stands before it.
 */
export const pl: Words = {
  language: 'pl',
  unread: true,
  direction: 'ltr',
  formats: 'pl',
  facts: { account: 'Konto', time: 'Czas', ipAddress: 'Adres IP', browser: 'Przeglądarka lub aplikacja' },
  colon: ':',
  browserOn: (browser, system) => `${browser}, ${system}`,
  support: 'Uzyskaj pomoc',
  app: 'Przejdź do aplikacji',
  mails,
  sms,
  pages,
  resetPages,
}
