import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * One SMS has 70 characters.
 * @param what what the code is for, such as `パスワード再設定`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) => `${server} の${what}コード: ${secret} (有効期間 ${long}) 他人に教えないでください。`,
    (server, secret, { long }) => `${server} ${what}コード ${secret} (${long}) 他人に教えないでください。`,
    (server, secret, { short }) => `${server} ${what}コード ${secret} (${short}) 教えないでください`,
    (server, secret, { short }) => `${server} ${secret} ${what} ${short} 教えないで`,
    (server, secret, { short }) => `${server} ${secret} ${what} ${short}`,
  ]
}

/** The line below names the server and the code, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what).slice(0, 2),
    (_server, secret, { long }) => `${what}コード: ${secret} (有効期間 ${long}) 他人に教えないでください。`,
    (_server, secret, { short }) => `${what}コード ${secret} (${short}) 教えないでください`,
    (_server, _secret, { short }) => `${what} ${short} 教えないでください`,
    (_server, _secret, { short }) => `${what} ${short} 教えないで`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${server} の${what}: ${secret} (有効期間 ${long}) このリンクを他人に教えないでください。`,
    (_server, secret, { long }) => `${what} (${long}): ${secret} 他人に教えないでください。`,
    (_server, secret, { short }) => `${what} ${short}: ${secret} 他人に教えないで`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('パスワードの再設定'),
    register: link('新規登録の電話番号の確認'),
    '3pid': link('アカウントへの電話番号の追加'),
  },
  code: { password: code('パスワード再設定'), register: code('新規登録'), '3pid': code('電話番号の追加') },
  codeWithAutofill: {
    password: codeWithAutofill('パスワード再設定'),
    register: codeWithAutofill('新規登録'),
    '3pid': codeWithAutofill('電話番号の追加'),
  },
}
