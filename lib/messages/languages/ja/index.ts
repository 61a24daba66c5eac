import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Japanese. */
export const ja: Words = {
  language: 'ja',
  direction: 'ltr',
  formats: 'ja',
  facts: { account: 'アカウント', time: '日時', ipAddress: 'IP アドレス', browser: 'ブラウザーまたはアプリ' },
  colon: ':',
  browserOn: (browser, system) => `${system} の ${browser}`,
  support: 'お問い合わせ',
  app: 'アプリを開く',
  mails,
  sms,
  pages,
  resetPages,
}
