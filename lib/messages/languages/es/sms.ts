import type { SmsText, SmsWords } from '../../sms-words'

/**
 * All in the GSM 7-bit alphabet: it has ñ and é, but no á, í, ó or ú.
 * @param what what the code is for, such as `cambiar la contraseña`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} es tu clave para ${what} en ${server}. Sirve ${long}. No la compartas con nadie. Si no la has pedido, no hagas nada.`,
    (server, secret, { long }) =>
      `${secret} es tu clave para ${what} en ${server}. Sirve ${long}. No la compartas con nadie.`,
    (server, secret, { short }) => `${secret}: clave para ${what} en ${server} (${short}). No la compartas.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what),
    (_server, secret, { long }) => `${secret} es tu clave para ${what}. Sirve ${long}. No la compartas con nadie.`,
    (_server, secret, { short }) => `${secret}: clave para ${what} (${short}). No la compartas.`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what} en ${server}: ${secret} El enlace sirve ${long}. No lo compartas. Si no lo has pedido, no hagas nada.`,
    (server, secret, { short }) => `${what} en ${server} (${short}): ${secret} No compartas este enlace.`,
    (_server, secret, { short }) => `${what} (${short}): ${secret} No compartas este enlace.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('Cambia tu contraseña'),
    register: link('Confirma tu teléfono para registrarte'),
    '3pid': link('Pon este teléfono en una cuenta'),
  },
  code: {
    password: code('cambiar la contraseña'),
    register: code('registrarte'),
    '3pid': code('poner este teléfono en una cuenta'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('cambiar la contraseña'),
    register: codeWithAutofill('registrarte'),
    '3pid': codeWithAutofill('poner este teléfono en una cuenta'),
  },
}
