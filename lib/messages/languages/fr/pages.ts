import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** One is feminine, the other masculine: no word beside them may have to agree. With a no-break hyphen: a line must not
 * end after "e-". */
const things = { email: 'adresse e\u2011mail', msisdn: 'numéro de téléphone' }

const closePage = 'Vous pouvez fermer cette page.'
const notMe = 'Ce n’était pas moi'

const confirmPassword: ConfirmWords = {
  title: 'Avez-vous demandé un nouveau mot de passe\u00a0?',
  intro: (brand) => sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ce compte sur ${brand}\u00a0:`,
  button: 'Oui, réinitialiser mon mot de passe',
  notMeHint: 'Cela arrête la demande. Votre mot de passe reste le même.',
  confirmed: {
    title: 'Vous avez confirmé la réinitialisation du mot de passe',
    intro: (brand) => sentence`Le mot de passe de ce compte sur ${brand} peut maintenant être réinitialisé\u00a0:`,
    button: 'Continuer',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'Êtes-vous en train de vous inscrire\u00a0?',
  intro: (brand) =>
    sentence`Quelqu’un s’inscrit sur ${brand}. Si vous confirmez, le nouveau compte aura votre ${thing}.`,
  button: 'Oui, je m’inscris',
  notMeHint: `Cela arrête la demande. Personne n’aura votre ${thing}.`,
  confirmed: {
    title: 'Vous avez confirmé l’inscription',
    intro: (brand) => sentence`Un nouveau compte sur ${brand} peut maintenant être créé avec votre ${thing}.`,
    button: 'Continuer',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `Voulez-vous ajouter votre ${thing}\u00a0?`,
  intro: (brand) =>
    sentence`Quelqu’un veut ajouter votre ${thing} à un compte sur ${brand}. Si vous confirmez, ce compte aura votre ${thing}.`,
  button: `Oui, ajouter mon ${thing}`,
  notMeHint: `Cela arrête la demande. Personne n’aura votre ${thing}.`,
  confirmed: {
    title: `Vous avez confirmé votre ${thing}`,
    intro: (brand) => sentence`Il est maintenant possible d’ajouter votre ${thing} à un compte sur ${brand}.`,
    button: 'Continuer',
  },
})

const stop = 'Arrêter cette demande'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack =
  'Retournez dans l’application où vous avez commencé. Certaines continuent toutes seules\u00a0; dans d’autres, appuyez sur «\u00a0Continuer\u00a0».'

const done = (title: string, thing: string): Notice => ({
  title,
  paragraphs: [`Vous avez confirmé votre ${thing}.`, goBack],
})

const linksAreOff = 'Les liens et les codes déjà envoyés ne sont plus valables.'
const codeIsOff = 'Ce code n’est plus valable.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} a envoyé un ${ofDigits(digits)} par e-mail.`,
    msisdn: (brand, digits) => sentence`${brand} a envoyé un ${ofDigits(digits)} par SMS.`,
  },
  timeLeft: (left, time) => `Temps restant\u00a0: ${left} (jusqu’à ${time}).`,
  newest: 'Si vous en avez reçu plusieurs, saisissez le plus récent.',
  label: 'Code',
  button: 'Continuer',
  keepSecret: 'Quelqu’un vous a demandé ce code\u00a0? Ne le lui donnez pas et fermez cette page.',
  wrong: 'Ce code n’est pas le bon. Regardez le message le plus récent et saisissez de nouveau son code.',
  notACode: (digits) =>
    digits === 0
      ? 'Ce n’est pas un code. Saisissez les chiffres du message.'
      : `Ce n’est pas un code. Saisissez les ${digits} chiffres du message.`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'code' : `code à ${digits} chiffres`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `Quelqu’un vous a dit d’ouvrir cette page\u00a0? Alors choisissez «\u00a0${notMe}\u00a0».`,
  notMe,
  stop: {
    password: byMedium(things, () =>
      stopQuestion('Arrêter la réinitialisation du mot de passe\u00a0?', confirmPassword.intro),
    ),
    register: byMedium(things, (thing) => stopQuestion('Arrêter l’inscription\u00a0?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) =>
      stopQuestion(`Arrêter l’ajout de votre ${thing}\u00a0?`, confirm3pid(thing).intro),
    ),
  },
  stopHint: 'Si vous avez fait cette demande vous-même, vous pouvez simplement fermer cette page.',
  done: {
    password: byMedium(things, (thing) => done('Choisissez maintenant un nouveau mot de passe', thing)),
    register: byMedium(things, (thing) => done('Terminez maintenant l’inscription', thing)),
    '3pid': byMedium(things, (thing) => done(`Terminez maintenant l’ajout de votre ${thing}`, thing)),
  },
  goOn: 'Choisir un nouveau mot de passe',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'La réinitialisation du mot de passe a été arrêtée',
        paragraphs: [`Rien n’a été changé\u00a0: votre mot de passe est toujours le même. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'Votre mot de passe a peut-être été changé',
        paragraphs: [
          'La demande a été arrêtée, mais quelqu’un était en train de choisir un nouveau mot de passe.',
          'Essayez de vous connecter maintenant. Si votre mot de passe ne fonctionne pas, réinitialisez-le tout de suite avec «\u00a0Mot de passe oublié\u00a0» dans votre application. S’il fonctionne, déconnectez tous les appareils que vous ne connaissez pas.',
          `Vérifiez ensuite qui d’autre peut lire les messages envoyés à votre ${thing}.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'L’inscription a été arrêtée',
        paragraphs: [`Cette demande n’a donné votre ${thing} à aucun compte. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Un nouveau compte a peut-être votre ${thing}`,
        paragraphs: [
          'La demande a été arrêtée, mais quelqu’un était en train de terminer l’inscription.',
          `Demandez aux responsables de ce serveur de retirer votre ${thing} du nouveau compte.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `L’ajout de votre ${thing} a été arrêté`,
        paragraphs: [`Rien n’a été ajouté. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Un compte a peut-être maintenant votre ${thing}`,
        paragraphs: [
          'La demande a été arrêtée, mais quelqu’un était en train de terminer l’ajout.',
          `Demandez aux responsables de ce serveur de retirer votre ${thing} de ce compte.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'La réinitialisation du mot de passe a été arrêtée',
      paragraphs: [`${codeIsOff} Rien n’a été changé\u00a0: votre mot de passe est toujours le même.`, closePage],
    })),
    register: byMedium(things, () => ({ title: 'L’inscription a été arrêtée', paragraphs: [codeIsOff, closePage] })),
    '3pid': byMedium(things, (thing) => ({
      title: `L’ajout de votre ${thing} a été arrêté`,
      paragraphs: [`${codeIsOff} Rien n’a été ajouté.`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Saisissez le code pour réinitialiser votre mot de passe'),
      register: byMedium(things, () => 'Saisissez le code pour vous inscrire'),
      '3pid': byMedium(things, (thing) => `Saisissez le code pour ajouter votre ${thing}`),
    },
    stop,
    stopHint: 'Vous n’avez pas demandé de code\u00a0? Alors arrêtez la demande.',
  },
  errorPrefix: 'Erreur',
  expired: {
    title: {
      link: 'Ce lien n’est plus valable',
      code: 'Ce code n’est plus valable',
      either: 'Ce lien ou ce code n’est plus valable',
    },
    why: 'Il a peut-être déjà été utilisé, est trop ancien ou a été remplacé par un plus récent.',
  },
  wrong: {
    title: {
      link: 'Ce lien n’est pas le bon',
      code: 'Ce code n’est pas le bon',
      either: 'Ce lien ou ce code n’est pas le bon',
    },
    hint: {
      link: 'Il en manque peut-être une partie. Ouvrez de nouveau le lien du message, ou copiez-le en entier dans votre navigateur.',
      code: 'Regardez le message le plus récent et saisissez de nouveau son code.',
      either: 'Il en manque peut-être une partie. Regardez le message le plus récent et réessayez.',
    },
  },
  askInApp: {
    email: 'Retournez là où vous avez fait la demande et demandez-y un nouvel e-mail.',
    msisdn: 'Retournez là où vous avez fait la demande et demandez-y un nouveau SMS.',
  },
  askHere: 'Vous pouvez recommencer ici.',
  startAgain: 'Recommencer',
  tooManyTries: {
    title: 'Trop de codes incorrects',
    why: 'Par sécurité, ce code n’est plus valable. Rien n’a été changé.',
    wait: (duration) =>
      `Vous pourrez demander un nouveau code dans ${duration}. Si vous ne voulez pas attendre, annulez dans votre application et recommencez-y depuis le début.`,
    startOver: 'Annulez dans votre application et recommencez-y depuis le début.',
  },
  limited: {
    title: 'Veuillez attendre un peu',
    why: 'Il y a eu beaucoup de demandes en peu de temps\u00a0: de votre part, ou de personnes qui partagent votre connexion internet. Rien n’a été changé.',
    wait: (duration) => `Attendez ${duration}, puis réessayez.`,
  },
  unavailable: {
    title: 'Cela ne fonctionne pas pour le moment',
    paragraphs: ['Le problème vient de nous, pas de vous. Attendez un instant, puis réessayez.'],
  },
  tryAgain: 'Réessayer',
  error: {
    title: 'Cela n’a pas fonctionné',
    paragraphs: ['Ouvrez de nouveau le lien de votre message, ou recommencez là où vous l’avez demandé.'],
    code: (errcode) => sentence`Si vous demandez de l’aide, indiquez ce code\u00a0: ${errcode}`,
  },
}
