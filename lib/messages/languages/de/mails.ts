import type { MailWords } from '../../mail-words'
import { sentence } from '../../sentence'
import type { Untranslated } from '../untranslated'

export const mails: Untranslated<MailWords> = {
  link: {
    password: {
      subject: (brand) => `Passwort für ${brand} zurücksetzen`,
      title: 'Passwort zurücksetzen',
      intro: (brand) => sentence`Jemand hat darum gebeten, das Passwort dieses Kontos bei ${brand} zurückzusetzen:`,
      button: 'Passwort zurücksetzen',
      keepSecret:
        'Leiten Sie diese E-Mail nicht weiter. Wer den Link hat, kann ein neues Passwort für Ihr Konto festlegen.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Ihr Code für ${brand}`,
      title: 'Ihr Code zum Zurücksetzen des Passworts',
      intro: (brand) => sentence`Jemand hat darum gebeten, das Passwort dieses Kontos bei ${brand} zurückzusetzen:`,
      keepSecret:
        'Geben Sie diesen Code niemandem, ganz gleich, wer danach fragt. Wir fragen nie per Telefon, E-Mail oder Chat danach.',
    },
  },
  ifYouLink: 'Wenn Sie das waren, öffnen Sie diesen Link:',
  ifYouCode: 'Wenn Sie das waren, geben Sie diesen Code dort ein, wo Sie ihn angefordert haben:',
  orCopy: 'Falls die Schaltfläche nicht funktioniert, kopieren Sie diesen Link in Ihren Browser:',
  linkGood: (duration) => `Gültigkeit des Links: ${duration}.`,
  codeGood: (duration) => `Gültigkeit des Codes: ${duration}.`,
  ifNotYou: { password: 'Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.' },
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
    intro: (brand) => sentence`Das Passwort dieses Kontos bei ${brand} wurde gerade geändert:`,
    ifYou: 'Wenn Sie das waren, ist alles in Ordnung: Sie brauchen nichts zu tun.',
    ifNotYou:
      'Wenn Sie das nicht waren, benutzt vielleicht jemand anderes Ihr Konto. Setzen Sie Ihr Passwort jetzt zurück, mit „Passwort vergessen“ in Ihrer App, und prüfen Sie, wer sonst Ihre E-Mails lesen kann.',
  },
  whoAsked: 'Wer darum gebeten hat',
  whoChanged: 'Wer es geändert hat',
  automatic: (sender) =>
    sentence`Diese E-Mail wurde automatisch von ${sender} verschickt. Antworten darauf werden nicht gelesen.`,
}
