import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** Both are feminine. With a no-break hyphen: a title's line must not end after "E-". */
const things = { email: 'E\u2011Mail-Adresse', msisdn: 'Telefonnummer' }

const closePage = 'Sie können diese Seite schließen.'
const notMe = 'Das war ich nicht'

const confirmPassword: ConfirmWords = {
  title: 'Haben Sie ein neues Passwort angefordert?',
  intro: (brand) => sentence`Jemand hat ein neues Passwort für dieses Konto bei ${brand} angefordert:`,
  button: 'Ja, Passwort zurücksetzen',
  notMeHint: 'Das stoppt die Anfrage. Ihr Passwort bleibt, wie es ist.',
  confirmed: {
    title: 'Sie haben das Zurücksetzen des Passworts bestätigt',
    intro: (brand) => sentence`Das Passwort dieses Kontos bei ${brand} kann jetzt zurückgesetzt werden:`,
    button: 'Weiter',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'Registrieren Sie sich gerade?',
  intro: (brand) =>
    sentence`Jemand registriert sich bei ${brand}. Wenn Sie bestätigen, gehört Ihre ${thing} zum neuen Konto.`,
  button: 'Ja, ich registriere mich',
  notMeHint: `Das stoppt die Anfrage. Niemand bekommt Ihre ${thing}.`,
  confirmed: {
    title: 'Sie haben die Registrierung bestätigt',
    intro: (brand) => sentence`Bei ${brand} kann jetzt ein neues Konto mit Ihrer ${thing} erstellt werden.`,
    button: 'Weiter',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `Möchten Sie Ihre ${thing} hinzufügen?`,
  intro: (brand) =>
    sentence`Jemand möchte Ihre ${thing} zu einem Konto bei ${brand} hinzufügen. Wenn Sie bestätigen, gehört sie zu diesem Konto.`,
  button: `Ja, ${thing} hinzufügen`,
  notMeHint: `Das stoppt die Anfrage. Niemand bekommt Ihre ${thing}.`,
  confirmed: {
    title: `Sie haben Ihre ${thing} bestätigt`,
    intro: (brand) => sentence`Ihre ${thing} kann jetzt zu einem Konto bei ${brand} hinzugefügt werden.`,
    button: 'Weiter',
  },
})

/** "Abbrechen" would leave open what: the request, or this question. */
const stop = 'Diese Anfrage stoppen'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack =
  'Gehen Sie zurück zu der App, in der Sie angefangen haben. Manche Apps machen von selbst weiter, in anderen drücken Sie auf „Weiter“.'

const done = (title: string, thing: string): Notice => ({
  title,
  paragraphs: [`Ihre ${thing} ist bestätigt.`, goBack],
})

const linksAreOff = 'Bisher gesendete Links und Codes gelten nicht mehr.'
const codeIsOff = 'Dieser Code gilt nicht mehr.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} hat einen ${ofDigits(digits)} per E-Mail geschickt.`,
    msisdn: (brand, digits) => sentence`${brand} hat einen ${ofDigits(digits)} per SMS geschickt.`,
  },
  timeLeft: (left, time) => `Verbleibende Zeit: ${left} (bis ${time}).`,
  newest: 'Wenn Sie mehrere bekommen haben, geben Sie den neuesten ein.',
  label: 'Code',
  button: 'Weiter',
  keepSecret: 'Hat Sie jemand nach diesem Code gefragt? Geben Sie ihn nicht heraus und schließen Sie diese Seite.',
  wrong:
    'Dieser Code stimmt nicht. Sehen Sie in der neuesten Nachricht nach und geben Sie den Code daraus noch einmal ein.',
  notACode: (digits) =>
    digits === 0
      ? 'Das ist kein Code. Geben Sie die Ziffern aus der Nachricht ein.'
      : `Das ist kein Code. Geben Sie die ${digits} Ziffern aus der Nachricht ein.`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'Code' : `${digits}-stelligen Code`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `Hat Ihnen jemand gesagt, dass Sie diese Seite öffnen sollen? Dann wählen Sie „${notMe}“.`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('Zurücksetzen des Passworts stoppen?', confirmPassword.intro)),
    register: byMedium(things, (thing) => stopQuestion('Registrierung stoppen?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) => stopQuestion(`Hinzufügen Ihrer ${thing} stoppen?`, confirm3pid(thing).intro)),
  },
  stopHint: 'Wenn die Anfrage von Ihnen kam, können Sie diese Seite einfach schließen.',
  done: {
    password: byMedium(things, (thing) => done('Legen Sie jetzt ein neues Passwort fest', thing)),
    register: byMedium(things, (thing) => done('Schließen Sie jetzt die Registrierung ab', thing)),
    '3pid': byMedium(things, (thing) => done(`Fügen Sie Ihre ${thing} jetzt hinzu`, thing)),
  },
  goOn: 'Neues Passwort festlegen',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'Das Zurücksetzen des Passworts wurde gestoppt',
        paragraphs: [`Es wurde nichts geändert: Ihr Passwort ist noch dasselbe. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'Ihr Passwort wurde vielleicht geändert',
        paragraphs: [
          'Die Anfrage wurde gestoppt, aber jemand legte gerade ein neues Passwort fest.',
          'Versuchen Sie jetzt, sich anzumelden. Wenn Ihr Passwort nicht funktioniert, setzen Sie es sofort mit „Passwort vergessen“ in Ihrer App zurück. Wenn es funktioniert, melden Sie alle Geräte ab, die Sie nicht kennen.',
          `Prüfen Sie dann, wer sonst die Nachrichten an Ihre ${thing} lesen kann.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'Die Registrierung wurde gestoppt',
        paragraphs: [`Kein Konto hat durch diese Anfrage Ihre ${thing} bekommen. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Ein neues Konto hat vielleicht Ihre ${thing}`,
        paragraphs: [
          'Die Anfrage wurde gestoppt, aber jemand schloss gerade die Registrierung ab.',
          `Bitten Sie die Betreiber dieses Servers, Ihre ${thing} aus dem neuen Konto zu entfernen.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `Ihre ${thing} wurde nicht hinzugefügt`,
        paragraphs: [`Die Anfrage wurde gestoppt. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Ein Konto hat vielleicht Ihre ${thing} bekommen`,
        paragraphs: [
          'Die Anfrage wurde gestoppt, aber jemand fügte sie gerade hinzu.',
          `Bitten Sie die Betreiber dieses Servers, Ihre ${thing} aus diesem Konto zu entfernen.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'Das Zurücksetzen des Passworts wurde gestoppt',
      paragraphs: [`${codeIsOff} Es wurde nichts geändert: Ihr Passwort ist noch dasselbe.`, closePage],
    })),
    register: byMedium(things, () => ({
      title: 'Die Registrierung wurde gestoppt',
      paragraphs: [codeIsOff, closePage],
    })),
    '3pid': byMedium(things, (thing) => ({
      title: `Ihre ${thing} wurde nicht hinzugefügt`,
      paragraphs: [`${codeIsOff} Es wurde nichts hinzugefügt.`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Code zum Zurücksetzen des Passworts eingeben'),
      register: byMedium(things, () => 'Code für die Registrierung eingeben'),
      '3pid': byMedium(things, (thing) => `Code zum Hinzufügen Ihrer ${thing} eingeben`),
    },
    stop,
    stopHint: 'Haben Sie keinen Code angefordert? Dann stoppen Sie die Anfrage.',
  },
  errorPrefix: 'Fehler',
  expired: {
    title: {
      link: 'Dieser Link gilt nicht mehr',
      code: 'Dieser Code gilt nicht mehr',
      either: 'Dieser Link oder Code gilt nicht mehr',
    },
    why: 'Vielleicht wurde er schon benutzt, ist zu alt oder wurde durch einen neueren ersetzt.',
  },
  wrong: {
    title: {
      link: 'Dieser Link stimmt nicht',
      code: 'Dieser Code stimmt nicht',
      either: 'Dieser Link oder Code stimmt nicht',
    },
    hint: {
      link: 'Vielleicht fehlt ein Teil davon. Öffnen Sie den Link in der Nachricht noch einmal, oder kopieren Sie ihn ganz in Ihren Browser.',
      code: 'Sehen Sie in der neuesten Nachricht nach und geben Sie den Code daraus noch einmal ein.',
      either:
        'Vielleicht fehlt ein Teil davon. Sehen Sie in der neuesten Nachricht nach und versuchen Sie es noch einmal.',
    },
  },
  askInApp: {
    email: 'Gehen Sie dorthin zurück, wo Sie angefragt haben, und fordern Sie dort eine neue E-Mail an.',
    msisdn: 'Gehen Sie dorthin zurück, wo Sie angefragt haben, und fordern Sie dort eine neue SMS an.',
  },
  askHere: 'Sie können hier von vorn beginnen.',
  startAgain: 'Von vorn beginnen',
  tooManyTries: {
    title: 'Zu viele falsche Codes',
    why: 'Zur Sicherheit gilt dieser Code nicht mehr. Es wurde nichts geändert.',
    wait: (duration) =>
      `Warten Sie ${duration}, dann können Sie einen neuen Code anfordern. Wenn Sie nicht warten möchten, brechen Sie in Ihrer App ab und beginnen Sie dort von vorn.`,
    startOver: 'Brechen Sie in Ihrer App ab und beginnen Sie dort von vorn.',
  },
  limited: {
    title: 'Bitte warten Sie ein wenig',
    why: 'In kurzer Zeit kamen viele Anfragen: von Ihnen oder von anderen, die denselben Internetanschluss nutzen. Es wurde nichts geändert.',
    wait: (duration) => `Bitte warten Sie ${duration} und versuchen Sie es dann noch einmal.`,
  },
  unavailable: {
    title: 'Das geht gerade nicht',
    paragraphs: [
      'Der Fehler liegt bei uns, nicht bei Ihnen. Bitte warten Sie einen Moment und versuchen Sie es dann noch einmal.',
    ],
  },
  tryAgain: 'Noch einmal versuchen',
  error: {
    title: 'Das hat nicht geklappt',
    paragraphs: [
      'Öffnen Sie den Link in Ihrer Nachricht noch einmal, oder beginnen Sie dort von vorn, wo Sie ihn angefordert haben.',
    ],
    code: (errcode) => sentence`Wenn Sie um Hilfe bitten, nennen Sie diesen Code: ${errcode}`,
  },
}
