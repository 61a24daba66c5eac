import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Portuguese, as in Brazil. */
export const pt: Words = {
  language: 'pt',
  unread: true,
  direction: 'ltr',
  formats: 'pt-BR',
  facts: { account: 'Conta', time: 'Hora', ipAddress: 'Endereço IP', browser: 'Navegador ou aplicativo' },
  colon: ':',
  browserOn: (browser, system) => `${browser} no ${system}`,
  support: 'Obter ajuda',
  app: 'Ir para o aplicativo',
  mails,
  sms,
  pages,
  resetPages,
}
