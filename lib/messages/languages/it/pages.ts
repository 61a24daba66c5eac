import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** Both are masculine, but take different articles: "il tuo" stands before either. */
const things = { email: 'indirizzo email', msisdn: 'numero di telefono' }

const closePage = 'Puoi chiudere questa pagina.'
const notMe = 'Non sono io'

const confirmPassword: ConfirmWords = {
  title: 'Hai chiesto una nuova password?',
  intro: (brand) => sentence`Qualcuno ha chiesto di reimpostare la password di questo account su ${brand}:`,
  button: 'Sì, reimposta la mia password',
  notMeHint: 'Annulla la richiesta. La tua password resta quella di prima.',
  confirmed: {
    title: 'Hai confermato la reimpostazione della password',
    intro: (brand) => sentence`Ora è possibile reimpostare la password di questo account su ${brand}:`,
    button: 'Continua',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'Ti stai registrando?',
  intro: (brand) =>
    sentence`Qualcuno si sta registrando su ${brand}. Se confermi, il tuo ${thing} andrà al nuovo account.`,
  button: 'Sì, mi registro',
  notMeHint: `Annulla la richiesta. Nessuno avrà il tuo ${thing}.`,
  confirmed: {
    title: 'Hai confermato la registrazione',
    intro: (brand) => sentence`Ora è possibile creare un nuovo account su ${brand} con il tuo ${thing}.`,
    button: 'Continua',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `Vuoi aggiungere il tuo ${thing}?`,
  intro: (brand) =>
    sentence`Qualcuno vuole aggiungere il tuo ${thing} a un account su ${brand}. Se confermi, andrà a quell’account.`,
  button: `Sì, aggiungi il mio ${thing}`,
  notMeHint: `Annulla la richiesta. Nessuno avrà il tuo ${thing}.`,
  confirmed: {
    title: `Hai confermato il tuo ${thing}`,
    intro: (brand) => sentence`Ora è possibile aggiungere il tuo ${thing} a un account su ${brand}.`,
    button: 'Continua',
  },
})

const stop = 'Annulla questa richiesta'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack =
  'Torna all’app da cui è partita la richiesta. Alcune app vanno avanti da sole; in altre premi “Continua”.'

const done = (title: string, thing: string): Notice => ({
  title,
  paragraphs: [`Il tuo ${thing} è confermato.`, goBack],
})

const linksAreOff = 'I link e i codici inviati finora non valgono più.'
const codeIsOff = 'Questo codice non vale più.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} ha inviato un ${ofDigits(digits)} per email.`,
    msisdn: (brand, digits) => sentence`${brand} ha inviato un ${ofDigits(digits)} per SMS.`,
  },
  timeLeft: (left, time) => `Tempo rimasto: ${left} (fino alle ${time}).`,
  newest: 'Se ne hai ricevuti più di uno, scrivi il più recente.',
  label: 'Codice',
  button: 'Continua',
  keepSecret: 'Qualcuno ti ha chiesto questo codice? Non darglielo e chiudi questa pagina.',
  wrong: 'Questo codice non è giusto. Guarda il messaggio più recente e scrivi di nuovo il codice che contiene.',
  notACode: (digits) =>
    digits === 0
      ? 'Questo non è un codice. Scrivi le cifre del messaggio.'
      : `Questo non è un codice. Scrivi le ${digits} cifre del messaggio.`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'codice' : `codice di ${digits} cifre`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `Qualcuno ti ha detto di aprire questa pagina? Allora scegli “${notMe}”.`,
  notMe,
  stop: {
    password: byMedium(things, () =>
      stopQuestion('Annullare la reimpostazione della password?', confirmPassword.intro),
    ),
    register: byMedium(things, (thing) => stopQuestion('Annullare la registrazione?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) =>
      stopQuestion(`Annullare l’aggiunta del tuo ${thing}?`, confirm3pid(thing).intro),
    ),
  },
  stopHint: 'Se la richiesta è tua, basta chiudere questa pagina.',
  done: {
    password: byMedium(things, (thing) => done('Ora scegli una nuova password', thing)),
    register: byMedium(things, (thing) => done('Ora completa la registrazione', thing)),
    '3pid': byMedium(things, (thing) => done(`Ora completa l’aggiunta del tuo ${thing}`, thing)),
  },
  goOn: 'Scegli una nuova password',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'La reimpostazione della password è stata annullata',
        paragraphs: [`Non è stato cambiato niente: la tua password è ancora la stessa. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'La tua password potrebbe essere stata cambiata',
        paragraphs: [
          'La richiesta è stata annullata, ma qualcuno stava già impostando una nuova password.',
          'Prova ad accedere adesso. Se la tua password non funziona, reimpostala subito con “Password dimenticata” nell’app. Se funziona, disconnetti tutti i dispositivi che non conosci.',
          `Poi controlla chi altro può leggere i messaggi inviati al tuo ${thing}.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'La registrazione è stata annullata',
        paragraphs: [`Con questa richiesta nessun account ha avuto il tuo ${thing}. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Un nuovo account potrebbe avere il tuo ${thing}`,
        paragraphs: [
          'La richiesta è stata annullata, ma qualcuno stava già completando la registrazione.',
          `Chiedi a chi gestisce questo server di togliere il tuo ${thing} dal nuovo account.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `Il tuo ${thing} non è stato aggiunto`,
        paragraphs: [`La richiesta è stata annullata. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Un account potrebbe avere ora il tuo ${thing}`,
        paragraphs: [
          'La richiesta è stata annullata, ma qualcuno lo stava già aggiungendo.',
          `Chiedi a chi gestisce questo server di togliere il tuo ${thing} da quell’account.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'La reimpostazione della password è stata annullata',
      paragraphs: [`${codeIsOff} Non è stato cambiato niente: la tua password è ancora la stessa.`, closePage],
    })),
    register: byMedium(things, () => ({
      title: 'La registrazione è stata annullata',
      paragraphs: [codeIsOff, closePage],
    })),
    '3pid': byMedium(things, (thing) => ({
      title: `Il tuo ${thing} non è stato aggiunto`,
      paragraphs: [`${codeIsOff} Non è stato aggiunto niente.`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Scrivi il codice per reimpostare la password'),
      register: byMedium(things, () => 'Scrivi il codice per registrarti'),
      '3pid': byMedium(things, (thing) => `Scrivi il codice per aggiungere il tuo ${thing}`),
    },
    stop,
    stopHint: 'Non hai chiesto nessun codice? Allora annulla la richiesta.',
  },
  errorPrefix: 'Errore',
  expired: {
    title: {
      link: 'Questo link non vale più',
      code: 'Questo codice non vale più',
      either: 'Questo link o codice non vale più',
    },
    why: 'Forse è già stato usato, è troppo vecchio o è stato sostituito da uno più recente.',
  },
  wrong: {
    title: {
      link: 'Questo link non è giusto',
      code: 'Questo codice non è giusto',
      either: 'Questo link o codice non è giusto',
    },
    hint: {
      link: 'Forse ne manca una parte. Apri di nuovo il link del messaggio o copialo per intero nel browser.',
      code: 'Guarda il messaggio più recente e scrivi di nuovo il codice che contiene.',
      either: 'Forse ne manca una parte. Guarda il messaggio più recente e riprova.',
    },
  },
  askInApp: {
    email: 'Torna dove hai fatto la richiesta e chiedi lì una nuova email.',
    msisdn: 'Torna dove hai fatto la richiesta e chiedi lì un nuovo SMS.',
  },
  askHere: 'Puoi ricominciare qui.',
  startAgain: 'Ricomincia',
  tooManyTries: {
    title: 'Troppi codici sbagliati',
    why: 'Per sicurezza questo codice non vale più. Non è stato cambiato niente.',
    wait: (duration) =>
      `Puoi chiedere un nuovo codice tra ${duration}. Se non vuoi aspettare, annulla nell’app e ricomincia lì dall’inizio.`,
    startOver: 'Annulla nell’app e ricomincia lì dall’inizio.',
  },
  limited: {
    title: 'Aspetta un momento',
    why: 'Ci sono state molte richieste in poco tempo: da te, o da altre persone che usano la stessa connessione a internet. Non è stato cambiato niente.',
    wait: (duration) => `Aspetta ${duration} e riprova.`,
  },
  unavailable: {
    title: 'Al momento non è possibile',
    paragraphs: ['Il problema è nostro, non tuo. Aspetta un momento e riprova.'],
  },
  tryAgain: 'Riprova',
  error: {
    title: 'Non ha funzionato',
    paragraphs: ['Apri di nuovo il link del messaggio o ricomincia da dove è partita la richiesta.'],
    code: (errcode) => sentence`Se chiedi aiuto, indica questo codice: ${errcode}`,
  },
}
