import { sentence, type EmailTexts, type PageTexts, type SmsTexts, type Words } from '../words'

const email: EmailTexts = {
  link: {
    subject: (brand) => `Restablece tu contraseña de ${brand}`,
    title: 'Restablece tu contraseña',
    intro: (account, brand) => sentence`Alguien ha pedido restablecer la contraseña de ${account} en ${brand}.`,
    ifYou: 'Si has sido tú, abre este enlace para continuar:',
    button: 'Continuar',
    orCopy: 'Si el botón no funciona, copia este enlace en tu navegador:',
    good: (duration) => `Validez del enlace: ${duration}.`,
    ifNotYou:
      'Si no has sido tú, no tienes que hacer nada: tu contraseña sigue igual. Para detener esta solicitud ahora mismo, abre el enlace y elige «No he sido yo».',
    keepSecret: 'No reenvíes este correo. Cualquiera que tenga el enlace puede poner una contraseña nueva a tu cuenta.',
  },
  code: {
    subject: (brand) => `Tu código para ${brand}`,
    title: 'Tu código para restablecer la contraseña',
    intro: (account, brand) => sentence`Alguien ha pedido restablecer la contraseña de ${account} en ${brand}.`,
    ifYou: 'Si has sido tú, escribe este código donde lo has pedido:',
    good: (duration) => `Validez del código: ${duration}.`,
    ifNotYou: 'Si no has sido tú, no tienes que hacer nada: tu contraseña sigue igual.',
    keepSecret:
      'No des este código a nadie, diga quien diga que es. Nunca lo pedimos por teléfono, por correo ni por chat.',
  },
  noAccount: {
    subject: (brand) => `No hay ninguna cuenta con esta dirección en ${brand}`,
    title: 'No hay ninguna cuenta con esta dirección',
    intro: (brand) =>
      sentence`Alguien ha pedido restablecer una contraseña en ${brand} y ha dado esta dirección de correo. Ninguna cuenta la tiene.`,
    ifYou: 'Si has sido tú, quizá te registraste con otra dirección: prueba con ella.',
    ifNotYou: 'Si no has sido tú, no tienes que hacer nada.',
  },
  changed: {
    subject: (brand) => `Se ha cambiado tu contraseña de ${brand}`,
    title: 'Se ha cambiado tu contraseña',
    intro: (account, brand) => sentence`La contraseña de ${account} en ${brand} se acaba de cambiar.`,
    ifYou: 'Si has sido tú, todo está bien: no tienes que hacer nada.',
    ifNotYou:
      'Si no has sido tú, puede que otra persona esté usando tu cuenta. Restablece tu contraseña ahora, con «He olvidado mi contraseña» en tu aplicación, y comprueba quién más puede leer tu correo.',
  },
  whoAsked: 'Quién lo ha pedido',
  whoChanged: 'Quién la ha cambiado',
  automatic: (sender) => sentence`${sender} ha enviado este correo de forma automática. Las respuestas no se leen.`,
}

/** The accented vowels `á`, `í`, `ó` and `ú` are not in the GSM alphabet: these words do without them. */
const sms: SmsTexts = {
  segment: 160,
  link: [
    (server, link) =>
      `Restablece tu contraseña de ${server}: ${link} Si no lo has pedido, no hagas nada. No compartas este enlace.`,
    (_server, link) => `Restablece tu contraseña: ${link} No compartas este enlace.`,
  ],
  code: [
    (server, code) =>
      `${code} es tu clave para cambiar la contraseña en ${server}. No la compartas con nadie. Si no la has pedido, no hagas nada.`,
    (server, code) => `${code} es tu clave para ${server}. No la compartas con nadie.`,
  ],
  codeWithAutofill: [
    (server, code) => `${code} es tu clave para cambiar la contraseña en ${server}. No la compartas con nadie.`,
    (_server, code) => `${code} es tu clave para cambiar la contraseña. No la compartas con nadie.`,
    (_server, code) => `Tu clave: ${code}. No la compartas con nadie.`,
  ],
}

const usedUp = 'Ya se ha usado, es demasiado antiguo o hay otro más reciente.'
const backToApp = 'Vuelve a tu aplicación: continúa por sí sola.'
const unchanged = 'Tu contraseña sigue igual.'

