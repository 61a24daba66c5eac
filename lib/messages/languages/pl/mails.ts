import type { MailWords } from '../../words/mail-words'
import { sentence, type Value } from '../../words/sentence'

const passwordIntro = (brand: Value) => sentence`Ktoś poprosił o nowe hasło do tego konta w serwisie ${brand}:`
const keepCodeSecret =
  'Nie podawaj tego kodu nikomu, niezależnie od tego, kto o niego prosi. My nigdy nie prosimy o niego przez telefon, e-mail ani czat.'
const dontConfirm =
  'Jeśli to nie Ty, nie potwierdzaj: inaczej Twój adres e-mail trafi do cudzego konta. Nie musisz nic robić.'
const nothingChanged = 'Jeśli to nie Ty, nie musisz nic robić: nic się nie zmieniło.'

export const mails: MailWords = {
  link: {
    password: {
      subject: (brand) => `Ustaw nowe hasło w serwisie ${brand}`,
      title: 'Ustaw nowe hasło',
      intro: passwordIntro,
      button: 'Ustaw nowe hasło',
      keepSecret: 'Nie przekazuj dalej tej wiadomości. Kto ma ten link, może ustawić nowe hasło do Twojego konta.',
    },
    register: {
      subject: (brand) => `Potwierdź adres e-mail, aby zarejestrować się w serwisie ${brand}`,
      title: 'Potwierdź adres e-mail, aby się zarejestrować',
      intro: (brand) =>
        sentence`Ktoś rejestruje się w serwisie ${brand} z tym adresem e-mail. Po potwierdzeniu adres trafi do nowego konta.`,
      button: 'Potwierdź i zarejestruj się',
      keepSecret: 'Nie przekazuj dalej tej wiadomości. Kto ma ten link, może zarejestrować się z Twoim adresem e-mail.',
    },
    '3pid': {
      subject: (brand) => `Dodaj ten adres e-mail do konta w serwisie ${brand}`,
      title: 'Dodaj ten adres e-mail do konta',
      intro: (brand) =>
        sentence`Ktoś chce dodać ten adres e-mail do konta w serwisie ${brand}. Po potwierdzeniu adres trafi do tego konta.`,
      button: 'Dodaj adres e-mail',
      keepSecret:
        'Nie przekazuj dalej tej wiadomości. Kto ma ten link, może dodać Twój adres e-mail do jakiegoś konta.',
    },
  },
  code: {
    password: {
      subject: (brand) => `Twój kod do ustawienia nowego hasła w serwisie ${brand}`,
      title: 'Twój kod do ustawienia nowego hasła',
      intro: passwordIntro,
      keepSecret: keepCodeSecret,
    },
    register: {
      subject: (brand) => `Twój kod do rejestracji w serwisie ${brand}`,
      title: 'Twój kod do rejestracji',
      intro: (brand) =>
        sentence`Ktoś rejestruje się w serwisie ${brand} z tym adresem e-mail. Z tym kodem adres trafi do nowego konta.`,
      keepSecret: keepCodeSecret,
    },
    '3pid': {
      subject: (brand) => `Twój kod do dodania tego adresu e-mail do konta w serwisie ${brand}`,
      title: 'Twój kod do dodania tego adresu e-mail do konta',
      intro: (brand) =>
        sentence`Ktoś chce dodać ten adres e-mail do konta w serwisie ${brand}. Z tym kodem adres trafi do tego konta.`,
      keepSecret: keepCodeSecret,
    },
  },
  ifYouLink: 'Jeśli to Ty, przejdź dalej tutaj:',
  ifYouCode: 'Jeśli to Ty, wpisz ten kod na stronie lub w aplikacji, która o niego prosi:',
  orCopy: 'Jeśli przycisk nie działa, skopiuj ten link do przeglądarki:',
  linkGood: (duration) => `Czas ważności linku: ${duration}.`,
  codeGood: (duration) => `Czas ważności kodu: ${duration}.`,
  ifNotYou: {
    password: 'Jeśli to nie Ty, nie musisz nic robić: Twoje hasło pozostaje bez zmian.',
    register: dontConfirm,
    '3pid': dontConfirm,
  },
  toStop: 'Możesz też anulować tę prośbę, aby nikt nie mógł z niej skorzystać:',
  stop: 'Anuluj tę prośbę',
  noAccount: {
    subject: (brand) => `Brak konta z tym adresem e-mail w serwisie ${brand}`,
    title: 'Nie ma konta z tym adresem e-mail',
    intro: (brand) =>
      sentence`Ktoś poprosił o nowe hasło w serwisie ${brand} i podał ten adres e-mail. Żadne konto w tym serwisie go nie ma.`,
    ifYou: 'Jeśli to Ty, być może Twoje konto ma inny adres e-mail: spróbuj podać tamten.',
    ifNotYou: 'Jeśli to nie Ty, nie musisz nic robić.',
  },
  inUse: {
    register: {
      subject: (brand) => `Ten adres e-mail ma już konto w serwisie ${brand}`,
      title: 'Ten adres e-mail ma już konto',
      intro: (brand) =>
        sentence`Ktoś próbował zarejestrować się w serwisie ${brand} z tym adresem e-mail. Należy on tam już do konta, więc nie można go użyć do nowego.`,
      ifYou:
        'Jeśli to Ty, zaloguj się na to konto. Jeśli nie pamiętasz hasła, wybierz w aplikacji „Nie pamiętam hasła” i podaj ten adres e-mail.',
      ifNotYou: nothingChanged,
    },
    '3pid': {
      subject: (brand) => `Ten adres e-mail należy już do konta w serwisie ${brand}`,
      title: 'Ten adres e-mail należy już do konta',
      intro: (brand) =>
        sentence`Ktoś próbował dodać ten adres e-mail do konta w serwisie ${brand}. Należy on tam już do konta.`,
      ifYou:
        'Jeśli to Ty, adres być może należy już do tego konta albo do innego Twojego konta. Aby użyć go tutaj, zaloguj się na tamto konto i najpierw usuń go stamtąd. Jeśli nie pamiętasz do niego hasła, wybierz w aplikacji „Nie pamiętam hasła” i podaj ten adres e-mail.',
      ifNotYou: nothingChanged,
    },
  },
  changed: {
    subject: (brand) => `Twoje hasło w serwisie ${brand} zostało zmienione`,
    title: 'Twoje hasło zostało zmienione',
    intro: (brand) => sentence`Hasło do tego konta w serwisie ${brand} zostało właśnie zmienione:`,
    ifYou: 'Jeśli to Ty, wszystko jest w porządku: nie musisz nic robić.',
    ifNotYou:
      'Jeśli to nie Ty, ktoś inny może używać Twojego konta. Ustaw od razu nowe hasło przez „Nie pamiętam hasła” w aplikacji i sprawdź, kto jeszcze może czytać Twoją pocztę.',
  },
  whoAsked: 'Od kogo jest ta prośba',
  whoChanged: 'Kto zmienił hasło',
  automatic: (sender) =>
    sentence`Ta wiadomość została wysłana automatycznie. Nadawca: ${sender}. Odpowiedzi na nią nie są czytane.`,
}
