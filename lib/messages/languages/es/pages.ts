import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** One is feminine, the other masculine: no word beside them may have to agree. */
const things = { email: 'dirección de correo', msisdn: 'número de teléfono' }

const closePage = 'Puede cerrar esta página.'
const notMe = 'No he sido yo'

const confirmPassword: ConfirmWords = {
  title: '¿Ha pedido una contraseña nueva?',
  intro: (brand) => sentence`Alguien ha pedido restablecer la contraseña de esta cuenta en ${brand}:`,
  button: 'Sí, restablecer mi contraseña',
  notMeHint: 'Detiene la solicitud. Su contraseña sigue igual.',
  confirmed: {
    title: 'Ha confirmado que quiere restablecer su contraseña',
    intro: (brand) => sentence`Ya se puede restablecer la contraseña de esta cuenta en ${brand}:`,
    button: 'Continuar',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: '¿Se está registrando?',
  intro: (brand) =>
    sentence`Alguien se está registrando en ${brand}. Si usted confirma, la cuenta nueva tendrá su ${thing}.`,
  button: 'Sí, me registro',
  notMeHint: `Detiene la solicitud. Nadie tendrá su ${thing}.`,
  confirmed: {
    title: 'Ha confirmado su registro',
    intro: (brand) => sentence`Ya se puede crear una cuenta nueva en ${brand} con su ${thing}.`,
    button: 'Continuar',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `¿Quiere añadir su ${thing}?`,
  intro: (brand) =>
    sentence`Alguien quiere añadir su ${thing} a una cuenta en ${brand}. Si usted confirma, esa cuenta tendrá su ${thing}.`,
  button: `Sí, añadir mi ${thing}`,
  notMeHint: `Detiene la solicitud. Nadie tendrá su ${thing}.`,
  confirmed: {
    title: `Ha confirmado su ${thing}`,
    intro: (brand) => sentence`Ya se puede añadir su ${thing} a una cuenta en ${brand}.`,
    button: 'Continuar',
  },
})

const stop = 'Detener esta solicitud'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack = 'Vuelva a la aplicación donde ha empezado. Algunas continúan solas; en otras, pulse «Continuar».'

const done = (title: string, thing: string): Notice => ({ title, paragraphs: [`Ha confirmado su ${thing}.`, goBack] })

const linksAreOff = 'Los enlaces y códigos enviados hasta ahora ya no son válidos.'
const codeIsOff = 'Este código ya no es válido.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} ha enviado un ${ofDigits(digits)} por correo.`,
    msisdn: (brand, digits) => sentence`${brand} ha enviado un ${ofDigits(digits)} por SMS.`,
  },
  timeLeft: (left, time) => `Tiempo restante: ${left} (hasta las ${time}).`,
  newest: 'Si ha recibido varios, escriba el más reciente.',
  label: 'Código',
  button: 'Continuar',
  keepSecret: '¿Alguien le ha pedido este código? No se lo dé y cierre esta página.',
  wrong: 'Este código no es correcto. Mire el mensaje más reciente y escriba de nuevo su código.',
  notACode: (digits) =>
    digits === 0
      ? 'Esto no es un código. Escriba las cifras del mensaje.'
      : `Esto no es un código. Escriba las ${digits} cifras del mensaje.`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'código' : `código de ${digits} cifras`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `¿Alguien le ha dicho que abra esta página? Entonces elija «${notMe}».`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('¿Detener la solicitud de contraseña nueva?', confirmPassword.intro)),
    register: byMedium(things, (thing) => stopQuestion('¿Detener el registro?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) =>
      stopQuestion(`¿Detener la solicitud de añadir su ${thing}?`, confirm3pid(thing).intro),
    ),
  },
  stopHint: 'Si lo ha pedido usted, puede simplemente cerrar esta página.',
  done: {
    password: byMedium(things, (thing) => done('Ahora elija una contraseña nueva', thing)),
    register: byMedium(things, (thing) => done('Ahora termine de registrarse', thing)),
    '3pid': byMedium(things, (thing) => done(`Ahora termine de añadir su ${thing}`, thing)),
  },
  goOn: 'Elegir una contraseña nueva',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'La solicitud de contraseña nueva se ha detenido',
        paragraphs: [`No se ha cambiado nada: su contraseña sigue igual. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'Puede que se haya cambiado su contraseña',
        paragraphs: [
          'La solicitud se ha detenido, pero alguien estaba poniendo ya una contraseña nueva.',
          'Intente iniciar sesión ahora. Si su contraseña no funciona, restablézcala enseguida con «He olvidado mi contraseña» en su aplicación. Si funciona, cierre la sesión de todos los dispositivos que no conozca.',
          `Después compruebe quién más puede leer los mensajes que llegan a su ${thing}.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'El registro se ha detenido',
        paragraphs: [`Ninguna cuenta tiene su ${thing} por esta solicitud. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Puede que una cuenta nueva tenga su ${thing}`,
        paragraphs: [
          'La solicitud se ha detenido, pero alguien estaba terminando ya el registro.',
          `Pida a los responsables de este servidor que quiten su ${thing} de la cuenta nueva.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `No se ha añadido su ${thing}`,
        paragraphs: [`La solicitud se ha detenido. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Puede que una cuenta tenga ahora su ${thing}`,
        paragraphs: [
          `La solicitud se ha detenido, pero alguien estaba añadiendo ya su ${thing}.`,
          `Pida a los responsables de este servidor que quiten su ${thing} de esa cuenta.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'La solicitud de contraseña nueva se ha detenido',
      paragraphs: [`${codeIsOff} No se ha cambiado nada: su contraseña sigue igual.`, closePage],
    })),
    register: byMedium(things, () => ({ title: 'El registro se ha detenido', paragraphs: [codeIsOff, closePage] })),
    '3pid': byMedium(things, (thing) => ({
      title: `No se ha añadido su ${thing}`,
      paragraphs: [`La solicitud se ha detenido. ${codeIsOff}`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Escriba el código para restablecer su contraseña'),
      register: byMedium(things, () => 'Escriba el código para registrarse'),
      '3pid': byMedium(things, (thing) => `Escriba el código para añadir su ${thing}`),
    },
    stop,
    stopHint: '¿No ha pedido ningún código? Entonces detenga la solicitud.',
  },
  errorPrefix: 'Error',
  expired: {
    title: {
      link: 'Este enlace ya no es válido',
      code: 'Este código ya no es válido',
      either: 'Este enlace o código ya no es válido',
    },
    why: 'Quizá ya se ha usado, es demasiado antiguo o hay otro más reciente.',
  },
  wrong: {
    title: {
      link: 'Este enlace no es correcto',
      code: 'Este código no es correcto',
      either: 'Este enlace o código no es correcto',
    },
    hint: {
      link: 'Puede que falte una parte. Abra de nuevo el enlace del mensaje, o cópielo entero en su navegador.',
      code: 'Mire el mensaje más reciente y escriba de nuevo su código.',
      either: 'Puede que falte una parte. Mire el mensaje más reciente e inténtelo de nuevo.',
    },
  },
  askInApp: {
    email: 'Vuelva al lugar donde hizo la solicitud y pida allí un correo nuevo.',
    msisdn: 'Vuelva al lugar donde hizo la solicitud y pida allí un SMS nuevo.',
  },
  askHere: 'Puede empezar de nuevo aquí.',
  startAgain: 'Empezar de nuevo',
  tooManyTries: {
    title: 'Demasiados códigos incorrectos',
    why: 'Por seguridad, este código ya no es válido. No se ha cambiado nada.',
    wait: (duration) =>
      `Podrá pedir un código nuevo dentro de ${duration}. Si no quiere esperar, cancele en su aplicación y empiece allí desde el principio.`,
    startOver: 'Cancele en su aplicación y empiece allí desde el principio.',
  },
  limited: {
    title: 'Espere un poco, por favor',
    why: 'Ha habido muchas solicitudes en poco tiempo: de usted, o de otras personas que comparten su conexión a internet. No se ha cambiado nada.',
    wait: (duration) => `Espere ${duration} e inténtelo de nuevo.`,
  },
  unavailable: {
    title: 'Esto no funciona en este momento',
    paragraphs: ['El fallo es nuestro, no suyo. Espere un momento e inténtelo de nuevo.'],
  },
  tryAgain: 'Intentar de nuevo',
  error: {
    title: 'No ha funcionado',
    paragraphs: ['Abra de nuevo el enlace de su mensaje, o empiece de nuevo donde lo pidió.'],
    code: (errcode) => sentence`Si pide ayuda, dé este código: ${errcode}`,
  },
}
