import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) =>
  sentence`Iemand heeft een nieuw wachtwoord aangevraagd voor dit account bij ${brand}:`
const keepCodeSecret =
  'Geef deze code aan niemand, wie er ook om vraagt. Wij vragen er nooit om via telefoon, e-mail of chat.'
const dontConfirm =
  'Was jij dit niet, bevestig dan niet: anders krijgt het account van iemand anders jouw e-mailadres. Je hoeft niets te doen.'
const nothingChanged = 'Was jij dit niet, dan hoef je niets te doen: er is niets veranderd.'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Je wachtwoord bij ${brand} opnieuw instellen`,
      title: 'Je wachtwoord opnieuw instellen',
      intro: passwordIntro,
      button: 'Wachtwoord opnieuw instellen',
      keepSecret: 'Stuur deze e-mail niet door. Wie de link heeft, kan een nieuw wachtwoord voor je account instellen.',
    },
    register: {
      subject: (brand) => `Je e-mailadres bevestigen voor je registratie bij ${brand}`,
      title: 'Je e-mailadres bevestigen voor je registratie',
      intro: (brand) =>
        sentence`Iemand registreert zich bij ${brand} met dit e-mailadres. Als je bevestigt, komt het daar bij een nieuw account.`,
      button: 'Bevestigen en registreren',
      keepSecret: 'Stuur deze e-mail niet door. Wie de link heeft, kan zich met jouw e-mailadres registreren.',
    },
    '3pid': {
      subject: (brand) => `Dit e-mailadres toevoegen aan een account bij ${brand}`,
      title: 'Dit e-mailadres toevoegen aan een account',
      intro: (brand) =>
        sentence`Iemand wil dit e-mailadres toevoegen aan een account bij ${brand}. Als je bevestigt, komt het bij dat account.`,
      button: 'E-mailadres toevoegen',
      keepSecret: 'Stuur deze e-mail niet door. Wie de link heeft, kan jouw e-mailadres aan een account toevoegen.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Je code voor een nieuw wachtwoord bij ${brand}`,
      title: 'Je code voor een nieuw wachtwoord',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Je code voor je registratie bij ${brand}`,
      title: 'Je code voor je registratie',
      intro: (brand) =>
        sentence`Iemand registreert zich bij ${brand} met dit e-mailadres. Met deze code komt het daar bij een nieuw account.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Je code om dit e-mailadres toe te voegen aan een account bij ${brand}`,
      title: 'Je code om dit e-mailadres toe te voegen aan een account',
      intro: (brand) =>
        sentence`Iemand wil dit e-mailadres toevoegen aan een account bij ${brand}. Met deze code komt het bij dat account.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'Was jij dit, ga dan hier verder:',
  ifYouCode: 'Was jij dit, vul deze code dan in waar je erom hebt gevraagd:',
  orCopy: 'Werkt de knop niet, kopieer dan deze link naar je browser:',
  linkGood: (duration) => `De link werkt ${duration}.`,
  codeGood: (duration) => `De code werkt ${duration}.`,
  ifNotYou: {
    password: 'Was jij dit niet, dan hoef je niets te doen: je wachtwoord blijft zoals het is.',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'Je kunt de aanvraag ook stoppen. Dan kan niemand hem meer gebruiken:',
  stop: 'Deze aanvraag stoppen',
  noAccount: {
    subject: (brand) => `Geen account met dit e-mailadres bij ${brand}`,
    title: 'Er is geen account met dit e-mailadres',
    intro: (brand) =>
      sentence`Iemand wilde bij ${brand} een wachtwoord opnieuw instellen en gaf dit e-mailadres op. Daar is geen account met dit e-mailadres.`,
    ifYou: 'Was jij dit, dan heb je je misschien met een ander e-mailadres geregistreerd: probeer het daarmee.',
    ifNotYou: 'Was jij dit niet, dan hoef je niets te doen.',
  },
  inUse: {
    register: {
      subject: (brand) => `Dit e-mailadres heeft al een account bij ${brand}`,
      title: 'Dit e-mailadres heeft al een account',
      intro: (brand) =>
        sentence`Iemand wilde zich bij ${brand} registreren met dit e-mailadres. Het hoort daar al bij een account en kan dus niet voor een nieuw account worden gebruikt.`,
      ifYou:
        'Was jij dit, log dan in op dat account. Weet je het wachtwoord niet meer, kies dan “Wachtwoord vergeten” in je app en geef dit e-mailadres op.',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `Dit e-mailadres hoort al bij een account bij ${brand}`,
      title: 'Dit e-mailadres hoort al bij een account',
      intro: (brand) =>
        sentence`Iemand wilde dit e-mailadres toevoegen aan een account bij ${brand}. Het hoort daar al bij een account.`,
      ifYou:
        'Was jij dit, dan hoort het misschien al bij dit account of bij een ander account van jou. Wil je het hier gebruiken, log dan in op het andere account en verwijder het eerst daar. Weet je het wachtwoord daarvan niet meer, kies dan “Wachtwoord vergeten” in je app en geef dit e-mailadres op.',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `Je wachtwoord bij ${brand} is gewijzigd`,
    title: 'Je wachtwoord is gewijzigd',
    intro: (brand) => sentence`Het wachtwoord van dit account bij ${brand} is zojuist gewijzigd:`,
    ifYou: 'Was jij dit, dan is alles in orde: je hoeft niets te doen.',
    ifNotYou:
      'Was jij dit niet, dan gebruikt misschien iemand anders je account. Stel je wachtwoord nu opnieuw in, met “Wachtwoord vergeten” in je app, en ga na wie er nog meer je e-mail kan lezen.',
  },
  whoAsked: 'Wie de aanvraag deed',
  whoChanged: 'Wie het heeft gewijzigd',
  automatic: (sender) => sentence`Deze e-mail is automatisch verstuurd door ${sender}. Antwoorden worden niet gelezen.`,
}
