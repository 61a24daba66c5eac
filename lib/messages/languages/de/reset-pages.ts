import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** Both "E-Mail" and "SMS" are feminine. */
function sent(what: 'E-Mail' | 'SMS', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  return {
    ...of,
    sent: (masked) => sentence`Wir haben eine ${what} an ${masked} geschickt.`,
    sentIfKnown: (masked) => sentence`Wenn hier ein Konto ${masked} hat, haben wir eine ${what} dorthin geschickt.`,
    nothingCame: 'Nichts angekommen?',
    askedAgain: `Sie haben noch einmal angefragt. Nur die neueste ${what} zählt.`,
    wasNotSent: `Die ${what} konnte nicht verschickt werden. Bitte versuchen Sie es gleich noch einmal.`,
  }
}

const fewMinutes = 'Es kann ein paar Minuten dauern.'
const emailThen = [fewMinutes, 'Sehen Sie im Spam-Ordner nach.', 'Ist das die E-Mail-Adresse Ihres Kontos?']
const smsThen = [fewMinutes, 'Ist das die Telefonnummer Ihres Kontos?']
const newCode = 'Neuen Code senden'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Passwort zurücksetzen',
    intro: 'Wir schicken Ihnen eine Nachricht, mit der Sie ein neues Passwort festlegen können.',
    email: { label: 'E-Mail-Adresse Ihres Kontos', button: 'E-Mail senden' },
    msisdn: { country: 'Land', label: 'Telefonnummer Ihres Kontos', button: 'SMS senden' },
    or: 'oder',
    problem: {
      email: {
        invalid: 'Das ist keine E-Mail-Adresse. Sie sieht so aus: name@example.org',
        unknown: 'Kein Konto hier hat diese E-Mail-Adresse. Vielleicht haben Sie sich mit einer anderen registriert.',
        denied: 'Diese E-Mail-Adresse kann hier nicht benutzt werden.',
        'not-sent': 'Die E-Mail konnte nicht verschickt werden. Bitte versuchen Sie es gleich noch einmal.',
      },
      msisdn: {
        invalid: 'Das ist keine Handynummer des Landes oben. Prüfen Sie beides.',
        unknown: 'Kein Konto hier hat diese Telefonnummer. Vielleicht haben Sie sich mit einer anderen registriert.',
        denied: 'An diese Telefonnummer können wir keine SMS schicken.',
        'not-sent': 'Die SMS konnte nicht verschickt werden. Bitte versuchen Sie es gleich noch einmal.',
      },
    },
  },
  link: {
    email: sent('E-Mail', {
      title: 'Sehen Sie in Ihrem Postfach nach',
      whatThen: emailThen,
      sendAgain: 'E-Mail noch einmal senden',
    }),
    msisdn: sent('SMS', {
      title: 'Sehen Sie auf Ihr Handy',
      whatThen: smsThen,
      sendAgain: 'SMS noch einmal senden',
    }),
  },
  goOnThere:
    'Öffnen Sie den Link darin. Dort legen Sie Ihr neues Passwort fest: Diese Seite brauchen Sie dann nicht mehr.',
  reload: 'Ich habe den Link geöffnet',
  notYet: (button) =>
    `Noch nicht bestätigt. Öffnen Sie den Link in der neuesten Nachricht, und drücken Sie auf dieser Seite „${button}“.`,
  confirmed: {
    title: 'Machen Sie dort weiter, wo Sie den Link geöffnet haben',
    paragraphs: [
      'Die Bestätigung ist da. Das Formular für Ihr neues Passwort ist in dem Browser, in dem Sie den Link geöffnet haben.',
      'Sie können diese Seite schließen.',
    ],
  },
  code: {
    email: sent('E-Mail', {
      title: 'Geben Sie den Code aus der E-Mail ein',
      whatThen: emailThen,
      sendAgain: newCode,
    }),
    msisdn: sent('SMS', { title: 'Geben Sie den Code aus der SMS ein', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: 'Zu viele falsche Codes',
      paragraphs: ['Zur Sicherheit gilt dieser Code nicht mehr. Ihr Passwort bleibt, wie es ist.'],
    },
    expired: {
      title: 'Dieser Code gilt nicht mehr',
      paragraphs: ['Er ist zu alt. Ihr Passwort bleibt, wie es ist.'],
    },
  },
  otherAddress: 'Andere E-Mail-Adresse oder Telefonnummer',
  password: {
    title: 'Neues Passwort festlegen',
    label: 'Neues Passwort',
    again: 'Dasselbe Passwort noch einmal',
    rules: 'Regeln für das Passwort:',
    logoutDevices: 'Alle meine anderen Geräte abmelden',
    logoutHint: 'Tun Sie das, falls jemand anderes Ihr altes Passwort kennen könnte.',
    encrypted:
      'Um Ihre älteren verschlüsselten Nachrichten wieder zu lesen, brauchen Sie danach Ihren Wiederherstellungsschlüssel. Wenn Sie diesen Schlüssel nicht haben, nehmen Sie das Häkchen weg.',
    button: 'Passwort festlegen',
    empty: 'Geben Sie ein neues Passwort ein.',
    different: 'Das sind zwei verschiedene Passwörter. Geben Sie zweimal dasselbe ein.',
  },
  done: {
    title: 'Ihr Passwort wurde geändert',
    signIn: 'Sie können sich jetzt mit dem neuen Passwort anmelden.',
    loggedOut: 'Alle Ihre Geräte wurden abgemeldet.',
    stayedIn: 'Ihre Geräte sind weiterhin angemeldet.',
    encrypted:
      'Um Ihre älteren verschlüsselten Nachrichten wieder zu lesen, brauchen Sie Ihren Wiederherstellungsschlüssel.',
  },
  nothingToGoOn: {
    title: 'Bitte beginnen Sie von vorn',
    paragraphs: [
      'Diese Seite gehört zu einer Anfrage, die beendet oder zu alt ist, oder zu einem anderen Browser.',
      'Wenn Ihr Browser Cookies blockiert, erlauben Sie sie für diese Seite.',
    ],
  },
  passwordOver: {
    title: 'Diese Anfrage ist beendet',
    paragraphs: [
      'Wenn Sie gerade ein neues Passwort festgelegt haben, melden Sie sich damit an.',
      'Wenn nicht, beginnen Sie bitte von vorn.',
    ],
  },
  forbidden: {
    title: 'Bitte beginnen Sie hier von vorn',
    paragraphs: ['Was gesendet wurde, kam nicht von einer Seite dieses Servers. Deshalb wurde nichts geändert.'],
  },
}
