import { sentence, type EmailTexts, type PageTexts, type SmsTexts, type Words } from '../words'

const email: EmailTexts = {
  link: {
    subject: (brand) => `Réinitialiser votre mot de passe pour ${brand}`,
    title: 'Réinitialiser votre mot de passe',
    intro: (account, brand) =>
      sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ${account} sur ${brand}.`,
    ifYou: 'Si c’était vous, ouvrez ce lien pour continuer\u00a0:',
    button: 'Continuer',
    orCopy: 'Si le bouton ne fonctionne pas, copiez ce lien dans votre navigateur\u00a0:',
    good: (duration) => `Durée de validité du lien\u00a0: ${duration}.`,
    ifNotYou:
      'Si ce n’était pas vous, vous n’avez rien à faire\u00a0: votre mot de passe reste le même. Pour arrêter cette demande tout de suite, ouvrez le lien et choisissez «\u00a0Ce n’était pas moi\u00a0».',
    keepSecret:
      'Ne transférez pas cet e-mail. Toute personne qui a ce lien peut choisir un nouveau mot de passe pour votre compte.',
  },
  code: {
    subject: (brand) => `Votre code pour ${brand}`,
    title: 'Votre code pour changer de mot de passe',
    intro: (account, brand) =>
      sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ${account} sur ${brand}.`,
    ifYou: 'Si c’était vous, saisissez ce code là où vous l’avez demandé\u00a0:',
    good: (duration) => `Durée de validité du code\u00a0: ${duration}.`,
    ifNotYou: 'Si ce n’était pas vous, vous n’avez rien à faire\u00a0: votre mot de passe reste le même.',
    keepSecret:
      'Ne donnez ce code à personne, quelle que soit la personne qui le demande. Nous ne le demandons jamais par téléphone, par e-mail ou par messagerie.',
  },
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
    intro: (account, brand) => sentence`Le mot de passe de ${account} sur ${brand} vient d’être changé.`,
    ifYou: 'Si c’était vous, tout va bien\u00a0: vous n’avez rien à faire.',
    ifNotYou:
      'Si ce n’était pas vous, quelqu’un d’autre utilise peut-être votre compte. Réinitialisez votre mot de passe dès maintenant, avec «\u00a0Mot de passe oublié\u00a0» dans votre application, et vérifiez qui d’autre peut lire vos e-mails.',
  },
  whoAsked: 'Qui a fait la demande',
  whoChanged: 'Qui l’a changé',
  automatic: (sender) =>
    sentence`Cet e-mail a été envoyé automatiquement par ${sender}. Les réponses ne sont pas lues.`,
}

const sms: SmsTexts = {
  segment: 160,
  link: [
    (server, link) =>
      `Nouveau mot de passe pour ${server} : ${link} Pas vous ? Ne faites rien. Ne donnez ce lien à personne.`,
    (_server, link) => `Nouveau mot de passe : ${link} Ne donnez ce lien à personne.`,
  ],
  code: [
    (server, code) =>
      `${code} : votre code pour un nouveau mot de passe sur ${server}. Ne le donnez à personne. Pas vous ? Ne faites rien.`,
    (server, code) => `${code} : votre code pour ${server}. Ne le donnez à personne.`,
  ],
  codeWithAutofill: [
    (server, code) => `${code} : votre code pour un nouveau mot de passe sur ${server}. Ne le donnez à personne.`,
    (_server, code) => `${code} : votre code pour un nouveau mot de passe. Ne le donnez à personne.`,
    (_server, code) => `Votre code : ${code}. Ne le donnez à personne.`,
  ],
}

const usedUp = 'Il a déjà été utilisé, est trop ancien ou a été remplacé par un plus récent.'
const backToApp = 'Retournez dans votre application\u00a0: la suite se fait toute seule.'
const unchanged = 'Votre mot de passe reste le même.'

