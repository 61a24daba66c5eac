import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** Both are neuter. With a no-break hyphen: a line must not end after "e-". */
const things = { email: 'e\u2011mailadres', msisdn: 'telefoonnummer' }

const closePage = 'Je kunt deze pagina sluiten.'
const notMe = 'Dit was ik niet'

const confirmPassword: ConfirmWords = {
  title: 'Heb je een nieuw wachtwoord aangevraagd?',
  intro: (brand) => sentence`Iemand heeft een nieuw wachtwoord aangevraagd voor dit account bij ${brand}:`,
  button: 'Ja, mijn wachtwoord opnieuw instellen',
  notMeHint: 'Stopt de aanvraag. Je wachtwoord blijft zoals het is.',
  confirmed: {
    title: 'Je hebt de aanvraag voor een nieuw wachtwoord bevestigd',
    intro: (brand) => sentence`Het wachtwoord van dit account bij ${brand} kan nu opnieuw worden ingesteld:`,
    button: 'Verder',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'Ben je je aan het registreren?',
  intro: (brand) =>
    sentence`Iemand registreert zich bij ${brand}. Als je bevestigt, komt je ${thing} bij het nieuwe account.`,
  button: 'Ja, ik registreer me',
  notMeHint: `Stopt de aanvraag. Niemand krijgt je ${thing}.`,
  confirmed: {
    title: 'Je hebt je registratie bevestigd',
    intro: (brand) => sentence`Bij ${brand} kan nu een nieuw account worden gemaakt met je ${thing}.`,
    button: 'Verder',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `Wil je je ${thing} toevoegen?`,
  intro: (brand) =>
    sentence`Iemand wil je ${thing} toevoegen aan een account bij ${brand}. Als je bevestigt, komt het bij dat account.`,
  button: `Ja, mijn ${thing} toevoegen`,
  notMeHint: `Stopt de aanvraag. Niemand krijgt je ${thing}.`,
  confirmed: {
    title: `Je hebt je ${thing} bevestigd`,
    intro: (brand) => sentence`Je ${thing} kan nu aan een account bij ${brand} worden toegevoegd.`,
    button: 'Verder',
  },
})

const stop = 'Deze aanvraag stoppen'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack =
  'Ga terug naar de app waar je bent begonnen. Sommige apps gaan vanzelf verder; druk in andere op “Doorgaan”.'

const done = (title: string, thing: string): Notice => ({ title, paragraphs: [`Je ${thing} is bevestigd.`, goBack] })

const linksAreOff = 'Links en codes die eerder zijn verstuurd, werken niet meer.'
const codeIsOff = 'Deze code werkt niet meer.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`${brand} heeft een ${ofDigits(digits)} per e-mail gestuurd.`,
    msisdn: (brand, digits) => sentence`${brand} heeft een ${ofDigits(digits)} per sms gestuurd.`,
  },
  timeLeft: (left, time) => `Resterende tijd: ${left} (tot ${time}).`,
  newest: 'Heb je er meer dan één gekregen, vul dan de nieuwste in.',
  label: 'Code',
  button: 'Doorgaan',
  keepSecret: 'Heeft iemand je om deze code gevraagd? Geef hem niet en sluit deze pagina.',
  wrong: 'Deze code klopt niet. Kijk in het nieuwste bericht en vul de code daaruit opnieuw in.',
  notACode: (digits) =>
    digits === 0
      ? 'Dit is geen code. Vul de cijfers uit het bericht in.'
      : `Dit is geen code. Vul de ${digits} cijfers uit het bericht in.`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'code' : `code van ${digits} cijfers`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `Zei iemand dat je deze pagina moest openen? Kies dan “${notMe}”.`,
  notMe,
  stop: {
    password: byMedium(things, () =>
      stopQuestion('De aanvraag voor een nieuw wachtwoord stoppen?', confirmPassword.intro),
    ),
    register: byMedium(things, (thing) => stopQuestion('De registratie stoppen?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) =>
      stopQuestion(`Het toevoegen van je ${thing} stoppen?`, confirm3pid(thing).intro),
    ),
  },
  stopHint: 'Heb je dit zelf aangevraagd, dan kun je deze pagina gewoon sluiten.',
  done: {
    password: byMedium(things, (thing) => done('Kies nu een nieuw wachtwoord', thing)),
    register: byMedium(things, (thing) => done('Rond nu je registratie af', thing)),
    '3pid': byMedium(things, (thing) => done(`Rond nu het toevoegen van je ${thing} af`, thing)),
  },
  goOn: 'Een nieuw wachtwoord kiezen',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'De aanvraag voor een nieuw wachtwoord is gestopt',
        paragraphs: [`Er is niets veranderd: je wachtwoord is nog hetzelfde. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'Je wachtwoord is misschien gewijzigd',
        paragraphs: [
          'De aanvraag is gestopt, maar iemand was net een nieuw wachtwoord aan het instellen.',
          'Probeer nu in te loggen. Werkt je wachtwoord niet, stel het dan meteen opnieuw in met “Wachtwoord vergeten” in je app. Werkt het wel, log dan elk apparaat uit dat je niet kent.',
          `Ga daarna na wie er nog meer de berichten aan je ${thing} kan lezen.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'De registratie is gestopt',
        paragraphs: [`Geen account heeft door deze aanvraag je ${thing} gekregen. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Een nieuw account heeft misschien je ${thing}`,
        paragraphs: [
          'De aanvraag is gestopt, maar iemand was net de registratie aan het afronden.',
          `Vraag de beheerders van deze server om je ${thing} van het nieuwe account te verwijderen.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `Je ${thing} is niet toegevoegd`,
        paragraphs: [`De aanvraag is gestopt. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Een account heeft misschien je ${thing} gekregen`,
        paragraphs: [
          'De aanvraag is gestopt, maar iemand was het net aan het toevoegen.',
          `Vraag de beheerders van deze server om je ${thing} van dat account te verwijderen.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'De aanvraag voor een nieuw wachtwoord is gestopt',
      paragraphs: [`${codeIsOff} Er is niets veranderd: je wachtwoord is nog hetzelfde.`, closePage],
    })),
    register: byMedium(things, () => ({ title: 'De registratie is gestopt', paragraphs: [codeIsOff, closePage] })),
    '3pid': byMedium(things, (thing) => ({
      title: `Je ${thing} is niet toegevoegd`,
      paragraphs: [`${codeIsOff} Er is niets toegevoegd.`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Vul de code in voor een nieuw wachtwoord'),
      register: byMedium(things, () => 'Vul de code in voor je registratie'),
      '3pid': byMedium(things, (thing) => `Vul de code in om je ${thing} toe te voegen`),
    },
    stop,
    stopHint: 'Heb je geen code aangevraagd? Stop dan de aanvraag.',
  },
  errorPrefix: 'Fout',
  expired: {
    title: {
      link: 'Deze link werkt niet meer',
      code: 'Deze code werkt niet meer',
      either: 'Deze link of code werkt niet meer',
    },
    why: 'Misschien is hij al gebruikt, te oud of vervangen door een nieuwere.',
  },
  wrong: {
    title: {
      link: 'Deze link klopt niet',
      code: 'Deze code klopt niet',
      either: 'Deze link of code klopt niet',
    },
    hint: {
      link: 'Misschien ontbreekt er een stuk. Open de link in het bericht opnieuw, of kopieer hem helemaal naar je browser.',
      code: 'Kijk in het nieuwste bericht en vul de code daaruit opnieuw in.',
      either: 'Misschien ontbreekt er een stuk. Kijk in het nieuwste bericht en probeer het opnieuw.',
    },
  },
  askInApp: {
    email: 'Ga terug naar waar je de aanvraag deed en vraag daar een nieuwe e-mail aan.',
    msisdn: 'Ga terug naar waar je de aanvraag deed en vraag daar een nieuwe sms aan.',
  },
  askHere: 'Je kunt hier opnieuw beginnen.',
  startAgain: 'Opnieuw beginnen',
  tooManyTries: {
    title: 'Te veel verkeerde codes',
    why: 'Voor de veiligheid werkt deze code niet meer. Er is niets veranderd.',
    wait: (duration) =>
      `Je kunt over ${duration} een nieuwe code aanvragen. Wil je niet wachten, annuleer dan in je app en begin daar van voren af aan.`,
    startOver: 'Annuleer in je app en begin daar van voren af aan.',
  },
  limited: {
    title: 'Wacht even',
    why: 'Er waren in korte tijd veel aanvragen: van jou, of van anderen die dezelfde internetverbinding gebruiken. Er is niets veranderd.',
    wait: (duration) => `Wacht ${duration} en probeer het dan opnieuw.`,
  },
  unavailable: {
    title: 'Dit lukt nu even niet',
    paragraphs: ['Dat ligt aan ons, niet aan jou. Wacht even en probeer het dan opnieuw.'],
  },
  tryAgain: 'Opnieuw proberen',
  error: {
    title: 'Dit is niet gelukt',
    paragraphs: ['Open de link in je bericht opnieuw, of begin opnieuw waar je erom hebt gevraagd.'],
    code: (errcode) => sentence`Vraag je om hulp, geef dan deze code door: ${errcode}`,
  },
}
