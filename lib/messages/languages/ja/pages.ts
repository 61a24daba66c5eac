import { sentence } from '../../sentence'
import type { PageWords } from '../../page-words'
import type { Untranslated } from '../untranslated'

const confirmPassword: Untranslated<PageWords['confirm']['password']['email']> = {
  title: '新しいパスワードを依頼しましたか？',
  intro: (brand) => sentence`${brand} で、次のアカウントのパスワードを再設定する依頼がありました。`,
  button: 'はい、私です。続ける',
  notMeHint: '依頼が取り消されます。パスワードは変わりません。',
}

export const pages: Untranslated<PageWords> = {
  confirm: { password: { email: confirmPassword, msisdn: confirmPassword } },
  warning:
    'ご自身で依頼した場合にだけ続けてください。ほかの人に言われてこのページを開いた場合は、「私ではありません」を選んでください。',
  notMe: '私ではありません',
  code: {
    label: 'コード',
    button: '続ける',
    keepSecret: '誰かにこのコードを尋ねられましたか？ 教えずに、このページを閉じてください。',
    wrong: 'コードが正しくありません。いちばん新しいメッセージを見て、コードをもう一度入力してください。',
  },
  errorPrefix: 'エラー',
  expired: {
    title: { either: 'このリンクまたはコードは使えなくなりました' },
    why: 'すでに使われたか、期限が切れたか、新しいものに置き換えられました。',
  },
  wrong: { title: { either: 'リンクまたはコードが正しくありません' } },
  askInApp: {
    email: 'アプリに戻って、新しいメールを依頼してください。',
    msisdn: 'アプリに戻って、新しい SMS を依頼してください。',
  },
  tooManyTries: { title: '間違ったコードが続きました' },
  unavailable: {
    title: '現在ご利用いただけません',
    paragraphs: ['問題はこちら側にあります。少し待ってから、もう一度お試しください。'],
  },
  error: { code: (errcode) => sentence`お問い合わせの際は、次のコードをお知らせください: ${errcode}` },
}
