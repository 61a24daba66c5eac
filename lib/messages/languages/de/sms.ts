import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * All in the GSM 7-bit alphabet, which has the umlauts.
 * @param what what the code is for, such as `für ein neues Passwort`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} ist Ihr Code ${what} bei ${server}. Er gilt ${long}. Geben Sie ihn niemandem. Nicht angefordert? Nichts tun.`,
    (server, secret, { long }) =>
      `${secret} ist Ihr Code ${what} bei ${server}. Er gilt ${long}. Geben Sie ihn niemandem.`,
    (server, secret, { short }) => `${secret}: Ihr Code ${what} bei ${server} (${short}). Niemandem geben.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what),
    (_server, secret, { long }) => `${secret} ist Ihr Code ${what}. Er gilt ${long}. Geben Sie ihn niemandem.`,
    (_server, secret, { short }) => `${secret}: Code ${what} (${short}). Niemandem geben.`,
  ]
}

/**
 * The link names the server.
 * @param what where the server stands in it: ` bei example.org`, or nothing
 */
function link(what: (at: string) => string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what(` bei ${server}`)}: ${secret} Der Link gilt ${long}. Nie weitergeben. Waren Sie das nicht? Nichts tun.`,
    (server, secret, { short }) => `${what(` bei ${server}`)} (${short}): ${secret} Link nie weitergeben.`,
    (_server, secret, { short }) => `${what('')} (${short}): ${secret} Link nie weitergeben.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link((at) => `Passwort${at} zurücksetzen`),
    register: link((at) => `Nummer für die Registrierung${at} bestätigen`),
    '3pid': link((at) => `Diese Nummer zu einem Konto${at} hinzufügen`),
  },
  code: {
    password: code('für ein neues Passwort'),
    register: code('für die Registrierung'),
    '3pid': code('zum Hinzufügen dieser Nummer zu einem Konto'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('für ein neues Passwort'),
    register: codeWithAutofill('für die Registrierung'),
    '3pid': codeWithAutofill('zum Hinzufügen dieser Nummer zu einem Konto'),
  },
}
