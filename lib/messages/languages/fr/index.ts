import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** French. */
export const fr: Words = {
  language: 'fr',
  direction: 'ltr',
  formats: 'fr',
  facts: { account: 'Compte', time: 'Heure', ipAddress: 'Adresse IP', browser: 'Navigateur ou application' },
  colon: '\u00a0:',
  browserOn: (browser, system) => `${browser} sur ${system}`,
  support: 'Obtenir de l’aide',
  app: 'Aller à l’application',
  mails,
  sms,
  pages,
  resetPages,
}
