import type { CodePageWords, ConfirmWords, Notice, PageWords, QuestionWords } from '../../words/page-words'
import { sentence } from '../../words/sentence'
import { byMedium } from '../by-medium'

/** Both are masculine. With a no-break hyphen: a line must not end after "e-". */
const things = { email: 'adres e\u2011mail', msisdn: 'numer telefonu' }

/** The genitive. */
const ofThing = (thing: string) => (thing === things.email ? 'adresu e\u2011mail' : 'numeru telefonu')
/** The instrumental. */
const withThing = (thing: string) => (thing === things.email ? 'adresem e\u2011mail' : 'numerem telefonu')

const closePage = 'Możesz zamknąć tę stronę.'
const notMe = 'To nie ja'

const confirmPassword: ConfirmWords = {
  title: 'Czy chcesz ustawić nowe hasło?',
  intro: (brand) => sentence`Ktoś poprosił o nowe hasło do tego konta w serwisie ${brand}:`,
  button: 'Tak, chcę nowe hasło',
  notMeHint: 'Anuluje prośbę. Twoje hasło pozostaje bez zmian.',
  confirmed: {
    title: 'Prośba o nowe hasło jest potwierdzona',
    intro: (brand) => sentence`Można już ustawić nowe hasło do tego konta w serwisie ${brand}:`,
    button: 'Dalej',
  },
}

const confirmRegister = (thing: string): ConfirmWords => ({
  title: 'Czy to Ty się rejestrujesz?',
  intro: (brand) =>
    sentence`Ktoś rejestruje się w serwisie ${brand}. Po potwierdzeniu Twój ${thing} trafi do nowego konta.`,
  button: 'Tak, rejestruję się',
  notMeHint: `Anuluje prośbę. Nikt nie dostanie Twojego ${ofThing(thing)}.`,
  confirmed: {
    title: 'Rejestracja jest potwierdzona',
    intro: (brand) => sentence`Można już utworzyć nowe konto w serwisie ${brand} z Twoim ${withThing(thing)}.`,
    button: 'Dalej',
  },
})

const confirm3pid = (thing: string): ConfirmWords => ({
  title: `Czy chcesz dodać swój ${thing}?`,
  intro: (brand) =>
    sentence`Ktoś chce dodać Twój ${thing} do konta w serwisie ${brand}. Po potwierdzeniu trafi on do tego konta.`,
  button: `Tak, dodaj mój ${thing}`,
  notMeHint: `Anuluje prośbę. Nikt nie dostanie Twojego ${ofThing(thing)}.`,
  confirmed: {
    title: `Twój ${thing} jest potwierdzony`,
    intro: (brand) => sentence`Można już dodać Twój ${thing} do konta w serwisie ${brand}.`,
    button: 'Dalej',
  },
})

const stop = 'Anuluj tę prośbę'
const stopQuestion = (title: string, intro: QuestionWords['intro']): QuestionWords => ({ title, intro, button: stop })

const goBack =
  'Wróć do aplikacji, w której to się zaczęło. Niektóre aplikacje same przechodzą dalej; w innych naciśnij „Kontynuuj”.'

const done = (title: string, thing: string): Notice => ({
  title,
  paragraphs: [`Twój ${thing} jest potwierdzony.`, goBack],
})

const linksAreOff = 'Wysłane wcześniej linki i kody już nie działają.'
const codeIsOff = 'Ten kod już nie działa.'

const code: CodePageWords = {
  sent: {
    email: (brand, digits) => sentence`Serwis ${brand} wysłał ${ofDigits(digits)} w e-mailu.`,
    msisdn: (brand, digits) => sentence`Serwis ${brand} wysłał ${ofDigits(digits)} w SMS-ie.`,
  },
  timeLeft: (left, time) => `Pozostały czas: ${left} (do ${time}).`,
  newest: 'Jeśli masz kilka kodów, wpisz najnowszy.',
  label: 'Kod',
  button: 'Kontynuuj',
  keepSecret: 'Ktoś pyta Cię o ten kod? Nie podawaj go i zamknij tę stronę.',
  wrong: 'Ten kod jest niewłaściwy. Sprawdź najnowszą wiadomość i wpisz kod jeszcze raz.',
  notACode: (digits) =>
    digits === 0
      ? 'To nie jest kod. Wpisz cyfry z wiadomości.'
      : `To nie jest kod. Wpisz cyfry z wiadomości (${digits}).`,
}

function ofDigits(digits: number): string {
  return digits === 0 ? 'kod' : `${digits}-cyfrowy kod`
}

