import type { Words } from '../../words/words'
import { mails } from './mails'
import { pages } from './pages'
import { resetPages } from './reset-pages'
import { sms } from './sms'

/** Simplified Chinese. It says "您", as services do in such messages. */
export const zhHans: Words = {
  language: 'zh-Hans',
  unread: true,
  direction: 'ltr',
  formats: 'zh-Hans',
  facts: { account: '账号', time: '时间', ipAddress: 'IP 地址', browser: '浏览器或应用' },
  colon: ':',
  browserOn: (browser, system) => `${browser}（${system}）`,
  support: '获取帮助',
  app: '前往应用',
  mails,
  sms,
  pages,
  resetPages,
}
