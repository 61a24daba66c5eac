import { sentence } from '../../sentence'
import type { PageWords } from '../../page-words'
import type { Untranslated } from '../untranslated'

const confirmPassword: Untranslated<PageWords['confirm']['password']['email']> = {
  title: 'Haben Sie ein neues Passwort angefordert?',
  intro: (brand) => sentence`Jemand hat darum gebeten, das Passwort dieses Kontos bei ${brand} zurückzusetzen:`,
  button: 'Ja, das war ich: weiter',
  notMeHint: 'Das beendet die Anfrage. Ihr Passwort bleibt, wie es ist.',
}

export const pages: Untranslated<PageWords> = {
  confirm: { password: { email: confirmPassword, msisdn: confirmPassword } },
  warning:
    'Machen Sie nur weiter, wenn Sie selbst darum gebeten haben. Wenn Ihnen jemand gesagt hat, dass Sie diese Seite öffnen sollen, wählen Sie „Das war ich nicht“.',
  notMe: 'Das war ich nicht',
  code: {
    label: 'Code',
    button: 'Weiter',
    keepSecret: 'Hat Sie jemand nach diesem Code gefragt? Geben Sie ihn nicht heraus und schließen Sie diese Seite.',
    wrong:
      'Dieser Code stimmt nicht. Sehen Sie in der neuesten Nachricht nach und geben Sie den Code von dort noch einmal ein.',
  },
  errorPrefix: 'Fehler',
  expired: {
    title: { either: 'Dieser Link oder Code gilt nicht mehr' },
    why: 'Er wurde schon benutzt, ist zu alt oder wurde durch einen neueren ersetzt.',
  },
  wrong: { title: { either: 'Dieser Link oder Code stimmt nicht' } },
  askInApp: {
    email: 'Gehen Sie zurück zu Ihrer App und fordern Sie eine neue E-Mail an.',
    msisdn: 'Gehen Sie zurück zu Ihrer App und fordern Sie eine neue SMS an.',
  },
  tooManyTries: { title: 'Zu viele falsche Codes' },
  unavailable: {
    title: 'Das geht gerade nicht',
    paragraphs: [
      'Der Fehler liegt bei uns, nicht bei Ihnen. Bitte warten Sie einen Moment und versuchen Sie es dann noch einmal.',
    ],
  },
  error: { code: (errcode) => sentence`Wenn Sie um Hilfe bitten, nennen Sie diesen Code: ${errcode}` },
}
