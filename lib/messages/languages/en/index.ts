import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** English. */
export const en: Words = {
  language: 'en',
  direction: 'ltr',
  formats: 'en-GB',
  facts: { account: 'Account', time: 'Time', ipAddress: 'IP address', browser: 'Browser or app' },
  colon: ':',
  browserOn: (browser, system) => `${browser} on ${system}`,
  support: 'Get help',
  app: 'Go to the app',
  mails,
  sms,
  pages,
  resetPages,
}
