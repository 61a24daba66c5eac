import type { SmsText, SmsWords } from '../../words/sms-words'

/**
 * All in the GSM 7-bit alphabet: it has ñ and é, but no á, í, ó or ú. So no "código": it is said what the digits are good for.
 * @param what such as `cambiar su contraseña`
 */
function code(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${secret} sirve para ${what} en ${server} durante ${long}. No lo comparta con nadie. Si no lo ha pedido, no haga nada.`,
    (server, secret, { long }) =>
      `${secret} sirve para ${what} en ${server} durante ${long}. No lo comparta con nadie.`,
    (server, secret, { short }) => `${secret} para ${what} en ${server} (${short}). No lo comparta.`,
  ]
}

/** The line below names the server, too. */
function codeWithAutofill(what: string): SmsText {
  return [
    ...code(what),
    (_server, secret, { long }) => `${secret} sirve para ${what} durante ${long}. No lo comparta con nadie.`,
    (_server, secret, { short }) => `${secret} para ${what} (${short}). No lo comparta.`,
  ]
}

/** The link names the server. */
function link(what: string): SmsText {
  return [
    (server, secret, { long }) =>
      `${what} en ${server}: ${secret} El enlace sirve durante ${long}. No lo comparta. Si no lo ha pedido, no haga nada.`,
    (server, secret, { short }) => `${what} en ${server} (${short}): ${secret} No comparta este enlace.`,
    (_server, secret, { short }) => `${what} (${short}): ${secret} No comparta este enlace.`,
  ]
}

export const sms: SmsWords = {
  link: {
    password: link('Restablezca su contraseña'),
    register: link('Confirme su teléfono para registrarse'),
    '3pid': link('Añadir este teléfono a una cuenta'),
  },
  code: {
    password: code('restablecer su contraseña'),
    register: code('registrarse'),
    '3pid': code('añadir este teléfono a una cuenta'),
  },
  codeWithAutofill: {
    password: codeWithAutofill('restablecer su contraseña'),
    register: codeWithAutofill('registrarse'),
    '3pid': codeWithAutofill('añadir este teléfono a una cuenta'),
  },
}
