import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** Both "correo" and "SMS" are masculine. */
function sent(what: 'correo' | 'SMS', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  return {
    ...of,
    sent: (masked) => sentence`Hemos enviado un ${what} a ${masked}.`,
    sentIfKnown: (masked) => sentence`Si una cuenta de aquí tiene ${masked}, hemos enviado allí un ${what}.`,
    nothingCame: '¿No ha llegado nada?',
    askedAgain: `Lo ha pedido de nuevo. Solo cuenta el ${what} más reciente.`,
    wasNotSent: `No se ha podido enviar el ${what}. Inténtelo de nuevo en un momento.`,
  }
}

const fewMinutes = 'Puede tardar unos minutos.'
const emailThen = [
  fewMinutes,
  'Mire en la carpeta de correo no deseado.',
  '¿Es esta la dirección de correo de su cuenta?',
]
const smsThen = [fewMinutes, '¿Es este el número de teléfono de su cuenta?']
const newCode = 'Enviar un código nuevo'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Restablecer su contraseña',
    intro: 'Le enviamos un mensaje con el que puede elegir una contraseña nueva.',
    email: { label: 'Dirección de correo de su cuenta', button: 'Enviar un correo' },
    msisdn: { country: 'País', label: 'Número de teléfono de su cuenta', button: 'Enviar un SMS' },
    or: 'o',
    problem: {
      email: {
        invalid: 'Esto no es una dirección de correo. Debe ser como esta: nombre@example.org',
        unknown: 'Ninguna cuenta de aquí tiene esta dirección de correo. Quizá se registró con otra.',
        denied: 'Esta dirección de correo no se puede usar aquí.',
        'not-sent': 'No se ha podido enviar el correo. Inténtelo de nuevo en un momento.',
      },
      msisdn: {
        invalid: 'Esto no es un número de móvil del país de arriba. Compruebe ambos.',
        unknown: 'Ninguna cuenta de aquí tiene este número de teléfono. Quizá se registró con otro.',
        denied: 'No podemos enviar SMS a este número de teléfono.',
        'not-sent': 'No se ha podido enviar el SMS. Inténtelo de nuevo en un momento.',
      },
    },
  },
  link: {
    email: sent('correo', { title: 'Mire su correo', whatThen: emailThen, sendAgain: 'Enviar el correo otra vez' }),
    msisdn: sent('SMS', { title: 'Mire su teléfono', whatThen: smsThen, sendAgain: 'Enviar el SMS otra vez' }),
  },
  goOnThere: 'Abra el enlace que contiene. Allí elige su contraseña nueva: ya no necesita esta página.',
  reload: 'He abierto el enlace',
  notYet: (button) =>
    `Todavía no está confirmado. Abra el enlace del mensaje más reciente y pulse «${button}» en esa página.`,
  confirmed: {
    title: 'Continúe donde ha abierto el enlace',
    paragraphs: [
      'Está confirmado. El formulario para su contraseña nueva está en el navegador en el que ha abierto el enlace.',
      'Puede cerrar esta página.',
    ],
  },
  code: {
    email: sent('correo', { title: 'Escriba el código del correo', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('SMS', { title: 'Escriba el código del SMS', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: 'Demasiados códigos incorrectos',
      paragraphs: ['Por seguridad, este código ya no es válido. Su contraseña sigue igual.'],
    },
    expired: {
      title: 'Este código ya no es válido',
      paragraphs: ['Es demasiado antiguo. Su contraseña sigue igual.'],
    },
  },
  otherAddress: 'Otra dirección de correo u otro número de teléfono',
  password: {
    title: 'Elija una contraseña nueva',
    label: 'Contraseña nueva',
    again: 'La misma contraseña otra vez',
    rules: 'Reglas para la contraseña:',
    logoutDevices: 'Cerrar la sesión de todos mis otros dispositivos',
    logoutHint: 'Hágalo si puede que otra persona sepa su contraseña anterior.',
    encrypted:
      'Después necesitará su clave de recuperación para volver a leer sus mensajes cifrados anteriores. Si no tiene esa clave, desmarque la casilla.',
    button: 'Cambiar la contraseña',
    empty: 'Escriba una contraseña nueva.',
    different: 'Son dos contraseñas distintas. Escriba dos veces la misma.',
  },
  done: {
    title: 'Se ha cambiado su contraseña',
    signIn: 'Ya puede iniciar sesión con su contraseña nueva.',
    loggedOut: 'Se ha cerrado la sesión de todos sus dispositivos.',
    stayedIn: 'Sus dispositivos siguen con la sesión iniciada.',
    encrypted: 'Para volver a leer sus mensajes cifrados anteriores, necesita su clave de recuperación.',
  },
  nothingToGoOn: {
    title: 'Empiece de nuevo, por favor',
    paragraphs: [
      'Esta página es de una solicitud que ha terminado o es demasiado antigua, o de otro navegador.',
      'Si su navegador bloquea las cookies, permítalas en esta página.',
    ],
  },
  passwordOver: {
    title: 'Esta solicitud ha terminado',
    paragraphs: [
      'Si acaba de establecer una contraseña nueva, inicie sesión con ella.',
      'Si no, empiece de nuevo, por favor.',
    ],
  },
  forbidden: {
    title: 'Empiece de nuevo aquí, por favor',
    paragraphs: ['Lo que se ha enviado no venía de una página de este servidor, así que no se ha cambiado nada.'],
  },
}