export const pages: PageWords = {
  confirm: {
    password: { email: confirmPassword, msisdn: confirmPassword },
    register: byMedium(things, confirmRegister),
    '3pid': byMedium(things, confirm3pid),
  },
  warning: `Ktoś kazał Ci otworzyć tę stronę? Wybierz „${notMe}”.`,
  notMe,
  stop: {
    password: byMedium(things, () => stopQuestion('Anulować prośbę o nowe hasło?', confirmPassword.intro)),
    register: byMedium(things, (thing) => stopQuestion('Anulować rejestrację?', confirmRegister(thing).intro)),
    '3pid': byMedium(things, (thing) =>
      stopQuestion(`Anulować dodanie Twojego ${ofThing(thing)}?`, confirm3pid(thing).intro),
    ),
  },
  stopHint: 'Jeśli to Twoja prośba, możesz po prostu zamknąć tę stronę.',
  done: {
    password: byMedium(things, (thing) => done('Teraz wybierz nowe hasło', thing)),
    register: byMedium(things, (thing) => done('Teraz dokończ rejestrację', thing)),
    '3pid': byMedium(things, (thing) => done(`Teraz dokończ dodawanie swojego ${ofThing(thing)}`, thing)),
  },
  goOn: 'Wybierz nowe hasło',
  notMeDone: {
    password: byMedium(things, (thing) => ({
      stopped: {
        title: 'Prośba o nowe hasło została anulowana',
        paragraphs: [`Nic się nie zmieniło: Twoje hasło jest wciąż takie samo. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: 'Twoje hasło mogło zostać zmienione',
        paragraphs: [
          'Prośba została anulowana, ale ktoś właśnie ustawiał nowe hasło.',
          'Spróbuj się teraz zalogować. Jeśli hasło nie działa, od razu ustaw nowe przez „Nie pamiętam hasła” w aplikacji. Jeśli działa, wyloguj wszystkie urządzenia, których nie znasz.',
          `Potem sprawdź, kto jeszcze może czytać wiadomości wysyłane na Twój ${thing}.`,
        ],
      },
    })),
    register: byMedium(things, (thing) => ({
      stopped: {
        title: 'Rejestracja została anulowana',
        paragraphs: [`Przez tę prośbę żadne konto nie dostało Twojego ${ofThing(thing)}. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Nowe konto może mieć Twój ${thing}`,
        paragraphs: [
          'Prośba została anulowana, ale ktoś właśnie kończył rejestrację.',
          `Poproś osoby prowadzące ten serwer o usunięcie Twojego ${ofThing(thing)} z nowego konta.`,
        ],
      },
    })),
    '3pid': byMedium(things, (thing) => ({
      stopped: {
        title: `Twój ${thing} nie został dodany`,
        paragraphs: [`Prośba została anulowana. ${linksAreOff}`, closePage],
      },
      mayBeUsed: {
        title: `Jakieś konto może mieć teraz Twój ${thing}`,
        paragraphs: [
          'Prośba została anulowana, ale ktoś właśnie kończył dodawanie.',
          `Poproś osoby prowadzące ten serwer o usunięcie Twojego ${ofThing(thing)} z tego konta.`,
        ],
      },
    })),
  },
  stopped: {
    password: byMedium(things, () => ({
      title: 'Prośba o nowe hasło została anulowana',
      paragraphs: [`${codeIsOff} Nic się nie zmieniło: Twoje hasło jest wciąż takie samo.`, closePage],
    })),
    register: byMedium(things, () => ({ title: 'Rejestracja została anulowana', paragraphs: [codeIsOff, closePage] })),
    '3pid': byMedium(things, (thing) => ({
      title: `Twój ${thing} nie został dodany`,
      paragraphs: [`${codeIsOff} Nic nie zostało dodane.`, closePage],
    })),
  },
  code: {
    ...code,
    title: {
      password: byMedium(things, () => 'Wpisz kod, aby ustawić nowe hasło'),
      register: byMedium(things, () => 'Wpisz kod, aby się zarejestrować'),
      '3pid': byMedium(things, (thing) => `Wpisz kod, aby dodać swój ${thing}`),
    },
    stop,
    stopHint: 'To nie Twoja prośba? Anuluj ją.',
  },
  errorPrefix: 'Błąd',
  expired: {
    title: {
      link: 'Ten link już nie działa',
      code: 'Ten kod już nie działa',
      either: 'Ten link lub kod już nie działa',
    },
    why: 'Mógł już zostać użyty, być za stary albo zostać zastąpiony nowszym.',
  },
  wrong: {
    title: {
      link: 'Ten link jest niewłaściwy',
      code: 'Ten kod jest niewłaściwy',
      either: 'Ten link lub kod jest niewłaściwy',
    },
    hint: {
      link: 'Może brakować jego części. Otwórz jeszcze raz link z wiadomości albo skopiuj go w całości do przeglądarki.',
      code: 'Sprawdź najnowszą wiadomość i wpisz kod jeszcze raz.',
      either: 'Może brakować jego części. Sprawdź najnowszą wiadomość i spróbuj jeszcze raz.',
    },
  },
  askInApp: {
    email: 'Wróć tam, skąd wysłano prośbę, i poproś tam o nowy e-mail.',
    msisdn: 'Wróć tam, skąd wysłano prośbę, i poproś tam o nowy SMS.',
  },
  askHere: 'Możesz zacząć od nowa tutaj.',
  startAgain: 'Zacznij od nowa',
  tooManyTries: {
    title: 'Za dużo błędnych kodów',
    why: 'Dla bezpieczeństwa ten kod już nie działa. Nic się nie zmieniło.',
    wait: (duration) =>
      `Czas do nowego kodu: ${duration}. Jeśli nie chcesz czekać, anuluj w aplikacji i zacznij tam od początku.`,
    startOver: 'Anuluj w aplikacji i zacznij tam od początku.',
  },
  limited: {
    title: 'Poczekaj chwilę',
    why: 'W krótkim czasie było wiele prób: od Ciebie albo od innych osób, które korzystają z tego samego połączenia z internetem. Nic się nie zmieniło.',
    wait: (duration) => `Spróbuj jeszcze raz później. Czas oczekiwania: ${duration}.`,
  },
  unavailable: {
    title: 'Teraz się nie uda',
    paragraphs: ['To problem po naszej stronie, nie po Twojej. Poczekaj chwilę i spróbuj jeszcze raz.'],
  },
  tryAgain: 'Spróbuj jeszcze raz',
  error: {
    title: 'To się nie udało',
    paragraphs: ['Otwórz jeszcze raz link z wiadomości albo zacznij od nowa tam, gdzie to się zaczęło.'],
    code: (errcode) => sentence`Prosząc o pomoc, podaj ten kod: ${errcode}`,
  },
}
