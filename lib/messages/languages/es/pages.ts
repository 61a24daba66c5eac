import { sentence } from '../../sentence'
import type { PageWords } from '../../page-words'
import type { Untranslated } from '../untranslated'

const confirmPassword: Untranslated<PageWords['confirm']['password']['email']> = {
  title: '¿Has pedido una contraseña nueva?',
  intro: (brand) => sentence`Alguien ha pedido restablecer la contraseña de esta cuenta en ${brand}:`,
  button: 'Sí, he sido yo: continuar',
  notMeHint: 'Esto detiene la solicitud. Tu contraseña sigue igual.',
}

export const pages: Untranslated<PageWords> = {
  confirm: { password: { email: confirmPassword, msisdn: confirmPassword } },
  warning:
    'Continúa solo si lo has pedido tú. Si otra persona te ha dicho que abras esta página, elige «No he sido yo».',
  notMe: 'No he sido yo',
  code: {
    label: 'Código',
    button: 'Continuar',
    keepSecret: '¿Alguien te ha pedido este código? No se lo des y cierra esta página.',
    wrong: 'Este código no es correcto. Mira el mensaje más reciente que has recibido y escribe de nuevo su código.',
  },
  errorPrefix: 'Error',
  expired: {
    title: { either: 'Este enlace o código ya no es válido' },
    why: 'Ya se ha usado, es demasiado antiguo o hay otro más reciente.',
  },
  wrong: { title: { either: 'Este enlace o código no es correcto' } },
  askInApp: {
    email: 'Vuelve a tu aplicación y pide un correo nuevo.',
    msisdn: 'Vuelve a tu aplicación y pide un SMS nuevo.',
  },
  tooManyTries: { title: 'Demasiados códigos incorrectos' },
  unavailable: {
    title: 'Esto no funciona en este momento',
    paragraphs: ['El fallo es nuestro, no tuyo. Espera un momento e inténtalo de nuevo.'],
  },
  error: { code: (errcode) => sentence`Si pides ayuda, da este código: ${errcode}` },
}
