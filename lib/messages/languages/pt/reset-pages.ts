import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** Both "e-mail" and "SMS" are masculine. */
function sent(what: 'e-mail' | 'SMS', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  return {
    ...of,
    sent: (masked) => sentence`Enviamos um ${what} para ${masked}.`,
    sentIfKnown: (masked) => sentence`Se uma conta daqui tiver ${masked}, enviamos um ${what} para lá.`,
    nothingCame: 'Não chegou nada?',
    askedAgain: `Você pediu de novo. Só vale o ${what} mais recente.`,
    wasNotSent: `Não foi possível enviar o ${what}. Tente de novo daqui a pouco.`,
  }
}

const fewMinutes = 'Pode demorar alguns minutos.'
const emailThen = [fewMinutes, 'Veja na pasta de spam.', 'Este é o endereço de e-mail da sua conta?']
const smsThen = [fewMinutes, 'Este é o número de telefone da sua conta?']
const newCode = 'Enviar um novo código'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Redefinir sua senha',
    intro: 'Enviamos uma mensagem com a qual você pode escolher uma nova senha.',
    email: { label: 'Endereço de e-mail da sua conta', button: 'Enviar um e-mail' },
    msisdn: { country: 'País', label: 'Número de telefone da sua conta', button: 'Enviar um SMS' },
    or: 'ou',
    problem: {
      email: {
        invalid: 'Isto não é um endereço de e-mail. Ele é parecido com este: nome@example.org',
        unknown: 'Nenhuma conta daqui tem este endereço de e-mail. Talvez você tenha usado outro ao criar a conta.',
        denied: 'Este endereço de e-mail não pode ser usado aqui.',
        'not-sent': 'Não foi possível enviar o e-mail. Tente de novo daqui a pouco.',
      },
      msisdn: {
        invalid: 'Isto não é um número de celular do país acima. Verifique os dois.',
        unknown: 'Nenhuma conta daqui tem este número de telefone. Talvez você tenha usado outro ao criar a conta.',
        denied: 'Não podemos enviar SMS para este número de telefone.',
        'not-sent': 'Não foi possível enviar o SMS. Tente de novo daqui a pouco.',
      },
    },
  },
  link: {
    email: sent('e-mail', { title: 'Veja seu e-mail', whatThen: emailThen, sendAgain: 'Enviar o e-mail de novo' }),
    msisdn: sent('SMS', { title: 'Veja seu telefone', whatThen: smsThen, sendAgain: 'Enviar o SMS de novo' }),
  },
  goOnThere: 'Abra o link que está na mensagem. Lá você escolhe sua nova senha: não precisa mais desta página.',
  reload: 'Já abri o link',
  notYet: (button) =>
    `Ainda não foi confirmado. Abra o link da mensagem mais recente e toque em “${button}” nessa página.`,
  confirmed: {
    title: 'Continue onde abriu o link',
    paragraphs: [
      'Está confirmado. O formulário para sua nova senha está no navegador em que você abriu o link.',
      'Você pode fechar esta página.',
    ],
  },
  code: {
    email: sent('e-mail', { title: 'Digite o código do e-mail', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('SMS', { title: 'Digite o código do SMS', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: 'Muitos códigos errados',
      paragraphs: ['Por segurança, este código não vale mais. Sua senha continua a mesma.'],
    },
    expired: {
      title: 'Este código não vale mais',
      paragraphs: ['Ele é antigo demais. Sua senha continua a mesma.'],
    },
  },
  otherAddress: 'Usar outro endereço de e-mail ou número de telefone',
  password: {
    title: 'Escolha uma nova senha',
    label: 'Nova senha',
    again: 'A mesma senha de novo',
    rules: 'Regras para a senha:',
    logoutDevices: 'Desconectar todos os meus outros dispositivos',
    logoutHint: 'Faça isso se outra pessoa puder saber sua senha antiga.',
    encrypted:
      'Depois você precisará da sua chave de recuperação para voltar a ler suas mensagens criptografadas antigas. Se você não tem essa chave, desmarque a caixa.',
    button: 'Definir nova senha',
    empty: 'Digite uma nova senha.',
    different: 'São duas senhas diferentes. Digite a mesma duas vezes.',
  },
  done: {
    title: 'Sua senha foi alterada',
    signIn: 'Você já pode entrar com sua nova senha.',
    loggedOut: 'Todos os seus dispositivos foram desconectados.',
    stayedIn: 'Seus dispositivos continuam conectados.',
    encrypted: 'Para voltar a ler suas mensagens criptografadas antigas, você precisa da sua chave de recuperação.',
  },
  nothingToGoOn: {
    title: 'Comece de novo, por favor',
    paragraphs: [
      'Esta página é de um pedido que já terminou ou é antigo demais, ou de outro navegador.',
      'Se seu navegador bloqueia cookies, permita-os nesta página.',
    ],
  },
  passwordOver: {
    title: 'Este pedido terminou',
    paragraphs: ['Se você acabou de definir uma nova senha, entre com ela.', 'Se não, comece de novo, por favor.'],
  },
  forbidden: {
    title: 'Comece de novo aqui, por favor',
    paragraphs: ['O que foi enviado não veio de uma página deste servidor, por isso nada foi alterado.'],
  },
}
