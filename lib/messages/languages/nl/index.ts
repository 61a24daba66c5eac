import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Dutch. It says "je", as most apps do. */
export const nl: Words = {
  language: 'nl',
  unread: true,
  direction: 'ltr',
  formats: 'nl',
  facts: { account: 'Account', time: 'Tijd', ipAddress: 'IP-adres', browser: 'Browser of app' },
  colon: ':',
  browserOn: (browser, system) => `${browser} op ${system}`,
  support: 'Hulp krijgen',
  app: 'Naar de app',
  mails,
  sms,
  pages,
  resetPages,
}
