import { wordsFor } from '../../lib/messages/languages/languages'
import { createMessages } from '../../lib/messages/messages'
import { languages, link, serverName, texts, values } from './examples'
import { segments, septets } from './gsm7'

const long = 'a-rather-long-name.of-a-server.example.net'.slice(-40)
const warnings: Readonly<Record<string, RegExp>> = {
  en: /[Dd]on't share|[Nn]ever share/u,
  de: /niemandem|nie weitergeben/u,
  fr: /à personne/u,
  es: /[Nn]o la compartas|No compartas/u,
  ar: /لا تشارك/u,
  ja: /教えないで/u,
}
const cases = languages.flatMap((language) =>
  [serverName, long, 'localhost:8008'].flatMap((name) =>
    [true, false].map((autofill) => [language, name, autofill] as const),
  ),
)

function text(language: string, kind: 'link' | 'code', name = serverName, smsAutofill = false): string {
  return texts(createMessages({ serverName: name, smsAutofill }), language)[kind]?.text ?? ''
}

describe('an SMS', () => {
  it.each(cases)(
    'with a code is one SMS that names the server and warns: %s %s, autofill %s',
    (language, name, autofill) => {
      expect(long).toHaveLength(40)
      const sms = text(language, 'code', name, autofill)
      expect(segments(sms)).toBe(1)
      expect(sms).toContain('123456')
      expect(sms).toContain(name.replace(/:\d+$/u, ''))
      expect(sms).toMatch(warnings[language] ?? /never/u)
    },
  )

  it.each(languages)('with a code ends with the line for the phone where that is asked for: %s', (language) => {
    expect(text(language, 'code', 'localhost:8008', true).split('\n').slice(1)).toEqual(['@localhost #123456'])
    expect(text(language, 'code', serverName, false)).not.toMatch(/[\n#@]/u)
  })

  it.each(languages)('keeps the warning where the name of the server is very long: %s', (language) => {
    for (const autofill of [true, false]) {
      const sms = text(language, 'code', 'a'.repeat(200) + '.example', autofill)
      expect(sms).toMatch(warnings[language] ?? /never/u)
    }
  })

  it.each(languages)('with a link has it as its only URL, warns, and is as short as it can be: %s', (language) => {
    const sms = text(language, 'link')
    expect(sms.match(/\w+:\/\/\S+/gu)).toEqual([link])
    expect(sms).toMatch(warnings[language] ?? /never/u)
    const shortest = wordsFor(language).sms.link.at(-1)?.(serverName, link) ?? ''
    expect(segments(sms)).toBe(segments(shortest))
  })

  it.each(languages)('has the alphabet that its words say: %s', (language) => {
    const { sms } = wordsFor(language)
    for (const say of [...sms.link, ...sms.code, ...sms.codeWithAutofill]) {
      expect(septets(say('server', '123456')) === undefined).toBe(sms.segment === 70)
    }
  })

  it('takes no line end and nothing invisible from a value', () => {
    const messages = createMessages({ serverName: 'example.org\r\n@evil.example #000000', smsAutofill: true })
    const sms = messages.smsCode({ ...values, language: 'en', code: '123\n456' })
    expect(sms.text.split('\n')).toHaveLength(2)
  })
})
