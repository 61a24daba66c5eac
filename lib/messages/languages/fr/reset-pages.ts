import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** Both "e-mail" and "SMS" are masculine. */
function sent(what: 'e-mail' | 'SMS', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  const [the, there] = what === 'e-mail' ? ['L’e-mail', 'à cette adresse'] : ['Le SMS', 'à ce numéro']
  return {
    ...of,
    sent: (masked) => sentence`Nous avons envoyé un ${what} à ${masked}.`,
    sentIfKnown: (masked) => sentence`Si un compte ici a ${masked}, nous avons envoyé un ${what} ${there}.`,
    nothingCame: 'Rien n’est arrivé\u00a0?',
    askedAgain: `Vous avez refait la demande. Seul le dernier ${what} compte.`,
    wasNotSent: `${the} n’a pas pu être envoyé. Réessayez dans un instant.`,
  }
}

const fewMinutes = 'Cela peut prendre quelques minutes.'
const emailThen = [
  fewMinutes,
  'Regardez dans votre dossier de courrier indésirable.',
  'Est-ce bien l’adresse e-mail de votre compte\u00a0?',
]
const smsThen = [fewMinutes, 'Est-ce bien le numéro de téléphone de votre compte\u00a0?']
const newCode = 'Envoyer un nouveau code'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Réinitialiser votre mot de passe',
    intro: 'Nous vous envoyons un message avec lequel vous pouvez choisir un nouveau mot de passe.',
    email: { label: 'Adresse e-mail de votre compte', button: 'Envoyer un e-mail' },
    msisdn: { country: 'Pays', label: 'Numéro de téléphone de votre compte', button: 'Envoyer un SMS' },
    or: 'ou',
    problem: {
      email: {
        invalid: 'Ce n’est pas une adresse e-mail. Elle ressemble à ceci\u00a0: nom@example.org',
        unknown: 'Aucun compte n’a cette adresse e-mail ici. Vous en avez peut-être donné une autre à l’inscription.',
        denied: 'Cette adresse e-mail ne peut pas être utilisée ici.',
        'not-sent': 'L’e-mail n’a pas pu être envoyé. Réessayez dans un instant.',
      },
      msisdn: {
        invalid: 'Ce n’est pas un numéro de mobile du pays ci-dessus. Vérifiez les deux.',
        unknown: 'Aucun compte n’a ce numéro de téléphone ici. Vous en avez peut-être donné un autre à l’inscription.',
        denied: 'Nous ne pouvons pas envoyer de SMS à ce numéro de téléphone.',
        'not-sent': 'Le SMS n’a pas pu être envoyé. Réessayez dans un instant.',
      },
    },
  },
  link: {
    email: sent('e-mail', {
      title: 'Consultez votre boîte e-mail',
      whatThen: emailThen,
      sendAgain: 'Renvoyer l’e-mail',
    }),
    msisdn: sent('SMS', { title: 'Consultez votre téléphone', whatThen: smsThen, sendAgain: 'Renvoyer le SMS' }),
  },
  goOnThere:
    'Ouvrez le lien qu’il contient. C’est là que vous choisissez votre nouveau mot de passe\u00a0: vous n’avez plus besoin de cette page.',
  reload: 'J’ai ouvert le lien',
  notYet: (button) =>
    `Pas encore confirmé. Ouvrez le lien du dernier message, puis appuyez sur «\u00a0${button}\u00a0» dans cette page.`,
  confirmed: {
    title: 'Continuez là où vous avez ouvert le lien',
    paragraphs: [
      'C’est confirmé. Le formulaire pour votre nouveau mot de passe est dans le navigateur où vous avez ouvert le lien.',
      'Vous pouvez fermer cette page.',
    ],
  },
  code: {
    email: sent('e-mail', { title: 'Saisissez le code de l’e-mail', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('SMS', { title: 'Saisissez le code du SMS', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: 'Trop de codes incorrects',
      paragraphs: ['Par sécurité, ce code n’est plus valable. Votre mot de passe reste le même.'],
    },
    expired: {
      title: 'Ce code n’est plus valable',
      paragraphs: ['Il est trop ancien. Votre mot de passe reste le même.'],
    },
  },
  otherAddress: 'Autre adresse e-mail ou numéro de téléphone',
  password: {
    title: 'Choisissez un nouveau mot de passe',
    label: 'Nouveau mot de passe',
    again: 'Le même mot de passe encore une fois',
    rules: 'Règles pour le mot de passe\u00a0:',
    logoutDevices: 'Déconnecter tous mes autres appareils',
    logoutHint: 'Faites-le si quelqu’un d’autre connaît peut-être votre ancien mot de passe.',
    encrypted:
      'Il vous faudra ensuite votre clé de récupération pour relire vos anciens messages chiffrés. Si vous n’avez pas cette clé, décochez la case.',
    button: 'Changer le mot de passe',
    empty: 'Saisissez un nouveau mot de passe.',
    different: 'Ces deux mots de passe sont différents. Saisissez deux fois le même.',
  },
  done: {
    title: 'Votre mot de passe a été changé',
    signIn: 'Vous pouvez maintenant vous connecter avec votre nouveau mot de passe.',
    loggedOut: 'Tous vos appareils ont été déconnectés.',
    stayedIn: 'Vos appareils sont toujours connectés.',
    encrypted: 'Pour relire vos anciens messages chiffrés, il vous faut votre clé de récupération.',
  },
  nothingToGoOn: {
    title: 'Veuillez recommencer',
    paragraphs: [
      'Cette page appartient à une demande terminée ou trop ancienne, ou à un autre navigateur.',
      'Si votre navigateur bloque les cookies, autorisez-les pour cette page.',
    ],
  },
  passwordOver: {
    title: 'Cette demande est terminée',
    paragraphs: [
      'Si vous venez de choisir un nouveau mot de passe, connectez-vous avec celui-ci.',
      'Sinon, veuillez recommencer.',
    ],
  },
  forbidden: {
    title: 'Veuillez recommencer ici',
    paragraphs: ['Ce qui a été envoyé ne venait pas d’une page de ce serveur\u00a0: rien n’a été changé.'],
  },
}
