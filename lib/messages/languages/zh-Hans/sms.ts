import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * One SMS has 70 characters.
 * @param what what the code is for, such as `重置密码`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} 是您在 ${server} ${what}的验证码，${long}内有效。请勿告诉任何人。非本人操作请忽略。`,
    (server, secret, { long }) => `${secret} 是您在 ${server} ${what}的验证码，${long}内有效。请勿告诉任何人。`,
    (server, secret, { short }) => `${server} ${what}验证码 ${secret}，${short}内有效，请勿告诉任何人`,
    (server, secret, { short }) => `${server} ${what} ${secret} ${short} 请勿告诉任何人`,
    (server, secret, { short }) => `${server} ${what} ${secret} ${short}`,
  ]
}

/** The line below names the server and the code, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what).slice(0, 2),
    (_server, secret, { long }) => `${secret} 是您${what}的验证码，${long}内有效。请勿告诉任何人。`,
    (_server, _secret, { short }) => `${what} ${short}有效 请勿告诉任何人`,
    (_server, _secret, { short }) => `${what} ${short}`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `在 ${server} ${what}： ${secret} 链接${long}内有效。请勿告诉任何人。非本人操作请忽略。`,
    (_server, secret, { long }) => `${what}（${long}内有效）： ${secret} 请勿告诉任何人。`,
    (_server, secret, { short }) => `${what} ${short}： ${secret} 请勿告诉任何人`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('重置密码'),
    register: link('注册新账号'),
    '3pid': link('将此手机号添加到账号'),
  },
  code: { password: code('重置密码'), register: code('注册新账号'), '3pid': code('添加手机号') },
  codeWithAutofill: {
    password: codeWithAutofill('重置密码'),
    register: codeWithAutofill('注册新账号'),
    '3pid': codeWithAutofill('添加手机号'),
  },
}
