import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * All in the GSM 7-bit alphabet, which has the vowels with a grave accent; the apostrophe is the straight one.
 * @param what what the code is for, such as `reimpostare la password`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} è il codice per ${what} su ${server}. Vale ${long}. Non darlo a nessuno. Non l'hai chiesto? Ignora.`,
    (server, secret, { long }) => `${secret} è il codice per ${what} su ${server}. Vale ${long}. Non darlo a nessuno.`,
    (server, secret, { short }) => `${secret}: codice per ${what} su ${server} (${short}). Non darlo a nessuno.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what),
    (_server, secret, { long }) => `${secret} è il codice per ${what}. Vale ${long}. Non darlo a nessuno.`,
    (_server, secret, { short }) => `${secret}: codice per ${what} (${short}). Non darlo a nessuno.`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what} su ${server}: ${secret} Il link vale ${long}. Non darlo a nessuno. Non l'hai chiesto? Ignora.`,
    (server, secret, { short }) => `${what} su ${server} (${short}): ${secret} Non darlo a nessuno.`,
    (_server, secret, { short }) => `${what} (${short}): ${secret} Non darlo a nessuno.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('Reimposta la password'),
    register: link('Conferma il numero per registrarti'),
    '3pid': link('Aggiungi questo numero a un account'),
  },
  code: {
    password: code('reimpostare la password'),
    register: code('registrarti'),
    '3pid': code('aggiungere questo numero a un account'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('reimpostare la password'),
    register: codeWithAutofill('registrarti'),
    '3pid': codeWithAutofill('aggiungere questo numero a un account'),
  },
}
