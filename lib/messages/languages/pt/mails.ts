import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) => sentence`Alguém pediu para redefinir a senha desta conta em ${brand}:`
const keepCodeSecret =
  'Não passe este código a ninguém, seja quem for. Nunca pedimos este código por telefone, e-mail ou chat.'
const dontConfirm =
  'Se não foi você, não confirme: a conta de outra pessoa ficaria com seu endereço de e-mail. Você não precisa fazer nada.'
const nothingChanged = 'Se não foi você, não precisa fazer nada: nada foi alterado.'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Redefinir sua senha em ${brand}`,
      title: 'Redefinir sua senha',
      intro: passwordIntro,
      button: 'Redefinir a senha',
      keepSecret: 'Não encaminhe este e-mail. Quem tiver o link pode definir uma nova senha para sua conta.',
    },
    register: {
      subject: (brand) => `Confirmar seu endereço de e-mail para criar uma conta em ${brand}`,
      title: 'Confirmar seu endereço de e-mail para criar uma conta',
      intro: (brand) =>
        sentence`Alguém está criando uma conta em ${brand} com este endereço de e-mail. Se você confirmar, a nova conta ficará com ele.`,
      button: 'Confirmar e criar conta',
      keepSecret: 'Não encaminhe este e-mail. Quem tiver o link pode criar uma conta com seu endereço de e-mail.',
    },
    '3pid': {
      subject: (brand) => `Adicionar este endereço de e-mail a uma conta em ${brand}`,
      title: 'Adicionar este endereço de e-mail a uma conta',
      intro: (brand) =>
        sentence`Alguém quer adicionar este endereço de e-mail a uma conta em ${brand}. Se você confirmar, essa conta ficará com ele.`,
      button: 'Adicionar endereço de e-mail',
      keepSecret: 'Não encaminhe este e-mail. Quem tiver o link pode adicionar seu endereço de e-mail a uma conta.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Seu código para redefinir sua senha em ${brand}`,
      title: 'Seu código para redefinir sua senha',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Seu código para criar uma conta em ${brand}`,
      title: 'Seu código para criar uma conta',
      intro: (brand) =>
        sentence`Alguém está criando uma conta em ${brand} com este endereço de e-mail. Com este código, a nova conta ficará com ele.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Seu código para adicionar este endereço de e-mail a uma conta em ${brand}`,
      title: 'Seu código para adicionar este endereço de e-mail a uma conta',
      intro: (brand) =>
        sentence`Alguém quer adicionar este endereço de e-mail a uma conta em ${brand}. Com este código, essa conta ficará com ele.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'Se foi você, continue aqui:',
  ifYouCode: 'Se foi você, digite este código onde o pediu:',
  orCopy: 'Se o botão não funcionar, copie este link para o navegador:',
  linkGood: (duration) => `O link vale por ${duration}.`,
  codeGood: (duration) => `O código vale por ${duration}.`,
  ifNotYou: {
    password: 'Se não foi você, não precisa fazer nada: sua senha continua a mesma.',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'Você também pode cancelar o pedido, para que ninguém mais possa usá-lo:',
  stop: 'Cancelar este pedido',
  noAccount: {
    subject: (brand) => `Nenhuma conta com este endereço de e-mail em ${brand}`,
    title: 'Não há nenhuma conta com este endereço de e-mail',
    intro: (brand) =>
      sentence`Alguém pediu para redefinir uma senha em ${brand} e informou este endereço de e-mail. Nenhuma conta de lá tem esse endereço.`,
    ifYou: 'Se foi você, talvez tenha criado a conta com outro endereço de e-mail: tente com ele.',
    ifNotYou: 'Se não foi você, não precisa fazer nada.',
  },
  inUse: {
    register: {
      subject: (brand) => `Este endereço de e-mail já tem uma conta em ${brand}`,
      title: 'Este endereço de e-mail já tem uma conta',
      intro: (brand) =>
        sentence`Alguém tentou criar uma conta em ${brand} com este endereço de e-mail. Uma conta de lá já tem esse endereço, por isso ele não serve para uma nova.`,
      ifYou:
        'Se foi você, entre nessa conta. Se não sabe mais a senha dela, escolha “Esqueci minha senha” no aplicativo e informe este endereço de e-mail.',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `Este endereço de e-mail já está em uma conta em ${brand}`,
      title: 'Este endereço de e-mail já está em uma conta',
      intro: (brand) =>
        sentence`Alguém tentou adicionar este endereço de e-mail a uma conta em ${brand}. Uma conta de lá já tem esse endereço.`,
      ifYou:
        'Se foi você, talvez ele já esteja nesta conta ou em outra conta sua. Para usá-lo aqui, entre na outra conta e remova-o de lá primeiro. Se não sabe mais a senha dela, escolha “Esqueci minha senha” no aplicativo e informe este endereço de e-mail.',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `Sua senha em ${brand} foi alterada`,
    title: 'Sua senha foi alterada',
    intro: (brand) => sentence`A senha desta conta em ${brand} acaba de ser alterada:`,
    ifYou: 'Se foi você, está tudo certo: não precisa fazer nada.',
    ifNotYou:
      'Se não foi você, outra pessoa pode estar usando sua conta. Redefina sua senha agora, com “Esqueci minha senha” no aplicativo, e verifique quem mais pode ler seus e-mails.',
  },
  whoAsked: 'Quem pediu',
  whoChanged: 'Quem alterou',
  automatic: (sender) =>
    sentence`Este e-mail foi enviado automaticamente por ${sender}. As respostas a ele não são lidas.`,
}
