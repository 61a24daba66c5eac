import { sentence, type EmailTexts, type PageTexts, type SmsTexts, type Words } from '../words'

const email: EmailTexts = {
  link: {
    subject: (brand) => `Passwort für ${brand} zurücksetzen`,
    title: 'Passwort zurücksetzen',
    intro: (account, brand) =>
      sentence`Jemand hat darum gebeten, das Passwort von ${account} bei ${brand} zurückzusetzen.`,
    ifYou: 'Wenn Sie das waren, öffnen Sie diesen Link:',
    button: 'Weiter zum Zurücksetzen',
    orCopy: 'Falls die Schaltfläche nicht funktioniert, kopieren Sie diesen Link in Ihren Browser:',
    good: (duration) => `Gültigkeit des Links: ${duration}.`,
    ifNotYou:
      'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist. Um die Anfrage sofort zu beenden, öffnen Sie den Link und wählen „Das war ich nicht“.',
    keepSecret:
      'Leiten Sie diese E-Mail nicht weiter. Wer den Link hat, kann ein neues Passwort für Ihr Konto festlegen.',
  },
  code: {
    subject: (brand) => `Ihr Code für ${brand}`,
    title: 'Ihr Code zum Zurücksetzen des Passworts',
    intro: (account, brand) =>
      sentence`Jemand hat darum gebeten, das Passwort von ${account} bei ${brand} zurückzusetzen.`,
    ifYou: 'Wenn Sie das waren, geben Sie diesen Code dort ein, wo Sie ihn angefordert haben:',
    good: (duration) => `Gültigkeit des Codes: ${duration}.`,
    ifNotYou: 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    keepSecret:
      'Geben Sie diesen Code niemandem, ganz gleich, wer danach fragt. Wir fragen nie per Telefon, E-Mail oder Chat danach.',
  },
  noAccount: {
    subject: (brand) => `Kein Konto mit dieser Adresse bei ${brand}`,
    title: 'Zu dieser Adresse gibt es kein Konto',
    intro: (brand) =>
      sentence`Jemand wollte bei ${brand} ein Passwort zurücksetzen und hat diese E-Mail-Adresse angegeben. Dort gibt es kein Konto mit dieser Adresse.`,
    ifYou:
      'Wenn Sie das waren, haben Sie sich vielleicht mit einer anderen Adresse angemeldet: Versuchen Sie es mit ihr.',
    ifNotYou: 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun.',
  },
  changed: {
    subject: (brand) => `Ihr Passwort für ${brand} wurde geändert`,
    title: 'Ihr Passwort wurde geändert',
    intro: (account, brand) => sentence`Das Passwort von ${account} bei ${brand} wurde gerade geändert.`,
    ifYou: 'Wenn Sie das waren, ist alles in Ordnung: Sie brauchen nichts zu tun.',
    ifNotYou:
      'Wenn Sie das nicht waren, benutzt vielleicht jemand anderes Ihr Konto. Setzen Sie Ihr Passwort jetzt zurück, mit „Passwort vergessen“ in Ihrer App, und prüfen Sie, wer sonst Ihre E-Mails lesen kann.',
  },
  whoAsked: 'Wer darum gebeten hat',
  whoChanged: 'Wer es geändert hat',
  automatic: (sender) =>
    sentence`Diese E-Mail wurde automatisch von ${sender} verschickt. Antworten darauf werden nicht gelesen.`,
}

const sms: SmsTexts = {
  segment: 160,
  link: [
    (server, link) =>
      `Passwort bei ${server} zurücksetzen: ${link} Das waren nicht Sie? Nichts tun. Link nie weitergeben.`,
    (_server, link) => `Passwort zurücksetzen: ${link} Link nie weitergeben.`,
  ],
  code: [
    (server, code) =>
      `${code} ist Ihr Code für ein neues Passwort bei ${server}. Geben Sie ihn niemandem. Nicht angefordert? Nichts tun.`,
    (server, code) => `${code} ist Ihr Code für ${server}. Geben Sie ihn niemandem.`,
  ],
  codeWithAutofill: [
    (server, code) => `${code} ist Ihr Code für ein neues Passwort bei ${server}. Geben Sie ihn niemandem.`,
    (_server, code) => `${code} ist Ihr Code für ein neues Passwort. Geben Sie ihn niemandem.`,
    (_server, code) => `Ihr Code: ${code}. Geben Sie ihn niemandem.`,
  ],
}

const usedUp = 'Er wurde schon benutzt, ist zu alt oder wurde durch einen neueren ersetzt.'

