import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * All in the GSM 7-bit alphabet, which has no ã, õ, ç, ó or ú. So no "código": it is said what the digits are good for.
 * @param what such as `redefinir sua senha`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} serve para ${what} em ${server} por ${long}. Nunca compartilhe. Se foi outra pessoa que pediu, ignore.`,
    (server, secret, { long }) => `${secret} serve para ${what} em ${server} por ${long}. Nunca compartilhe.`,
    (server, secret, { short }) => `${secret} para ${what} em ${server} (${short}). Nunca compartilhe.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what),
    (_server, secret, { long }) => `${secret} serve para ${what} por ${long}. Nunca compartilhe.`,
    (_server, secret, { short }) => `${secret} para ${what} (${short}). Nunca compartilhe.`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what} em ${server}: ${secret} O link vale por ${long}. Nunca compartilhe. Se foi outra pessoa que pediu, ignore.`,
    (server, secret, { short }) => `${what} em ${server} (${short}): ${secret} Nunca compartilhe este link.`,
    (_server, secret, { short }) => `${what} (${short}): ${secret} Nunca compartilhe este link.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('Redefinir sua senha'),
    register: link('Confirmar seu telefone para criar uma conta'),
    '3pid': link('Adicionar este telefone a uma conta'),
  },
  code: {
    password: code('redefinir sua senha'),
    register: code('criar uma conta'),
    '3pid': code('adicionar este telefone a uma conta'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('redefinir sua senha'),
    register: codeWithAutofill('criar uma conta'),
    '3pid': codeWithAutofill('adicionar este telefone a uma conta'),
  },
}
