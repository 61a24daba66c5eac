import type { ResetPageWords, SentWords } from '../../words/reset-page-words'
import { sentence } from '../../words/sentence'

/** Both "e-mail" and "SMS" are masculine, and the same in the accusative. */
function sent(what: 'e-mail' | 'SMS', of: Pick<SentWords, 'title' | 'whatThen' | 'sendAgain'>): SentWords {
  return {
    ...of,
    sent: (masked) => sentence`Wysłaliśmy ${what} na: ${masked}.`,
    sentIfKnown: (masked) => sentence`Jeśli jakieś konto tutaj ma ${masked}, wysłaliśmy tam ${what}.`,
    nothingCame: 'Nic nie przyszło?',
    askedAgain: `Prośba została powtórzona. Liczy się tylko najnowszy ${what}.`,
    wasNotSent: notSent(what),
  }
}

function notSent(what: 'e-mail' | 'SMS'): string {
  return `Nie udało się wysłać wiadomości ${what}. Spróbuj jeszcze raz za chwilę.`
}

const fewMinutes = 'To może potrwać kilka minut.'
const emailThen = [fewMinutes, 'Sprawdź folder ze spamem.', 'Czy to adres e-mail Twojego konta?']
const smsThen = [fewMinutes, 'Czy to numer telefonu Twojego konta?']
const newCode = 'Wyślij nowy kod'

export const resetPages: ResetPageWords = {
  ask: {
    title: 'Ustaw nowe hasło',
    intro: 'Wyślemy Ci wiadomość, dzięki której możesz wybrać nowe hasło.',
    email: { label: 'Adres e-mail Twojego konta', button: 'Wyślij e-mail' },
    msisdn: { country: 'Kraj', label: 'Numer telefonu Twojego konta', button: 'Wyślij SMS' },
    or: 'lub',
    problem: {
      email: {
        invalid: 'To nie jest adres e-mail. Wygląda on tak: nazwa@example.org',
        unknown: 'Żadne konto tutaj nie ma tego adresu e-mail. Być może Twoje konto ma inny.',
        denied: 'Tego adresu e-mail nie można tutaj użyć.',
        'not-sent': notSent('e-mail'),
      },
      msisdn: {
        invalid: 'To nie jest numer komórkowy z kraju podanego wyżej. Sprawdź jedno i drugie.',
        unknown: 'Żadne konto tutaj nie ma tego numeru telefonu. Być może Twoje konto ma inny.',
        denied: 'Nie możemy wysłać SMS-a na ten numer telefonu.',
        'not-sent': notSent('SMS'),
      },
    },
  },
  link: {
    email: sent('e-mail', {
      title: 'Sprawdź swoją pocztę',
      whatThen: emailThen,
      sendAgain: 'Wyślij e-mail jeszcze raz',
    }),
    msisdn: sent('SMS', { title: 'Sprawdź swój telefon', whatThen: smsThen, sendAgain: 'Wyślij SMS jeszcze raz' }),
  },
  goOnThere: 'Otwórz link z wiadomości. Tam wybierzesz nowe hasło: ta strona nie jest już potrzebna.',
  reload: 'Link jest już otwarty',
  notYet: (button) =>
    `Jeszcze nie potwierdzono. Otwórz link z najnowszej wiadomości i na tej stronie naciśnij „${button}”.`,
  confirmed: {
    title: 'Kontynuuj tam, gdzie link jest otwarty',
    paragraphs: [
      'Prośba jest potwierdzona. Formularz nowego hasła jest w przeglądarce, w której link został otwarty.',
      'Możesz zamknąć tę stronę.',
    ],
  },
  code: {
    email: sent('e-mail', { title: 'Wpisz kod z e-maila', whatThen: emailThen, sendAgain: newCode }),
    msisdn: sent('SMS', { title: 'Wpisz kod z SMS-a', whatThen: smsThen, sendAgain: newCode }),
  },
  over: {
    'too-many-tries': {
      title: 'Za dużo błędnych kodów',
      paragraphs: ['Dla bezpieczeństwa ten kod już nie działa. Twoje hasło pozostaje bez zmian.'],
    },
    expired: {
      title: 'Ten kod już nie działa',
      paragraphs: ['Jest za stary. Twoje hasło pozostaje bez zmian.'],
    },
  },
  otherAddress: 'Użyj innego adresu e-mail lub numeru telefonu',
  password: {
    title: 'Wybierz nowe hasło',
    label: 'Nowe hasło',
    again: 'To samo hasło jeszcze raz',
    rules: 'Zasady dotyczące hasła:',
    logoutDevices: 'Wyloguj wszystkie moje inne urządzenia',
    logoutHint: 'Zrób to, jeśli ktoś inny może znać Twoje stare hasło.',
    encrypted:
      'Do ponownego odczytania starszych zaszyfrowanych wiadomości potrzebny będzie klucz odzyskiwania. Jeśli nie masz tego klucza, odznacz to pole.',
    button: 'Ustaw nowe hasło',
    empty: 'Wpisz nowe hasło.',
    different: 'To dwa różne hasła. Wpisz dwa razy to samo.',
  },
  done: {
    title: 'Twoje hasło zostało zmienione',
    signIn: 'Możesz już zalogować się nowym hasłem.',
    loggedOut: 'Wszystkie Twoje urządzenia zostały wylogowane.',
    stayedIn: 'Twoje urządzenia są nadal zalogowane.',
    encrypted: 'Do ponownego odczytania starszych zaszyfrowanych wiadomości potrzebny jest klucz odzyskiwania.',
  },
  nothingToGoOn: {
    title: 'Zacznij od nowa',
    paragraphs: [
      'Ta strona dotyczy prośby, która jest zakończona lub za stara, albo innej przeglądarki.',
      'Jeśli Twoja przeglądarka blokuje pliki cookie, zezwól na nie na tej stronie.',
    ],
  },
  passwordOver: {
    title: 'Ta prośba jest zakończona',
    paragraphs: ['Jeśli właśnie udało Ci się ustawić nowe hasło, zaloguj się nim.', 'Jeśli nie, zacznij od nowa.'],
  },
  forbidden: {
    title: 'Zacznij od nowa tutaj',
    paragraphs: ['To, co zostało wysłane, nie pochodziło ze strony tego serwera, więc nic się nie zmieniło.'],
  },
}
