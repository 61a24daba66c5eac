import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * What has a letter such as ł in it, which the GSM 7-bit alphabet has not, is 70 characters long: so is every word about
 * "hasło". The others do without those letters, and have room for 160.
 * @param to what the code is for, such as `do rejestracji`
 * @param short the same, alone
 */
function code(to: string, short: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} to kod ${to} (serwis ${server}). Termin: ${long}. Nie podawaj go nikomu. To nie Ty? Zignoruj.`,
    (server, secret, { long }) => `${secret} to kod ${to} (serwis ${server}). Termin: ${long}. Nie podawaj go nikomu.`,
    (server, secret, term) => `${short} w ${server}: ${secret} (${term.short}). Nie podawaj nikomu`,
    (server, secret, term) => `${server} ${secret} ${short} ${term.short}`,
  ]
}

/** The line below names the server and the code, too. */
function codeWithAutofill(to: string, short: string): SmsText {
  return [
    ...code(to, short).slice(0, 2),
    (_server, secret, { long }) => `${secret} to kod ${to}. Termin: ${long}. Nie podawaj go nikomu.`,
    (_server, _secret, term) => `${short} (${term.short}). Nie podawaj nikomu`,
    (_server, _secret, term) => `${short} ${term.short}`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what} (serwis ${server}): ${secret} Termin: ${long}. Nie podawaj linku nikomu. To nie Ty? Zignoruj.`,
    (server, secret, { long }) => `${what} (serwis ${server}): ${secret} Termin: ${long}. Nie podawaj linku nikomu.`,
    (_server, secret, { short }) => `${what} (${short}): ${secret} Nie podawaj nikomu.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('Nowe hasło'),
    register: link('Rejestracja z tym numerem'),
    '3pid': link('Dodanie tego numeru do konta'),
  },
  code: {
    password: code('do zmiany hasła', 'Nowe hasło'),
    register: code('do rejestracji', 'Rejestracja'),
    '3pid': code('do dodania tego numeru do konta', 'Dodanie tego numeru do konta'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('do zmiany hasła', 'Nowe hasło'),
    register: codeWithAutofill('do rejestracji', 'Rejestracja'),
    '3pid': codeWithAutofill('do dodania tego numeru do konta', 'Dodanie tego numeru do konta'),
  },
}