const page: PageTexts = {
  confirm: {
    title: 'Avez-vous demandé un nouveau mot de passe\u00a0?',
    intro: (brand) => sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ce compte sur ${brand}\u00a0:`,
    warning:
      'Ne continuez que si vous avez fait cette demande vous-même. Si quelqu’un d’autre vous a dit d’ouvrir cette page, choisissez «\u00a0Ce n’était pas moi\u00a0».',
    confirm: 'Oui, c’était moi\u00a0: continuer',
    notMe: 'Ce n’était pas moi',
    notMeHint: 'Cela arrête la demande. Votre mot de passe reste le même.',
  },
  done: {
    email: {
      title: 'Votre adresse e-mail est confirmée',
      paragraphs: [backToApp, 'Vous pouvez fermer cette page.'],
    },
    msisdn: {
      title: 'Votre numéro de téléphone est confirmé',
      paragraphs: [backToApp, 'Vous pouvez fermer cette page.'],
    },
  },
  notMe: {
    title: 'La demande est arrêtée',
    paragraphs: [
      'Rien n’a été changé\u00a0: votre mot de passe est toujours le même, et le lien ou le code ne fonctionne plus.',
      'Vous n’avez rien d’autre à faire. Vous pouvez fermer cette page.',
    ],
  },
  code: {
    title: 'Saisissez votre code',
    intro: {
      email: 'Nous avons envoyé un code à votre adresse e-mail. Saisissez le plus récent que vous ayez reçu.',
      msisdn: 'Nous avons envoyé un code par SMS à votre téléphone. Saisissez le plus récent que vous ayez reçu.',
    },
    label: 'Code',
    button: 'Continuer',
    keepSecret: 'Quelqu’un vous a demandé ce code\u00a0? Ne le lui donnez pas et fermez cette page.',
    errorPrefix: 'Erreur',
    wrongTitle: 'Ce code n’est pas le bon',
    wrong: 'Regardez le message le plus récent que vous avez reçu et saisissez de nouveau son code.',
  },
  expired: {
    email: {
      title: 'Ce lien ou ce code n’est plus valable',
      paragraphs: [usedUp, 'Retournez dans votre application et demandez un nouvel e-mail.'],
    },
    msisdn: {
      title: 'Ce lien ou ce code n’est plus valable',
      paragraphs: [usedUp, 'Retournez dans votre application et demandez un nouveau SMS.'],
    },
  },
  wrong: {
    email: {
      title: 'Ce lien ou ce code n’est pas le bon',
      paragraphs: [
        'Il en manque peut-être une partie. Ouvrez de nouveau le lien de l’e-mail, ou copiez-le en entier dans votre navigateur.',
        'Si cela ne suffit pas, retournez dans votre application et demandez un nouvel e-mail.',
      ],
    },
    msisdn: {
      title: 'Ce lien ou ce code n’est pas le bon',
      paragraphs: [
        'Il en manque peut-être une partie. Regardez le SMS le plus récent que vous avez reçu et réessayez.',
        'Si cela ne suffit pas, retournez dans votre application et demandez un nouveau SMS.',
      ],
    },
  },
  tooManyTries: {
    title: 'Trop de codes incorrects',
    paragraphs: [
      'Pour protéger votre compte, ce code ne fonctionne plus. Votre mot de passe reste le même.',
      'Retournez dans votre application et demandez un nouveau code.',
    ],
  },
  limited: {
    title: 'Trop de tentatives',
    wait: (duration) =>
      `Pour protéger les comptes, une courte pause est nécessaire. Patientez encore ${duration}, puis réessayez.`,
    hint: unchanged,
  },
  unavailable: {
    title: 'Cela ne fonctionne pas pour le moment',
    paragraphs: ['Le problème vient de nous, pas de vous. Patientez un instant, puis réessayez.', unchanged],
  },
  error: {
    title: 'Ce lien pose un problème',
    paragraphs: [
      'Ouvrez de nouveau le lien de votre message, ou demandez-en un nouveau dans votre application.',
      unchanged,
    ],
    code: (errcode) => sentence`Si vous demandez de l’aide, indiquez ce code\u00a0: ${errcode}`,
  },
}

/** French. */
export const fr: Words = {
  language: 'fr',
  direction: 'ltr',
  formats: 'fr',
  facts: { account: 'Compte', time: 'Heure', address: 'Adresse réseau', browser: 'Navigateur ou application' },
  colon: '\u00a0:',
  browserOn: (browser, system) => `${browser} sur ${system}`,
  support: 'Obtenir de l’aide',
  email,
  sms,
  page,
}
