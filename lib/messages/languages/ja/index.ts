import { untranslated } from '../untranslated'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Japanese. */
export const ja = untranslated({
  language: 'ja',
  direction: 'ltr',
  formats: 'ja',
  facts: { account: 'アカウント', time: '日時', ipAddress: 'IP アドレス', browser: 'ブラウザーまたはアプリ' },
  colon: ':',
  browserOn: (browser, system) => `${system} の ${browser}`,
  support: 'お問い合わせ',
  mails,
  sms,
  pages,
  resetPages,
})
