import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

const sentWords = {
  /** Feminine. */
  email: {
    one: 'un’email',
    onlyNewest: 'Vale solo l’email più recente.',
    wasNotSent: 'Non è stato possibile inviare l’email. Riprova tra un momento.',
  },
  /** Masculine. */
  sms: {
    one: 'un SMS',
    onlyNewest: 'Vale solo l’SMS più recente.',
    wasNotSent: 'Non è stato possibile inviare l’SMS. Riprova tra un momento.',
  },
}

function sent(what: 'email' | 'sms', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  const { one, onlyNewest, wasNotSent } = sentWords[what]
  return {
    ...of,
    sent: (masked) => sentence`Abbiamo inviato ${one} a ${masked}.`,
    sentIfKnown: (masked) => sentence`Se un account di qui ha ${masked}, abbiamo inviato lì ${one}.`,
    nothingCame: 'Non è arrivato niente?',
    askedAgain: `Hai ripetuto la richiesta. ${onlyNewest}`,
    wasNotSent,
  }
}

const fewMinutes = 'Può volerci qualche minuto.'
const emailThen = [fewMinutes, 'Guarda nella cartella dello spam.', 'È questo l’indirizzo email del tuo account?']
const smsThen = [fewMinutes, 'È questo il numero di telefono del tuo account?']
const newCode = 'Invia un nuovo codice'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Reimposta la tua password',
    intro: 'Ti inviamo un messaggio con cui puoi scegliere una nuova password.',
    email: { label: 'Indirizzo email del tuo account', button: 'Invia un’email' },
    msisdn: { country: 'Paese', label: 'Numero di telefono del tuo account', button: 'Invia un SMS' },
    or: 'oppure',
    problem: {
      email: {
        invalid: 'Questo non è un indirizzo email. È fatto così: nome@example.org',
        unknown: 'Nessun account di qui ha questo indirizzo email. Forse la registrazione è stata fatta con un altro.',
        denied: 'Questo indirizzo email non può essere usato qui.',
        'not-sent': sentWords.email.wasNotSent,
      },
      msisdn: {
        invalid: 'Questo non è un numero di cellulare del paese qui sopra. Controlla entrambi.',
        unknown:
          'Nessun account di qui ha questo numero di telefono. Forse la registrazione è stata fatta con un altro.',
        denied: 'Non possiamo inviare SMS a questo numero di telefono.',
        'not-sent': sentWords.sms.wasNotSent,
      },
    },
  },
  link: {
    email: sent('email', { title: 'Guarda la tua posta', whatThen: emailThen, sendAgain: 'Invia di nuovo l’email' }),
    msisdn: sent('sms', { title: 'Guarda il tuo telefono', whatThen: smsThen, sendAgain: 'Invia di nuovo l’SMS' }),
  },
  goOnThere: 'Apri il link che contiene. Lì scegli la nuova password: questa pagina non ti serve più.',
  reload: 'Ho aperto il link',
  notYet: (button) =>
    `Non ancora confermato. Apri il link nel messaggio più recente e premi “${button}” in quella pagina.`,
  confirmed: {
    title: 'Continua dove hai aperto il link',
    paragraphs: [
      'È confermato. Il modulo per la nuova password è nel browser in cui hai aperto il link.',
      'Puoi chiudere questa pagina.',
    ],
  },
  code: {
    email: sent('email', { title: 'Scrivi il codice dell’email', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('sms', { title: 'Scrivi il codice dell’SMS', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: 'Troppi codici sbagliati',
      paragraphs: ['Per sicurezza questo codice non vale più. La tua password resta quella di prima.'],
    },
    expired: {
      title: 'Questo codice non vale più',
      paragraphs: ['È troppo vecchio. La tua password resta quella di prima.'],
    },
  },
  otherAddress: 'Usa un altro indirizzo email o numero di telefono',
  password: {
    title: 'Scegli una nuova password',
    label: 'Nuova password',
    again: 'Di nuovo la stessa password',
    rules: 'Regole per la password:',
    logoutDevices: 'Disconnetti tutti gli altri miei dispositivi',
    logoutHint: 'Fallo se qualcun altro potrebbe conoscere la tua vecchia password.',
    encrypted:
      'Poi ti servirà la tua chiave di recupero per leggere di nuovo i vecchi messaggi cifrati. Se non hai questa chiave, togli la spunta.',
    button: 'Imposta la nuova password',
    empty: 'Scrivi una nuova password.',
    different: 'Sono due password diverse. Scrivi due volte la stessa.',
  },
  done: {
    title: 'La tua password è stata cambiata',
    signIn: 'Ora puoi accedere con la nuova password.',
    loggedOut: 'Tutti i tuoi dispositivi sono stati disconnessi.',
    stayedIn: 'I tuoi dispositivi sono ancora connessi.',
    encrypted: 'Per leggere di nuovo i vecchi messaggi cifrati ti serve la tua chiave di recupero.',
  },
  nothingToGoOn: {
    title: 'Ricomincia da capo',
    paragraphs: [
      'Questa pagina è di una richiesta finita o troppo vecchia, oppure di un altro browser.',
      'Se il tuo browser blocca i cookie, consentili per questa pagina.',
    ],
  },
  passwordOver: {
    title: 'Questa richiesta è finita',
    paragraphs: ['Se hai appena impostato una nuova password, accedi con quella.', 'Altrimenti ricomincia da capo.'],
  },
  forbidden: {
    title: 'Ricomincia da qui',
    paragraphs: [
      'Ciò che è stato inviato non veniva da una pagina di questo server, quindi non è stato cambiato niente.',
    ],
  },
}
