import type { MailWords } from '../../mail-words'
import { sentence } from '../../sentence'
import type { Untranslated } from '../untranslated'

export const mails: Untranslated<MailWords> = {
  link: {
    password: {
      subject: (brand) => `Réinitialiser votre mot de passe pour ${brand}`,
      title: 'Réinitialiser votre mot de passe',
      intro: (brand) => sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ce compte sur ${brand}\u00a0:`,
      button: 'Réinitialiser votre mot de passe',
      keepSecret:
        'Ne transférez pas cet e-mail. Toute personne qui a ce lien peut choisir un nouveau mot de passe pour votre compte.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Votre code pour ${brand}`,
      title: 'Votre code pour changer de mot de passe',
      intro: (brand) => sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ce compte sur ${brand}\u00a0:`,
      keepSecret:
        'Ne donnez ce code à personne, quelle que soit la personne qui le demande. Nous ne le demandons jamais par téléphone, par e-mail ou par messagerie.',
    },
  },
  ifYouLink: 'Si c’était vous, ouvrez ce lien pour continuer\u00a0:',
  ifYouCode: 'Si c’était vous, saisissez ce code là où vous l’avez demandé\u00a0:',
  orCopy: 'Si le bouton ne fonctionne pas, copiez ce lien dans votre navigateur\u00a0:',
  linkGood: (duration) => `Durée de validité du lien\u00a0: ${duration}.`,
  codeGood: (duration) => `Durée de validité du code\u00a0: ${duration}.`,
  ifNotYou: { password: 'Si ce n’était pas vous, vous n’avez rien à faire\u00a0: votre mot de passe reste le même.' },
  noAccount: {
    subject: (brand) => `Aucun compte avec cette adresse sur ${brand}`,
    title: 'Aucun compte n’a cette adresse',
    intro: (brand) =>
      sentence`Quelqu’un a demandé à réinitialiser un mot de passe sur ${brand} en donnant cette adresse e-mail. Aucun compte n’y a cette adresse.`,
    ifYou:
      'Si c’était vous, vous avez peut-être utilisé une autre adresse à l’inscription\u00a0: essayez avec celle-ci.',
    ifNotYou: 'Si ce n’était pas vous, vous n’avez rien à faire.',
  },
  changed: {
    subject: (brand) => `Votre mot de passe pour ${brand} a été changé`,
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
