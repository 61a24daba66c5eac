import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * All in the GSM 7-bit alphabet: it has é, è, à and ù, but no ê, î or ç.
 * @param what what the code is for, such as `un nouveau mot de passe`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} : votre code pour ${what} sur ${server}. Valable ${long}. Ne le donnez à personne. Pas vous ? Ne faites rien.`,
    (server, secret, { long }) =>
      `${secret} : votre code pour ${what} sur ${server}. Valable ${long}. Ne le donnez à personne.`,
    (server, secret, { short }) => `${secret} : code pour ${what} sur ${server} (${short}). Ne le donnez à personne.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what),
    (_server, secret, { long }) => `${secret} : votre code pour ${what}. Valable ${long}. Ne le donnez à personne.`,
    (_server, secret, { short }) => `${secret} : code pour ${what} (${short}). Ne le donnez à personne.`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what} sur ${server} : ${secret} Lien valable ${long}. Ne le donnez à personne. Pas vous ? Ne faites rien.`,
    (server, secret, { short }) => `${what} sur ${server} (${short}) : ${secret} Ne donnez ce lien à personne.`,
    (_server, secret, { short }) => `${what} (${short}) : ${secret} Ne donnez ce lien à personne.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('Nouveau mot de passe'),
    register: link('Confirmez votre numéro pour vous inscrire'),
    '3pid': link('Ajouter ce numéro à un compte'),
  },
  code: {
    password: code('un nouveau mot de passe'),
    register: code('vous inscrire'),
    '3pid': code('ajouter ce numéro à un compte'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('un nouveau mot de passe'),
    register: codeWithAutofill('vous inscrire'),
    '3pid': codeWithAutofill('ajouter ce numéro à un compte'),
  },
}
