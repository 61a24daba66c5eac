import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) =>
  sentence`Jemand hat ein neues Passwort für dieses Konto bei ${brand} angefordert:`
const keepCodeSecret =
  'Geben Sie diesen Code niemandem, ganz gleich, wer danach fragt. Wir fragen nie per Telefon, E-Mail oder Chat danach.'
const dontConfirm =
  'Wenn Sie das nicht waren, bestätigen Sie nicht: Sonst bekommt ein fremdes Konto Ihre E-Mail-Adresse. Sie brauchen nichts zu tun.'
const nothingChanged = 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Es wurde nichts geändert.'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Ihr Passwort bei ${brand} zurücksetzen`,
      title: 'Passwort zurücksetzen',
      intro: passwordIntro,
      button: 'Passwort zurücksetzen',
      keepSecret:
        'Leiten Sie diese E-Mail nicht weiter. Wer den Link hat, kann ein neues Passwort für Ihr Konto festlegen.',
    },
    register: {
      subject: (brand) => `E-Mail-Adresse für die Registrierung bei ${brand} bestätigen`,
      title: 'E-Mail-Adresse für die Registrierung bestätigen',
      intro: (brand) =>
        sentence`Jemand registriert sich bei ${brand} mit dieser E-Mail-Adresse. Wenn Sie bestätigen, gehört sie dort zu einem neuen Konto.`,
      button: 'Bestätigen und registrieren',
      keepSecret:
        'Leiten Sie diese E-Mail nicht weiter. Wer den Link hat, kann sich mit Ihrer E-Mail-Adresse registrieren.',
    },
    '3pid': {
      subject: (brand) => `Diese E-Mail-Adresse zu einem Konto bei ${brand} hinzufügen`,
      title: 'Diese E-Mail-Adresse zu einem Konto hinzufügen',
      intro: (brand) =>
        sentence`Jemand möchte diese E-Mail-Adresse zu einem Konto bei ${brand} hinzufügen. Wenn Sie bestätigen, gehört sie zu diesem Konto.`,
      button: 'E-Mail-Adresse hinzufügen',
      keepSecret:
        'Leiten Sie diese E-Mail nicht weiter. Wer den Link hat, kann Ihre E-Mail-Adresse zu einem Konto hinzufügen.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Ihr Code zum Zurücksetzen des Passworts bei ${brand}`,
      title: 'Ihr Code zum Zurücksetzen des Passworts',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Ihr Code für die Registrierung bei ${brand}`,
      title: 'Ihr Code für die Registrierung',
      intro: (brand) =>
        sentence`Jemand registriert sich bei ${brand} mit dieser E-Mail-Adresse. Mit diesem Code gehört sie dort zu einem neuen Konto.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Ihr Code, um diese E-Mail-Adresse zu einem Konto bei ${brand} hinzuzufügen`,
      title: 'Ihr Code, um diese E-Mail-Adresse zu einem Konto hinzuzufügen',
      intro: (brand) =>
        sentence`Jemand möchte diese E-Mail-Adresse zu einem Konto bei ${brand} hinzufügen. Mit diesem Code gehört sie zu diesem Konto.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'Wenn Sie das waren, geht es hier weiter:',
  ifYouCode: 'Wenn Sie das waren, geben Sie diesen Code dort ein, wo Sie ihn angefordert haben:',
  orCopy: 'Falls die Schaltfläche nicht funktioniert, kopieren Sie diesen Link in Ihren Browser:',
  linkGood: (duration) => `Der Link gilt ${duration} lang.`,
  codeGood: (duration) => `Der Code gilt ${duration} lang.`,
  ifNotYou: {
    password: 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'Sie können die Anfrage auch stoppen. Dann kann niemand sie mehr nutzen:',
  stop: 'Diese Anfrage stoppen',
  noAccount: {
    subject: (brand) => `Kein Konto mit dieser E-Mail-Adresse bei ${brand}`,
    title: 'Zu dieser E-Mail-Adresse gibt es kein Konto',
    intro: (brand) =>
      sentence`Jemand wollte bei ${brand} ein Passwort zurücksetzen und hat diese E-Mail-Adresse angegeben. Dort gibt es kein Konto mit dieser E-Mail-Adresse.`,
    ifYou:
      'Wenn Sie das waren, haben Sie sich vielleicht mit einer anderen E-Mail-Adresse registriert: Versuchen Sie es mit dieser.',
    ifNotYou: 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun.',
  },
  inUse: {
    register: {
      subject: (brand) => `Zu dieser E-Mail-Adresse gibt es schon ein Konto bei ${brand}`,
      title: 'Zu dieser E-Mail-Adresse gibt es schon ein Konto',
      intro: (brand) =>
        sentence`Jemand wollte sich bei ${brand} mit dieser E-Mail-Adresse registrieren. Dort gehört sie schon zu einem Konto und kann deshalb nicht für ein neues benutzt werden.`,
      ifYou:
        'Wenn Sie das waren, melden Sie sich stattdessen bei diesem Konto an. Wenn Sie das Passwort nicht mehr wissen, wählen Sie in Ihrer App „Passwort vergessen“ und geben Sie diese E-Mail-Adresse an.',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `Diese E-Mail-Adresse gehört schon zu einem Konto bei ${brand}`,
      title: 'Diese E-Mail-Adresse gehört schon zu einem Konto',
      intro: (brand) =>
        sentence`Jemand wollte diese E-Mail-Adresse zu einem Konto bei ${brand} hinzufügen. Dort gehört sie schon zu einem Konto.`,
      ifYou:
        'Wenn Sie das waren, gehört sie vielleicht schon zu diesem Konto oder zu einem anderen von Ihnen. Um sie hier zu nutzen, melden Sie sich beim anderen Konto an und entfernen Sie sie zuerst dort. Wenn Sie dessen Passwort nicht mehr wissen, wählen Sie in Ihrer App „Passwort vergessen“ und geben Sie diese E-Mail-Adresse an.',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `Ihr Passwort bei ${brand} wurde geändert`,
    title: 'Ihr Passwort wurde geändert',
    intro: (brand) => sentence`Das Passwort dieses Kontos bei ${brand} wurde gerade geändert:`,
    ifYou: 'Wenn Sie das waren, ist alles in Ordnung: Sie brauchen nichts zu tun.',
    ifNotYou:
      'Wenn Sie das nicht waren, benutzt vielleicht jemand anderes Ihr Konto. Setzen Sie Ihr Passwort jetzt zurück, mit „Passwort vergessen“ in Ihrer App, und prüfen Sie, wer sonst Ihre E-Mails lesen kann.',
  },
  whoAsked: 'Von wem die Anfrage kam',
  whoChanged: 'Wer es geändert hat',
  automatic: (sender) =>
    sentence`Diese E-Mail wurde automatisch von ${sender} verschickt. Antworten darauf werden nicht gelesen.`,
}
