import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) =>
  sentence`Alguien ha pedido restablecer la contraseña de esta cuenta en ${brand}:`
const keepCodeSecret =
  'No dé este código a nadie, diga quien diga que es. Nunca lo pedimos por teléfono, por correo ni por chat.'
const dontConfirm =
  'Si no ha sido usted, no confirme: la cuenta de otra persona tendría su dirección de correo. No tiene que hacer nada.'
const nothingChanged = 'Si no ha sido usted, no tiene que hacer nada: no se ha cambiado nada.'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Restablecer su contraseña en ${brand}`,
      title: 'Restablecer su contraseña',
      intro: passwordIntro,
      button: 'Restablecer la contraseña',
      keepSecret:
        'No reenvíe este correo. Cualquiera que tenga el enlace puede poner una contraseña nueva a su cuenta.',
    },
    register: {
      subject: (brand) => `Confirmar su dirección de correo para registrarse en ${brand}`,
      title: 'Confirmar su dirección de correo para registrarse',
      intro: (brand) =>
        sentence`Alguien se está registrando en ${brand} con esta dirección de correo. Si usted confirma, una cuenta nueva tendrá allí esta dirección.`,
      button: 'Confirmar y registrarse',
      keepSecret:
        'No reenvíe este correo. Cualquiera que tenga el enlace puede registrarse con su dirección de correo.',
    },
    '3pid': {
      subject: (brand) => `Añadir esta dirección de correo a una cuenta en ${brand}`,
      title: 'Añadir esta dirección de correo a una cuenta',
      intro: (brand) =>
        sentence`Alguien quiere añadir esta dirección de correo a una cuenta en ${brand}. Si usted confirma, esa cuenta tendrá esta dirección.`,
      button: 'Añadir la dirección de correo',
      keepSecret:
        'No reenvíe este correo. Cualquiera que tenga el enlace puede añadir su dirección de correo a una cuenta.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Su código para restablecer su contraseña en ${brand}`,
      title: 'Su código para restablecer su contraseña',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Su código para registrarse en ${brand}`,
      title: 'Su código para registrarse',
      intro: (brand) =>
        sentence`Alguien se está registrando en ${brand} con esta dirección de correo. Con este código, una cuenta nueva tendrá allí esta dirección.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Su código para añadir esta dirección de correo a una cuenta en ${brand}`,
      title: 'Su código para añadir esta dirección de correo a una cuenta',
      intro: (brand) =>
        sentence`Alguien quiere añadir esta dirección de correo a una cuenta en ${brand}. Con este código, esa cuenta tendrá esta dirección.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'Si ha sido usted, continúe aquí:',
  ifYouCode: 'Si ha sido usted, escriba este código donde lo ha pedido:',
  orCopy: 'Si el botón no funciona, copie este enlace en su navegador:',
  linkGood: (duration) => `El enlace es válido durante ${duration}.`,
  codeGood: (duration) => `El código es válido durante ${duration}.`,
  ifNotYou: {
    password: 'Si no ha sido usted, no tiene que hacer nada: su contraseña sigue igual.',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'También puede detener la solicitud, para que nadie pueda usarla:',
  stop: 'Detener esta solicitud',
  noAccount: {
    subject: (brand) => `No hay ninguna cuenta con esta dirección de correo en ${brand}`,
    title: 'No hay ninguna cuenta con esta dirección de correo',
    intro: (brand) =>
      sentence`Alguien ha pedido restablecer una contraseña en ${brand} y ha dado esta dirección de correo. Ninguna cuenta la tiene.`,
    ifYou: 'Si ha sido usted, quizá se registró con otra dirección de correo: pruebe con esa.',
    ifNotYou: 'Si no ha sido usted, no tiene que hacer nada.',
  },
  inUse: {
    register: {
      subject: (brand) => `Esta dirección de correo ya tiene una cuenta en ${brand}`,
      title: 'Esta dirección de correo ya tiene una cuenta',
      intro: (brand) =>
        sentence`Alguien ha intentado registrarse en ${brand} con esta dirección de correo. Ya la tiene una cuenta, así que no sirve para una nueva.`,
      ifYou:
        'Si ha sido usted, inicie sesión en esa cuenta. Si ya no sabe su contraseña, elija «He olvidado mi contraseña» en su aplicación y dé esta dirección de correo.',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `Esta dirección de correo ya está en una cuenta en ${brand}`,
      title: 'Esta dirección de correo ya está en una cuenta',
      intro: (brand) =>
        sentence`Alguien ha intentado añadir esta dirección de correo a una cuenta en ${brand}. Ya la tiene una cuenta.`,
      ifYou:
        'Si ha sido usted, quizá ya esté en esta cuenta o en otra de las suyas. Para usarla aquí, inicie sesión en la otra cuenta y quítela primero allí. Si ya no sabe la contraseña de esa cuenta, elija «He olvidado mi contraseña» en su aplicación y dé esta dirección de correo.',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `Se ha cambiado su contraseña en ${brand}`,
    title: 'Se ha cambiado su contraseña',
    intro: (brand) => sentence`La contraseña de esta cuenta en ${brand} se acaba de cambiar:`,
    ifYou: 'Si ha sido usted, todo está bien: no tiene que hacer nada.',
    ifNotYou:
      'Si no ha sido usted, puede que otra persona esté usando su cuenta. Restablezca su contraseña ahora, con «He olvidado mi contraseña» en su aplicación, y compruebe quién más puede leer su correo.',
  },
  whoAsked: 'Quién lo ha pedido',
  whoChanged: 'Quién la ha cambiado',
  automatic: (sender) => sentence`${sender} ha enviado este correo de forma automática. Las respuestas no se leen.`,
}
