import type { MailWords } from '../../mail-words'
import { sentence } from '../../sentence'
import type { Untranslated } from '../untranslated'

export const mails: Untranslated<MailWords> = {
  link: {
    password: {
      subject: (brand) => `Restablece tu contraseña de ${brand}`,
      title: 'Restablece tu contraseña',
      intro: (brand) => sentence`Alguien ha pedido restablecer la contraseña de esta cuenta en ${brand}:`,
      button: 'Restablece tu contraseña',
      keepSecret:
        'No reenvíes este correo. Cualquiera que tenga el enlace puede poner una contraseña nueva a tu cuenta.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Tu código para ${brand}`,
      title: 'Tu código para restablecer la contraseña',
      intro: (brand) => sentence`Alguien ha pedido restablecer la contraseña de esta cuenta en ${brand}:`,
      keepSecret:
        'No des este código a nadie, diga quien diga que es. Nunca lo pedimos por teléfono, por correo ni por chat.',
    },
  },
  ifYouLink: 'Si has sido tú, abre este enlace para continuar:',
  ifYouCode: 'Si has sido tú, escribe este código donde lo has pedido:',
  orCopy: 'Si el botón no funciona, copia este enlace en tu navegador:',
  linkGood: (duration) => `Validez del enlace: ${duration}.`,
  codeGood: (duration) => `Validez del código: ${duration}.`,
  ifNotYou: { password: 'Si no has sido tú, no tienes que hacer nada: tu contraseña sigue igual.' },
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
    intro: (brand) => sentence`La contraseña de esta cuenta en ${brand} se acaba de cambiar:`,
    ifYou: 'Si has sido tú, todo está bien: no tienes que hacer nada.',
    ifNotYou:
      'Si no has sido tú, puede que otra persona esté usando tu cuenta. Restablece tu contraseña ahora, con «He olvidado mi contraseña» en tu aplicación, y comprueba quién más puede leer tu correo.',
  },
  whoAsked: 'Quién lo ha pedido',
  whoChanged: 'Quién la ha cambiado',
  automatic: (sender) => sentence`${sender} ha enviado este correo de forma automática. Las respuestas no se leen.`,
}
