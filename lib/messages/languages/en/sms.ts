import type { SmsText, SmsWords } from '../../words/sms-words'

/** @param to what the code is for, such as `reset your password` */
function code(to: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} is your code to ${to} at ${server}. It works for ${long}. Don't share it with anyone. Not you? Ignore this.`,
    (server, secret, { long }) =>
      `${secret} is your code to ${to} at ${server}. It works for ${long}. Don't share it with anyone.`,
    (server, secret, { short }) => `${secret} is your code to ${to} at ${server} (${short}). Don't share it.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(to: string): SmsText {
  return [
    ...code(to),
    (_server, secret, { long }) => `${secret} is your code to ${to}. It works for ${long}. Don't share it.`,
    (_server, secret, { short }) => `${secret}: code to ${to} (${short}). Don't share it.`,
  ]
}

function link(start: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${start} at ${server}: ${secret} The link works for ${long}. Never share it. Not you? Ignore this.`,
    (server, secret, { short }) => `${start} at ${server} (${short}): ${secret} Never share this link.`,
    // The link names the server.
    (_server, secret, { short }) => `${start} (${short}): ${secret} Never share this link.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('Reset your password'),
    register: link('Confirm your number to sign up'),
    '3pid': link('Add this number to an account'),
  },
  code: {
    password: code('reset your password'),
    register: code('sign up'),
    '3pid': code('add this number to an account'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('reset your password'),
    register: codeWithAutofill('sign up'),
    '3pid': codeWithAutofill('add this number to an account'),
  },
}
