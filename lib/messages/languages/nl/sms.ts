import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * All in the GSM 7-bit alphabet.
 * @param to what the code is for, such as `voor een nieuw wachtwoord`
 */
function code(to: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} is je code ${to} bij ${server}. Hij werkt ${long}. Geef hem aan niemand. Niet aangevraagd? Doe niets.`,
    (server, secret, { long }) => `${secret} is je code ${to} bij ${server}. Hij werkt ${long}. Geef hem aan niemand.`,
    (server, secret, { short }) => `${secret}: code ${to} bij ${server} (${short}). Geef hem aan niemand.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(to: string): SmsText {
  return [
    ...code(to),
    (_server, secret, { long }) => `${secret} is je code ${to}. Hij werkt ${long}. Geef hem aan niemand.`,
    (_server, secret, { short }) => `${secret}: code ${to} (${short}). Geef hem aan niemand.`,
  ]
}

/**
 * The link names the server.
 * @param what where the server stands in it: ` bij example.org`, or nothing
 */
function link(what: (at: string) => string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what(` bij ${server}`)}: ${secret} De link werkt ${long}. Geef hem aan niemand. Niet aangevraagd? Doe niets.`,
    (server, secret, { short }) => `${what(` bij ${server}`)} (${short}): ${secret} Geef de link aan niemand.`,
    (_server, secret, { short }) => `${what('')} (${short}): ${secret} Geef de link aan niemand.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link((at) => `Je wachtwoord${at} opnieuw instellen`),
    register: link((at) => `Je nummer bevestigen voor de registratie${at}`),
    '3pid': link((at) => `Dit nummer aan een account${at} toevoegen`),
  },
  code: {
    password: code('voor een nieuw wachtwoord'),
    register: code('voor de registratie'),
    '3pid': code('om dit nummer toe te voegen aan een account'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('voor een nieuw wachtwoord'),
    register: codeWithAutofill('voor de registratie'),
    '3pid': codeWithAutofill('om dit nummer toe te voegen aan een account'),
  },
}