const page: PageTexts = {
  confirm: {
    title: '¿Has pedido una contraseña nueva?',
    intro: (brand) => sentence`Alguien ha pedido restablecer la contraseña de esta cuenta en ${brand}:`,
    warning:
      'Continúa solo si lo has pedido tú. Si otra persona te ha dicho que abras esta página, elige «No he sido yo».',
    confirm: 'Sí, he sido yo: continuar',
    notMe: 'No he sido yo',
    notMeHint: 'Esto detiene la solicitud. Tu contraseña sigue igual.',
  },
  done: {
    email: {
      title: 'Tu dirección de correo está confirmada',
      paragraphs: [backToApp, 'Puedes cerrar esta página.'],
    },
    msisdn: {
      title: 'Tu número de teléfono está confirmado',
      paragraphs: [backToApp, 'Puedes cerrar esta página.'],
    },
  },
  notMe: {
    title: 'La solicitud se ha detenido',
    paragraphs: [
      'No se ha cambiado nada: tu contraseña sigue siendo la misma, y el enlace o el código ya no funciona.',
      'No tienes que hacer nada más. Puedes cerrar esta página.',
    ],
  },
  code: {
    title: 'Escribe tu código',
    intro: {
      email: 'Hemos enviado un código a tu dirección de correo. Escribe el más reciente que tengas.',
      msisdn: 'Hemos enviado un código por SMS a tu teléfono. Escribe el más reciente que tengas.',
    },
    label: 'Código',
    button: 'Continuar',
    keepSecret: '¿Alguien te ha pedido este código? No se lo des y cierra esta página.',
    errorPrefix: 'Error',
    wrongTitle: 'Este código no es correcto',
    wrong: 'Mira el mensaje más reciente que has recibido y escribe de nuevo su código.',
  },
  expired: {
    email: {
      title: 'Este enlace o código ya no es válido',
      paragraphs: [usedUp, 'Vuelve a tu aplicación y pide un correo nuevo.'],
    },
    msisdn: {
      title: 'Este enlace o código ya no es válido',
      paragraphs: [usedUp, 'Vuelve a tu aplicación y pide un SMS nuevo.'],
    },
  },
  wrong: {
    email: {
      title: 'Este enlace o código no es correcto',
      paragraphs: [
        'Quizá falte una parte. Abre otra vez el enlace del correo o cópialo entero en tu navegador.',
        'Si eso no ayuda, vuelve a tu aplicación y pide un correo nuevo.',
      ],
    },
    msisdn: {
      title: 'Este enlace o código no es correcto',
      paragraphs: [
        'Quizá falte una parte. Mira el SMS más reciente que has recibido e inténtalo de nuevo.',
        'Si eso no ayuda, vuelve a tu aplicación y pide un SMS nuevo.',
      ],
    },
  },
  tooManyTries: {
    title: 'Demasiados códigos incorrectos',
    paragraphs: [
      'Para proteger tu cuenta, este código ya no funciona. Tu contraseña sigue igual.',
      'Vuelve a tu aplicación y pide un código nuevo.',
    ],
  },
  limited: {
    title: 'Demasiados intentos',
    wait: (duration) =>
      `Para proteger las cuentas, hay que hacer una breve pausa. Espera ${duration} e inténtalo de nuevo.`,
    hint: unchanged,
  },
  unavailable: {
    title: 'Esto no funciona en este momento',
    paragraphs: ['El fallo es nuestro, no tuyo. Espera un momento e inténtalo de nuevo.', unchanged],
  },
  error: {
    title: 'Hay un problema con este enlace',
    paragraphs: ['Abre otra vez el enlace de tu mensaje o pide uno nuevo en tu aplicación.', unchanged],
    code: (errcode) => sentence`Si pides ayuda, da este código: ${errcode}`,
  },
}

/** Spanish. */
export const es: Words = {
  language: 'es',
  direction: 'ltr',
  formats: 'es',
  facts: { account: 'Cuenta', time: 'Hora', address: 'Dirección de red', browser: 'Navegador o aplicación' },
  colon: ':',
  browserOn: (browser, system) => `${browser} en ${system}`,
  support: 'Obtener ayuda',
  email,
  sms,
  page,
}
