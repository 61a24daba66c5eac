import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** Both are masculine. With a no-break hyphen: a line must not end after "e-". */
const things = { email: 'endereço de e\u2011mail', msisdn: 'número de telefone' }

const closePage = 'Você pode fechar esta página.'
const notMe = 'Não fui eu'

const confirmPassword: ConfirmWords = {
  title: 'Você pediu uma nova senha?',
  intro: (brand) => sentence`Alguém pediu para redefinir a senha desta conta em ${brand}:`,
  button: 'Sim, redefinir minha senha',
  notMeHint: 'Cancela o pedido. Sua senha continua a mesma.',
  confirmed: {
    title: 'Você confirmou a redefinição da senha',
    intro: (brand) => sentence`A senha desta conta em ${brand} já pode ser redefinida:`,
    button: 'Continuar',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'Você está criando uma conta?',
  intro: (brand) =>
    sentence`Alguém está criando uma conta em ${brand}. Se você confirmar, a nova conta ficará com seu ${thing}.`,
  button: 'Sim, criar a conta',
  notMeHint: `Cancela o pedido. Ninguém fica com seu ${thing}.`,
  confirmed: {
    title: 'Você confirmou a criação da conta',
    intro: (brand) => sentence`Uma nova conta em ${brand} já pode ser criada com seu ${thing}.`,
    button: 'Continuar',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `Quer adicionar seu ${thing}?`,
  intro: (brand) =>
    sentence`Alguém quer adicionar seu ${thing} a uma conta em ${brand}. Se você confirmar, essa conta ficará com ele.`,
  button: `Sim, adicionar meu ${thing}`,
  notMeHint: `Cancela o pedido. Ninguém fica com seu ${thing}.`,
  confirmed: {
    title: `Você confirmou seu ${thing}`,
    intro: (brand) => sentence`Seu ${thing} já pode ser adicionado a uma conta em ${brand}.`,
    button: 'Continuar',
  },
})

const stop = 'Cancelar este pedido'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack = 'Volte ao aplicativo onde fez o pedido. Alguns continuam sozinhos; em outros, pressione “Continuar”.'

const done = (title: string, thing: string): Notice => ({
  title,
  paragraphs: [`Seu ${thing} foi confirmado.`, goBack],
})

const linksAreOff = 'Os links e códigos enviados até agora não valem mais.'
const codeIsOff = 'Este código não vale mais.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} enviou um ${ofDigits(digits)} por e-mail.`,
    msisdn: (brand, digits) => sentence`${brand} enviou um ${ofDigits(digits)} por SMS.`,
  },
  timeLeft: (left, time) => `Tempo restante: ${left} (até ${time}).`,
  newest: 'Se recebeu mais de um, digite o mais recente.',
  label: 'Código',
  button: 'Continuar',
  keepSecret: 'Alguém pediu este código a você? Não o passe e feche esta página.',
  wrong: 'Este código não está certo. Veja a mensagem mais recente e digite o código dela de novo.',
  notACode: (digits) =>
    digits === 0
      ? 'Isto não é um código. Digite os algarismos da mensagem.'
      : `Isto não é um código. Digite os ${digits} algarismos da mensagem.`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'código' : `código de ${digits} algarismos`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `Alguém disse para você abrir esta página? Então escolha “${notMe}”.`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('Cancelar a redefinição da senha?', confirmPassword.intro)),
    register: byMedium(things, (thing) => stopQuestion('Cancelar a criação da conta?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) =>
      stopQuestion(`Cancelar o pedido de adicionar seu ${thing}?`, confirm3pid(thing).intro),
    ),
  },
  stopHint: 'Se foi você que fez o pedido, basta fechar esta página.',
  done: {
    password: byMedium(things, (thing) => done('Agora escolha uma nova senha', thing)),
    register: byMedium(things, (thing) => done('Agora termine de criar a conta', thing)),
    '3pid': byMedium(things, (thing) => done(`Agora termine de adicionar seu ${thing}`, thing)),
  },
  goOn: 'Escolher uma nova senha',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'A redefinição da senha foi cancelada',
        paragraphs: [`Nada foi alterado: sua senha continua a mesma. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'Sua senha pode ter sido alterada',
        paragraphs: [
          'O pedido foi cancelado, mas alguém já estava definindo uma nova senha.',
          'Tente entrar agora. Se sua senha não funcionar, redefina-a imediatamente com “Esqueci minha senha” no aplicativo. Se funcionar, desconecte todos os dispositivos que você não conhece.',
          `Depois verifique quem mais pode ler as mensagens enviadas ao seu ${thing}.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'A criação da conta foi cancelada',
        paragraphs: [`Nenhuma conta ficou com seu ${thing} por este pedido. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Uma nova conta pode ter ficado com seu ${thing}`,
        paragraphs: [
          'O pedido foi cancelado, mas alguém já estava terminando de criar a conta.',
          `Peça aos responsáveis por este servidor que removam seu ${thing} da nova conta.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `Seu ${thing} não foi adicionado`,
        paragraphs: [`O pedido foi cancelado. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Uma conta pode ter ficado com seu ${thing}`,
        paragraphs: [
          'O pedido foi cancelado, mas alguém já estava fazendo isso.',
          `Peça aos responsáveis por este servidor que removam seu ${thing} dessa conta.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'A redefinição da senha foi cancelada',
      paragraphs: [`${codeIsOff} Nada foi alterado: sua senha continua a mesma.`, closePage],
    })),
    register: byMedium(things, () => ({
      title: 'A criação da conta foi cancelada',
      paragraphs: [codeIsOff, closePage],
    })),
    '3pid': byMedium(things, (thing) => ({
      title: `Seu ${thing} não foi adicionado`,
      paragraphs: [`O pedido foi cancelado. ${codeIsOff}`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Digite o código para redefinir sua senha'),
      register: byMedium(things, () => 'Digite o código para criar uma conta'),
      '3pid': byMedium(things, (thing) => `Digite o código para adicionar seu ${thing}`),
    },
    stop,
    stopHint: 'Não pediu nenhum código? Então cancele o pedido.',
  },
  errorPrefix: 'Erro',
  expired: {
    title: {
      link: 'Este link não vale mais',
      code: 'Este código não vale mais',
      either: 'Este link ou código não vale mais',
    },
    why: 'Talvez já tenha sido usado, seja antigo demais ou tenha sido substituído por um mais recente.',
  },
  wrong: {
    title: {
      link: 'Este link não está certo',
      code: 'Este código não está certo',
      either: 'Este link ou código não está certo',
    },
    hint: {
      link: 'Talvez falte uma parte. Abra de novo o link da mensagem ou copie-o inteiro para o navegador.',
      code: 'Veja a mensagem mais recente e digite o código dela de novo.',
      either: 'Talvez falte uma parte. Veja a mensagem mais recente e tente de novo.',
    },
  },
  askInApp: {
    email: 'Volte ao lugar onde você fez o pedido e peça lá um novo e-mail.',
    msisdn: 'Volte ao lugar onde você fez o pedido e peça lá um novo SMS.',
  },
  askHere: 'Você pode começar de novo aqui.',
  startAgain: 'Começar de novo',
  tooManyTries: {
    title: 'Muitos códigos errados',
    why: 'Por segurança, este código não vale mais. Nada foi alterado.',
    wait: (duration) =>
      `Você pode pedir um novo código daqui a ${duration}. Se não quiser esperar, cancele no aplicativo e comece lá desde o início.`,
    startOver: 'Cancele no aplicativo e comece lá desde o início.',
  },
  limited: {
    title: 'Espere um pouco, por favor',
    why: 'Houve muitos pedidos em pouco tempo: seus, ou de outras pessoas que usam a mesma conexão à internet. Nada foi alterado.',
    wait: (duration) => `Espere ${duration} e tente de novo.`,
  },
  unavailable: {
    title: 'Não é possível fazer isso agora',
    paragraphs: ['O problema é nosso, não seu. Espere um momento e tente de novo.'],
  },
  tryAgain: 'Tentar de novo',
  error: {
    title: 'Não funcionou',
    paragraphs: ['Abra de novo o link da mensagem ou comece de novo onde fez o pedido.'],
    code: (errcode) => sentence`Se pedir ajuda, informe este código: ${errcode}`,
  },
}
