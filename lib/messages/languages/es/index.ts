import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Spanish. */
export const es: Words = {
  language: 'es',
  direction: 'ltr',
  formats: 'es',
  facts: { account: 'Cuenta', time: 'Hora', ipAddress: 'Dirección IP', browser: 'Navegador o aplicación' },
  colon: ':',
  browserOn: (browser, system) => `${browser} en ${system}`,
  support: 'Obtener ayuda',
  app: 'Ir a la aplicación',
  mails,
  sms,
  pages,
  resetPages,
}
