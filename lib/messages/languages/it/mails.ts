import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) =>
  sentence`Qualcuno ha chiesto di reimpostare la password di questo account su ${brand}:`
const keepCodeSecret =
  'Non dare questo codice a nessuno, chiunque te lo chieda. Noi non lo chiediamo mai per telefono, email o chat.'
const dontConfirm =
  'Se non sei tu, non confermare: il tuo indirizzo email andrebbe all’account di un’altra persona. Non devi fare nulla.'
const nothingChanged = 'Se non sei tu, non devi fare nulla: non è stato cambiato niente.'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Reimposta la tua password su ${brand}`,
      title: 'Reimposta la tua password',
      intro: passwordIntro,
      button: 'Reimposta la password',
      keepSecret:
        'Non inoltrare questa email. Chiunque abbia il link può impostare una nuova password per il tuo account.',
    },
    register: {
      subject: (brand) => `Conferma il tuo indirizzo email per registrarti su ${brand}`,
      title: 'Conferma il tuo indirizzo email per registrarti',
      intro: (brand) =>
        sentence`Qualcuno si sta registrando su ${brand} con questo indirizzo email. Se confermi, l’indirizzo andrà a un nuovo account.`,
      button: 'Conferma e registrati',
      keepSecret: 'Non inoltrare questa email. Chiunque abbia il link può registrarsi con il tuo indirizzo email.',
    },
    '3pid': {
      subject: (brand) => `Aggiungi questo indirizzo email a un account su ${brand}`,
      title: 'Aggiungi questo indirizzo email a un account',
      intro: (brand) =>
        sentence`Qualcuno vuole aggiungere questo indirizzo email a un account su ${brand}. Se confermi, l’indirizzo andrà a quell’account.`,
      button: 'Aggiungi l’indirizzo email',
      keepSecret:
        'Non inoltrare questa email. Chiunque abbia il link può aggiungere il tuo indirizzo email a un account.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Il tuo codice per reimpostare la password su ${brand}`,
      title: 'Il tuo codice per reimpostare la password',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Il tuo codice per registrarti su ${brand}`,
      title: 'Il tuo codice per registrarti',
      intro: (brand) =>
        sentence`Qualcuno si sta registrando su ${brand} con questo indirizzo email. Con questo codice l’indirizzo andrà a un nuovo account.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Il tuo codice per aggiungere questo indirizzo email a un account su ${brand}`,
      title: 'Il tuo codice per aggiungere questo indirizzo email a un account',
      intro: (brand) =>
        sentence`Qualcuno vuole aggiungere questo indirizzo email a un account su ${brand}. Con questo codice l’indirizzo andrà a quell’account.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'Se sei tu, continua qui:',
  ifYouCode: 'Se sei tu, scrivi questo codice dove l’hai chiesto:',
  orCopy: 'Se il pulsante non funziona, copia questo link nel browser:',
  linkGood: (duration) => `Il link vale ${duration}.`,
  codeGood: (duration) => `Il codice vale ${duration}.`,
  ifNotYou: {
    password: 'Se non sei tu, non devi fare nulla: la tua password resta quella di prima.',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'Puoi anche annullare la richiesta, così nessuno potrà più usarla:',
  stop: 'Annulla questa richiesta',
  noAccount: {
    subject: (brand) => `Nessun account con questo indirizzo email su ${brand}`,
    title: 'Nessun account ha questo indirizzo email',
    intro: (brand) =>
      sentence`Qualcuno ha chiesto di reimpostare una password su ${brand} e ha indicato questo indirizzo email. Lì nessun account ce l’ha.`,
    ifYou: 'Se sei tu, forse la registrazione è stata fatta con un altro indirizzo email: prova con quello.',
    ifNotYou: 'Se non sei tu, non devi fare nulla.',
  },
  inUse: {
    register: {
      subject: (brand) => `Questo indirizzo email ha già un account su ${brand}`,
      title: 'Questo indirizzo email ha già un account',
      intro: (brand) =>
        sentence`Qualcuno ha provato a registrarsi su ${brand} con questo indirizzo email. Lì un account ce l’ha già, quindi non può servire per uno nuovo.`,
      ifYou:
        'Se sei tu, accedi a quell’account. Se non ne ricordi la password, scegli “Password dimenticata” nell’app e indica questo indirizzo email.',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `Questo indirizzo email è già in un account su ${brand}`,
      title: 'Questo indirizzo email è già in un account',
      intro: (brand) =>
        sentence`Qualcuno ha provato ad aggiungere questo indirizzo email a un account su ${brand}. Lì un account ce l’ha già.`,
      ifYou:
        'Se sei tu, forse è già in questo account o in un altro dei tuoi. Per usarlo qui, accedi all’altro account e prima toglilo da lì. Se non ne ricordi la password, scegli “Password dimenticata” nell’app e indica questo indirizzo email.',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `La tua password su ${brand} è stata cambiata`,
    title: 'La tua password è stata cambiata',
    intro: (brand) => sentence`La password di questo account su ${brand} è appena stata cambiata:`,
    ifYou: 'Se sei tu, è tutto a posto: non devi fare nulla.',
    ifNotYou:
      'Se non sei tu, qualcun altro potrebbe usare il tuo account. Reimposta subito la password, con “Password dimenticata” nell’app, e controlla chi altro può leggere le tue email.',
  },
  whoAsked: 'Da chi viene la richiesta',
  whoChanged: 'Chi l’ha cambiata',
  automatic: (sender) =>
    sentence`Questa email è stata inviata automaticamente da ${sender}. Le risposte non vengono lette.`,
}
