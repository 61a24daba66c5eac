import { sentence } from '../../sentence'
import type { PageWords } from '../../page-words'
import type { Untranslated } from '../untranslated'

const confirmPassword: Untranslated<PageWords['confirm']['password']['email']> = {
  title: 'Avez-vous demandé un nouveau mot de passe\u00a0?',
  intro: (brand) => sentence`Quelqu’un a demandé à réinitialiser le mot de passe de ce compte sur ${brand}\u00a0:`,
  button: 'Oui, c’était moi\u00a0: continuer',
  notMeHint: 'Cela arrête la demande. Votre mot de passe reste le même.',
}

export const pages: Untranslated<PageWords> = {
  confirm: { password: { email: confirmPassword, msisdn: confirmPassword } },
  warning:
    'Ne continuez que si vous avez fait cette demande vous-même. Si quelqu’un d’autre vous a dit d’ouvrir cette page, choisissez «\u00a0Ce n’était pas moi\u00a0».',
  notMe: 'Ce n’était pas moi',
  code: {
    label: 'Code',
    button: 'Continuer',
    keepSecret: 'Quelqu’un vous a demandé ce code\u00a0? Ne le lui donnez pas et fermez cette page.',
    wrong:
      'Ce code n’est pas le bon. Regardez le message le plus récent que vous avez reçu et saisissez de nouveau son code.',
  },
  errorPrefix: 'Erreur',
  expired: {
    title: { either: 'Ce lien ou ce code n’est plus valable' },
    why: 'Il a déjà été utilisé, est trop ancien ou a été remplacé par un plus récent.',
  },
  wrong: { title: { either: 'Ce lien ou ce code n’est pas le bon' } },
  askInApp: {
    email: 'Retournez dans votre application et demandez un nouvel e-mail.',
    msisdn: 'Retournez dans votre application et demandez un nouveau SMS.',
  },
  tooManyTries: { title: 'Trop de codes incorrects' },
  unavailable: {
    title: 'Cela ne fonctionne pas pour le moment',
    paragraphs: ['Le problème vient de nous, pas de vous. Patientez un instant, puis réessayez.'],
  },
  error: { code: (errcode) => sentence`Si vous demandez de l’aide, indiquez ce code\u00a0: ${errcode}` },
}
