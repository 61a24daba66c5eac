import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** Both "e-mail" and "sms" take "de". */
function sent(what: 'e-mail' | 'sms', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  return {
    ...of,
    sent: (masked) => sentence`We hebben een ${what} gestuurd naar ${masked}.`,
    sentIfKnown: (masked) =>
      sentence`Als er hier een account met ${masked} is, hebben we daar een ${what} naartoe gestuurd.`,
    nothingCame: 'Niets gekregen?',
    askedAgain: `Je hebt er opnieuw om gevraagd. Alleen de nieuwste ${what} telt.`,
    wasNotSent: `De ${what} kon niet worden verstuurd. Probeer het zo dadelijk opnieuw.`,
  }
}

const fewMinutes = 'Het kan een paar minuten duren.'
const emailThen = [fewMinutes, 'Kijk in je spammap.', 'Is dit het e-mailadres van je account?']
const smsThen = [fewMinutes, 'Is dit het telefoonnummer van je account?']
const newCode = 'Een nieuwe code sturen'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Je wachtwoord opnieuw instellen',
    intro: 'We sturen je een bericht waarmee je een nieuw wachtwoord kunt kiezen.',
    email: { label: 'E-mailadres van je account', button: 'E-mail sturen' },
    msisdn: { country: 'Land', label: 'Telefoonnummer van je account', button: 'Sms sturen' },
    or: 'of',
    problem: {
      email: {
        invalid: 'Dit is geen e-mailadres. Het ziet er zo uit: naam@example.org',
        unknown: 'Geen account hier heeft dit e-mailadres. Misschien heb je je met een ander geregistreerd.',
        denied: 'Dit e-mailadres kan hier niet worden gebruikt.',
        'not-sent': 'De e-mail kon niet worden verstuurd. Probeer het zo dadelijk opnieuw.',
      },
      msisdn: {
        invalid: 'Dit is geen mobiel nummer van het land hierboven. Controleer beide.',
        unknown: 'Geen account hier heeft dit telefoonnummer. Misschien heb je je met een ander geregistreerd.',
        denied: 'We kunnen geen sms naar dit telefoonnummer sturen.',
        'not-sent': 'De sms kon niet worden verstuurd. Probeer het zo dadelijk opnieuw.',
      },
    },
  },
  link: {
    email: sent('e-mail', { title: 'Kijk in je mailbox', whatThen: emailThen, sendAgain: 'De e-mail opnieuw sturen' }),
    msisdn: sent('sms', { title: 'Kijk op je telefoon', whatThen: smsThen, sendAgain: 'De sms opnieuw sturen' }),
  },
  goOnThere: 'Open de link in het bericht. Daar kies je je nieuwe wachtwoord: deze pagina heb je niet meer nodig.',
  reload: 'Ik heb de link geopend',
  notYet: (button) => `Nog niet bevestigd. Open de link in het nieuwste bericht en druk op die pagina op “${button}”.`,
  confirmed: {
    title: 'Ga verder waar je de link hebt geopend',
    paragraphs: [
      'Het is bevestigd. Het formulier voor je nieuwe wachtwoord staat in de browser waarin je de link hebt geopend.',
      'Je kunt deze pagina sluiten.',
    ],
  },
  code: {
    email: sent('e-mail', { title: 'Vul de code uit de e-mail in', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('sms', { title: 'Vul de code uit de sms in', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: 'Te veel verkeerde codes',
      paragraphs: ['Voor de veiligheid werkt deze code niet meer. Je wachtwoord blijft zoals het is.'],
    },
    expired: {
      title: 'Deze code werkt niet meer',
      paragraphs: ['Hij is te oud. Je wachtwoord blijft zoals het is.'],
    },
  },
  otherAddress: 'Een ander e-mailadres of telefoonnummer gebruiken',
  password: {
    title: 'Kies een nieuw wachtwoord',
    label: 'Nieuw wachtwoord',
    again: 'Nog eens hetzelfde wachtwoord',
    rules: 'Regels voor het wachtwoord:',
    logoutDevices: 'Al mijn andere apparaten uitloggen',
    logoutHint: 'Doe dit als iemand anders misschien je oude wachtwoord weet.',
    encrypted:
      'Je hebt dan je herstelsleutel nodig om je oudere versleutelde berichten weer te lezen. Heb je die sleutel niet, haal dan het vinkje weg.',
    button: 'Nieuw wachtwoord instellen',
    empty: 'Vul een nieuw wachtwoord in.',
    different: 'Dit zijn twee verschillende wachtwoorden. Vul twee keer hetzelfde in.',
  },
  done: {
    title: 'Je wachtwoord is gewijzigd',
    signIn: 'Je kunt nu inloggen met je nieuwe wachtwoord.',
    loggedOut: 'Al je apparaten zijn uitgelogd.',
    stayedIn: 'Je apparaten zijn nog ingelogd.',
    encrypted: 'Om je oudere versleutelde berichten weer te lezen, heb je je herstelsleutel nodig.',
  },
  nothingToGoOn: {
    title: 'Begin opnieuw',
    paragraphs: [
      'Deze pagina hoort bij een aanvraag die voorbij of te oud is, of bij een andere browser.',
      'Blokkeert je browser cookies, sta ze dan toe voor deze pagina.',
    ],
  },
  passwordOver: {
    title: 'Deze aanvraag is voorbij',
    paragraphs: ['Heb je net een nieuw wachtwoord ingesteld, log dan daarmee in.', 'Zo niet, begin dan opnieuw.'],
  },
  forbidden: {
    title: 'Begin hier opnieuw',
    paragraphs: ['Wat is verstuurd, kwam niet van een pagina van deze server. Daarom is er niets veranderd.'],
  },
}
