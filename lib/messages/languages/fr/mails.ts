import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) =>
  sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ce compte sur ${brand}\u00a0:`
const keepCodeSecret =
  'Ne donnez ce code à personne, quelle que soit la personne qui le demande. Nous ne le demandons jamais par téléphone, par e-mail ou par messagerie.'
const dontConfirm =
  'Si ce n’était pas vous, ne confirmez pas\u00a0: le compte de quelqu’un d’autre aurait votre adresse e-mail. Vous n’avez rien à faire.'
const nothingChanged = 'Si ce n’était pas vous, vous n’avez rien à faire\u00a0: rien n’a été changé.'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Réinitialiser votre mot de passe sur ${brand}`,
      title: 'Réinitialiser votre mot de passe',
      intro: passwordIntro,
      button: 'Réinitialiser le mot de passe',
      keepSecret:
        'Ne transférez pas cet e-mail. Toute personne qui a ce lien peut choisir un nouveau mot de passe pour votre compte.',
    },
    register: {
      subject: (brand) => `Confirmer votre adresse e-mail pour vous inscrire sur ${brand}`,
      title: 'Confirmer votre adresse e-mail pour vous inscrire',
      intro: (brand) =>
        sentence`Quelqu’un s’inscrit sur ${brand} avec cette adresse e-mail. Si vous confirmez, un nouveau compte y aura cette adresse.`,
      button: 'Confirmer et s’inscrire',
      keepSecret:
        'Ne transférez pas cet e-mail. Toute personne qui a ce lien peut s’inscrire avec votre adresse e-mail.',
    },
    '3pid': {
      subject: (brand) => `Ajouter cette adresse e-mail à un compte sur ${brand}`,
      title: 'Ajouter cette adresse e-mail à un compte',
      intro: (brand) =>
        sentence`Quelqu’un veut ajouter cette adresse e-mail à un compte sur ${brand}. Elle sera ajoutée à ce compte si vous confirmez.`,
      button: 'Ajouter l’adresse e-mail',
      keepSecret:
        'Ne transférez pas cet e-mail. Toute personne qui a ce lien peut ajouter votre adresse e-mail à un compte.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Votre code pour réinitialiser votre mot de passe sur ${brand}`,
      title: 'Votre code pour réinitialiser votre mot de passe',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Votre code pour vous inscrire sur ${brand}`,
      title: 'Votre code pour vous inscrire',
      intro: (brand) =>
        sentence`Quelqu’un s’inscrit sur ${brand} avec cette adresse e-mail. Avec ce code, un nouveau compte y aura cette adresse.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Votre code pour ajouter cette adresse e-mail à un compte sur ${brand}`,
      title: 'Votre code pour ajouter cette adresse e-mail à un compte',
      intro: (brand) =>
        sentence`Quelqu’un veut ajouter cette adresse e-mail à un compte sur ${brand}. Elle sera ajoutée à ce compte avec ce code.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'Si c’était vous, continuez ici\u00a0:',
  ifYouCode: 'Si c’était vous, saisissez ce code là où vous l’avez demandé\u00a0:',
  orCopy: 'Si le bouton ne fonctionne pas, copiez ce lien dans votre navigateur\u00a0:',
  linkGood: (duration) => `Le lien est valable ${duration}.`,
  codeGood: (duration) => `Le code est valable ${duration}.`,
  ifNotYou: {
    password: 'Si ce n’était pas vous, vous n’avez rien à faire\u00a0: votre mot de passe reste le même.',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'Vous pouvez aussi arrêter la demande. Plus personne ne pourra alors l’utiliser\u00a0:',
  stop: 'Arrêter cette demande',
  noAccount: {
    subject: (brand) => `Aucun compte avec cette adresse e-mail sur ${brand}`,
    title: 'Aucun compte n’a cette adresse e-mail',
    intro: (brand) =>
      sentence`Quelqu’un a demandé à réinitialiser un mot de passe sur ${brand} en donnant cette adresse e-mail. Aucun compte n’y a cette adresse.`,
    ifYou:
      'Si c’était vous, vous avez peut-être donné une autre adresse e-mail à l’inscription\u00a0: essayez cette autre adresse.',
    ifNotYou: 'Si ce n’était pas vous, vous n’avez rien à faire.',
  },
  inUse: {
    register: {
      subject: (brand) => `Cette adresse e-mail a déjà un compte sur ${brand}`,
      title: 'Cette adresse e-mail a déjà un compte',
      intro: (brand) =>
        sentence`Quelqu’un a essayé de s’inscrire sur ${brand} avec cette adresse e-mail. Un compte l’a déjà\u00a0: elle ne peut pas servir pour un nouveau.`,
      ifYou:
        'Si c’était vous, connectez-vous plutôt à ce compte. Si vous n’avez plus son mot de passe, choisissez «\u00a0Mot de passe oublié\u00a0» dans votre application et donnez cette adresse e-mail.',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `Cette adresse e-mail est déjà dans un compte sur ${brand}`,
      title: 'Cette adresse e-mail est déjà dans un compte',
      intro: (brand) =>
        sentence`Quelqu’un a essayé d’ajouter cette adresse e-mail à un compte sur ${brand}. Un compte l’a déjà.`,
      ifYou:
        'Si c’était vous, elle est peut-être déjà dans ce compte, ou dans un autre de vos comptes. Pour l’utiliser ici, connectez-vous d’abord à l’autre compte et retirez-la. Si vous n’avez plus le mot de passe de cet autre compte, choisissez «\u00a0Mot de passe oublié\u00a0» dans votre application et donnez cette adresse e-mail.',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `Votre mot de passe sur ${brand} a été changé`,
    title: 'Votre mot de passe a été changé',
    intro: (brand) => sentence`Le mot de passe de ce compte sur ${brand} vient d’être changé\u00a0:`,
    ifYou: 'Si c’était vous, tout va bien\u00a0: vous n’avez rien à faire.',
    ifNotYou:
      'Si ce n’était pas vous, quelqu’un d’autre utilise peut-être votre compte. Réinitialisez votre mot de passe dès maintenant, avec «\u00a0Mot de passe oublié\u00a0» dans votre application, et vérifiez qui d’autre peut lire vos e-mails.',
  },
  whoAsked: 'Qui a fait la demande',
  whoChanged: 'Qui l’a changé',
  automatic: (sender) =>
    sentence`Cet e-mail a été envoyé automatiquement par ${sender}. Les réponses ne sont pas lues.`,
}
