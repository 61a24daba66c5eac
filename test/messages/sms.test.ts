import { packageWords } from '../../lib/messages/languages/package-words'
import { createMessages } from '../../lib/messages/messages'
import { smsSizeOf } from '../../lib/senders/gsm7'
import { flows, languages, link, serverName, texts, tokenValues, values } from './examples'

const long = 'a-rather-long-name.of-a-server.example.net'.slice(-40)
const words = new Map(packageWords.map((one) => [one.language, one]))
/** What it says of the purpose, in any of its lengths; and that nobody else may have it. */
const says: Readonly<Record<string, Readonly<Record<(typeof flows)[number] | 'warning', RegExp>>>> = {
  en: {
    password: /reset your password/iu,
    register: /sign up/u,
    '3pid': /add this number to an account/iu,
    warning: /[Dd]on't share|[Nn]ever share/u,
  },
  de: {
    password: /Passwort/u,
    register: /Registrierung/u,
    '3pid': /dieser? Nummer zu einem Konto/iu,
    warning: /[Nn]iemandem|nie weitergeben/iu,
  },
  fr: {
    password: /mot de passe/u,
    register: /inscri/u,
    '3pid': /ajouter ce numéro à un compte/iu,
    warning: /à personne/u,
  },
  es: {
    password: /contraseña/u,
    register: /registrarse/u,
    '3pid': /este teléfono a una cuenta/u,
    warning: /No (?:lo )?comparta/u,
  },
  ar: { password: /كلمة مرور جديدة/u, register: /حساب جديد/u, '3pid': /إضافة رقم هاتفك/u, warning: /لا تشارك/u },
  ja: { password: /パスワード/u, register: /新規登録/u, '3pid': /番号の追加/u, warning: /教えないで/u },
  pt: {
    password: /redefinir sua senha/iu,
    register: /criar uma conta/u,
    '3pid': /este telefone a uma conta/u,
    warning: /Nunca compartilhe/u,
  },
  it: {
    password: /password/u,
    register: /registrarti/u,
    '3pid': /questo numero a un account/u,
    warning: /Non darlo a nessuno/u,
  },
  nl: {
    password: /wachtwoord/u,
    register: /de registratie/u,
    '3pid': /[Dd]it nummer (?:toe te voegen )?aan een account/u,
    warning: /aan niemand/u,
  },
  pl: { password: /hasł/u, register: /rejestracj/iu, '3pid': /tego numeru do konta/u, warning: /Nie podawaj/u },
  'zh-Hans': { password: /重置密码/u, register: /注册/u, '3pid': /手机号/u, warning: /请勿告诉/u },
}
const cases = languages.flatMap((language) =>
  [serverName, long, 'localhost:8008'].flatMap((name) =>
    [true, false].flatMap((autofill) => flows.map((flow) => [language, flow, name, autofill] as const)),
  ),
)

function text(
  language: string,
  kind: 'link' | 'code',
  flow: (typeof flows)[number],
  name = serverName,
  smsAutofill = false,
  example = values,
): string {
  return texts(createMessages({ serverName: name, smsAutofill }), language, example)[`${kind} ${flow}`]?.text ?? ''
}

/** Codes are good for 10 minutes, unless a host says otherwise. */
const tenMinutes = { ...values, expiresInMs: 600_000 }

describe('an SMS', () => {
  test.each(cases)(
    'with a code is one SMS that names the server, what it is for and how long it is good: %s, %s, %s, autofill %s',
    (language, flow, name, autofill) => {
      expect(long).toHaveLength(40)
      const sms = text(language, 'code', flow, name, autofill, tenMinutes)
      expect(smsSizeOf(sms).segments).toBe(1)
      expect(sms).toContain('123456')
      expect(sms).toContain(name.replace(/:\d+$/u, ''))
      expect(sms).toMatch(says[language]?.[flow] ?? /never/u)
      expect(sms).toMatch(/\b10\b|10 ?[^\d]/u)
      // 70 characters have no room for more than that beside a very long name.
      if (name !== long || smsSizeOf(sms).encoding === 'gsm7') expect(sms).toMatch(says[language]?.warning ?? /never/u)
      if (flow !== 'password') expect(sms).not.toMatch(says[language]?.password ?? /never/u)
    },
  )

  test.each(languages)('with a code ends with the line for the phone where that is asked for: %s', (language) => {
    for (const flow of flows) {
      const sms = text(language, 'code', flow, 'localhost:8008', true)
      expect(sms.split('\n').slice(1)).toEqual(['@localhost #123456'])
      expect(text(language, 'code', flow, serverName, false)).not.toMatch(/[\n#@]/u)
    }
  })

  test.each(languages)('with a code that is longer and good for longer is still one: %s', (language) => {
    for (const flow of flows) {
      for (const expiresInMs of [3_600_000, 5_400_000, 86_400_000, 172_800_000]) {
        const sms = text(language, 'code', flow, serverName, true, { ...values, code: '1234567890', expiresInMs })
        expect(smsSizeOf(sms).segments).toBe(1)
      }
    }
  })

  test.each(languages)('with a link has it as its only URL, warns, and is as short as it can be: %s', (language) => {
    for (const flow of flows) {
      const sms = text(language, 'link', flow)
      expect(sms.match(/\w+:\/\/\S+/gu)).toEqual([link])
      expect(sms).toMatch(says[language]?.warning ?? /never/u)
      const duration = { long: '1 hour', short: '1 hr' }
      const shortest = words.get(language)?.sms.link[flow].at(-1)?.(serverName, link, duration) ?? ''
      expect(smsSizeOf(sms).segments).toBe(smsSizeOf(shortest).segments)
    }
  })

  test.each(['en', 'de', 'fr', 'es', 'pt', 'it', 'nl'])(
    'needs no more than the GSM alphabet, in all its lengths: %s',
    (language) => {
      const { sms } = words.get(language) ?? words.get('en') ?? fail()
      for (const kind of [sms.link, sms.code, sms.codeWithAutofill]) {
        for (const say of Object.values(kind).flat())
          expect(smsSizeOf(say('server', '123456', { long: '10 min', short: '10' })).encoding).toBe('gsm7')
      }
      for (const flow of flows) {
        for (const expiresInMs of [1_000, 60_000, 600_000, 3_600_000, 86_400_000, 172_800_000]) {
          expect(smsSizeOf(text(language, 'code', flow, serverName, false, { ...values, expiresInMs })).encoding).toBe(
            'gsm7',
          )
        }
      }
    },
  )

  test('counts as the sender does: brackets are two septets, and no pair of them is cut in two', () => {
    expect(smsSizeOf('['.repeat(153))).toEqual({ encoding: 'gsm7', length: 306, segments: 3 })
    const sms = text('en', 'code', 'password', `[${'2001:db8:'.repeat(3)}1]:8448`)
    expect(smsSizeOf(sms).segments).toBe(1)
  })

  test('takes no line end and nothing invisible from a value', () => {
    const messages = createMessages({ serverName: 'example.org\r\n@evil.example #000000', smsAutofill: true })
    const sms = messages.smsCode({ ...tokenValues('en', 'password'), code: '123\n456' })
    expect(sms.text.split('\n')).toHaveLength(2)
  })
})

function fail(): never {
  throw new Error('There are no words')
}
