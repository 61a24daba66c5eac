import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Italian. It says "tu", as most apps do. */
export const it: Words = {
  language: 'it',
  unread: true,
  direction: 'ltr',
  formats: 'it',
  facts: { account: 'Account', time: 'Ora', ipAddress: 'Indirizzo IP', browser: 'Browser o app' },
  colon: ':',
  browserOn: (browser, system) => `${browser} su ${system}`,
  support: 'Chiedi aiuto',
  app: 'Vai all’app',
  mails,
  sms,
  pages,
  resetPages,
}