const page: PageTexts = {
  confirm: {
    title: 'Haben Sie ein neues Passwort angefordert?',
    intro: (brand) => sentence`Jemand hat darum gebeten, das Passwort dieses Kontos bei ${brand} zurückzusetzen:`,
    warning:
      'Machen Sie nur weiter, wenn Sie selbst darum gebeten haben. Wenn Ihnen jemand gesagt hat, dass Sie diese Seite öffnen sollen, wählen Sie „Das war ich nicht“.',
    confirm: 'Ja, das war ich: weiter',
    notMe: 'Das war ich nicht',
    notMeHint: 'Das beendet die Anfrage. Ihr Passwort bleibt, wie es ist.',
  },
  done: {
    email: {
      title: 'Ihre E-Mail-Adresse ist bestätigt',
      paragraphs: [
        'Gehen Sie zurück zu Ihrer App: Dort geht es von selbst weiter.',
        'Sie können diese Seite schließen.',
      ],
    },
    msisdn: {
      title: 'Ihre Telefonnummer ist bestätigt',
      paragraphs: [
        'Gehen Sie zurück zu Ihrer App: Dort geht es von selbst weiter.',
        'Sie können diese Seite schließen.',
      ],
    },
  },
  notMe: {
    title: 'Die Anfrage wurde beendet',
    paragraphs: [
      'Nichts wurde geändert: Ihr Passwort ist noch dasselbe, und der Link oder Code gilt nicht mehr.',
      'Sie brauchen nichts weiter zu tun und können diese Seite schließen.',
    ],
  },
  code: {
    title: 'Geben Sie Ihren Code ein',
    intro: {
      email: 'Wir haben einen Code an Ihre E-Mail-Adresse geschickt. Geben Sie den neuesten ein, den Sie haben.',
      msisdn: 'Wir haben einen Code per SMS an Ihr Telefon geschickt. Geben Sie den neuesten ein, den Sie haben.',
    },
    label: 'Code',
    button: 'Weiter',
    keepSecret: 'Hat Sie jemand nach diesem Code gefragt? Geben Sie ihn nicht heraus und schließen Sie diese Seite.',
    errorPrefix: 'Fehler',
    wrongTitle: 'Dieser Code stimmt nicht',
    wrong: 'Sehen Sie in der neuesten Nachricht nach und geben Sie den Code von dort noch einmal ein.',
  },
  expired: {
    email: {
      title: 'Dieser Link oder Code gilt nicht mehr',
      paragraphs: [usedUp, 'Gehen Sie zurück zu Ihrer App und fordern Sie eine neue E-Mail an.'],
    },
    msisdn: {
      title: 'Dieser Link oder Code gilt nicht mehr',
      paragraphs: [usedUp, 'Gehen Sie zurück zu Ihrer App und fordern Sie eine neue SMS an.'],
    },
  },
  wrong: {
    email: {
      title: 'Dieser Link oder Code stimmt nicht',
      paragraphs: [
        'Vielleicht fehlt ein Teil. Öffnen Sie den Link in der E-Mail noch einmal oder kopieren Sie ihn ganz in Ihren Browser.',
        'Wenn das nicht hilft, gehen Sie zurück zu Ihrer App und fordern Sie eine neue E-Mail an.',
      ],
    },
    msisdn: {
      title: 'Dieser Link oder Code stimmt nicht',
      paragraphs: [
        'Vielleicht fehlt ein Teil. Sehen Sie in der neuesten SMS nach und versuchen Sie es noch einmal.',
        'Wenn das nicht hilft, gehen Sie zurück zu Ihrer App und fordern Sie eine neue SMS an.',
      ],
    },
  },
  tooManyTries: {
    title: 'Zu viele falsche Codes',
    paragraphs: [
      'Zum Schutz Ihres Kontos gilt dieser Code nicht mehr. Ihr Passwort bleibt, wie es ist.',
      'Gehen Sie zurück zu Ihrer App und fordern Sie einen neuen Code an.',
    ],
  },
  limited: {
    title: 'Zu viele Versuche',
    wait: (duration) =>
      `Zum Schutz der Konten gibt es eine kurze Pause. Bitte warten Sie ${duration} und versuchen Sie es dann noch einmal.`,
    hint: 'Ihr Passwort bleibt, wie es ist.',
  },
  unavailable: {
    title: 'Das geht gerade nicht',
    paragraphs: [
      'Der Fehler liegt bei uns, nicht bei Ihnen. Bitte warten Sie einen Moment und versuchen Sie es dann noch einmal.',
      'Ihr Passwort bleibt, wie es ist.',
    ],
  },
  error: {
    title: 'Mit diesem Link stimmt etwas nicht',
    paragraphs: [
      'Öffnen Sie den Link in Ihrer Nachricht noch einmal oder fordern Sie in Ihrer App einen neuen an.',
      'Ihr Passwort bleibt, wie es ist.',
    ],
    code: (errcode) => sentence`Wenn Sie um Hilfe bitten, nennen Sie diesen Code: ${errcode}`,
  },
}

/** German. */
export const de: Words = {
  language: 'de',
  direction: 'ltr',
  formats: 'de',
  facts: { account: 'Konto', time: 'Zeit', address: 'Netzwerkadresse', browser: 'Browser oder App' },
  colon: ':',
  browserOn: (browser, system) => `${browser} auf ${system}`,
  support: 'Hilfe erhalten',
  email,
  sms,
  page,
}
