import fc from 'fast-check'
import type { Request } from 'express'
import { packageWords } from '../../lib/messages/languages/package-words'
import type { Locale } from '../../lib/messages/values/message-values'
import { createMessages } from '../../lib/messages/messages'
import { languages, serverName, tokenValues, values } from './examples'

function asking(header?: string): Request {
  return { headers: header === undefined ? {} : { 'accept-language': header } } as Request
}

async function language(header?: string, locale?: Locale, userId?: string): Promise<string> {
  return createMessages({ serverName, locale }).language(asking(header), userId)
}

describe('the language', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE_ch', 'de'],
    ['de-Latn-AT-1996', 'de'],
    ['zh-Hant-TW, ja;q=0.5', 'ja'],
    ['en;q=0.2, fr;q=0.9, de;q=0.8', 'fr'],
    ['es, fr', 'es'],
    ['fr;q=0, *', 'en'],
    ['en;q=0, *;q=0.1', 'de'],
    ['en;q=0', 'en'],
    ['ko, *;q=0.5, ar;q=0.4', 'en'],
    ['zh-CN', 'zh-Hans'],
    ['zh-TW', 'en'],
    ['pt-PT', 'pt'],
    ['pt-BR', 'pt'],
    ['de;q=nonsense, fr;q=0.9', 'de'],
    ['ar-EG,ar;q=0.9,en-US;q=0.8', 'ar'],
    ['x'.repeat(5000) + ',de', 'en'],
  ])('Accept-Language %j: %s', async (header, expected) => {
    expect(await language(header)).toBe(expected)
  })

  test('is what `locale` says, the nearest that there are words for', async () => {
    expect(await language('de', 'fr-CA')).toBe('fr')
    const locale: Locale = ({ request, userId }) => (userId === '@a:b' && request ? 'ja-JP' : undefined)
    expect(await language('de', locale, '@a:b')).toBe('ja')
    expect(await language('de', async (context) => Promise.resolve(locale(context) as string), '@a:b')).toBe('ja')
  })

  test.each<[string, Locale]>([
    ['knows none', () => undefined],
    ['promises none', async () => Promise.resolve(undefined)],
    ['names one without words', 'ko'],
    ['names nothing', ''],
    ['answers a number', () => 7 as unknown as string],
    ['promises a number', async () => Promise.resolve(7 as unknown as string)],
    ['is no tag', () => '-'],
  ])('is left to Accept-Language where `locale` %s', async (_what, locale) => {
    expect(await language('de', locale)).toBe('de')
  })

  const error = new Error('no database')
  test.each<[string, () => string | Promise<string>]>([
    [
      'throws',
      () => {
        throw error
      },
    ],
    ['rejects', async () => Promise.reject(error)],
  ])('is left to Accept-Language where `locale` %s, and that is reported', async (_what, locale) => {
    const thrown: unknown[] = []
    const messages = createMessages({ serverName, locale, onLocaleError: (one) => thrown.push(one) })
    expect(await messages.language(asking('es'))).toBe('es')
    expect(thrown).toEqual([error])
    expect(await language('es', locale)).toBe('es')
  })

  test('waits for a promise no longer than 2 s', async () => {
    jest.useFakeTimers()
    try {
      const thrown: unknown[] = []
      const locale = async () => new Promise<string>(() => undefined)
      const messages = createMessages({ serverName, locale, onLocaleError: (one) => thrown.push(one) })
      let answer: string | undefined
      void messages.language(asking('fr')).then((one) => (answer = one))
      await jest.advanceTimersByTimeAsync(1_999)
      expect(answer).toBeUndefined()
      await jest.advanceTimersByTimeAsync(1)
      expect(answer).toBe('fr')
      expect(thrown).toHaveLength(1)
      expect(jest.getTimerCount()).toBe(0)
    } finally {
      jest.useRealTimers()
    }
  })

  test('is one that there are words for, whatever the header', async () => {
    const messages = createMessages({ serverName })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'deq=;,*-. 01') })),
        async (header) => {
          expect(languages).toContain(await messages.language(asking(header)))
        },
      ),
    )
  })
})

describe('a language of the host’s own', () => {
  const [en] = packageWords
  if (en === undefined) throw new Error('There is no English')
  const named = (tag: string) => ({ ...en, language: tag, facts: { ...en.facts, account: `Account in ${tag}` } })
  const messages = createMessages({ serverName, words: ['zh-Hans', 'pt-BR', 'pt', 'de'].map(named) })

  test.each([
    ['zh-CN', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-TW', 'en'],
    ['zh-Hant', 'en'],
    ['pt-BR', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['PT-br', 'pt-BR'],
    ['de-AT', 'de'],
    ['fr', 'fr'],
  ])('%s: %s', async (tag, expected) => {
    expect(await messages.language(asking(tag))).toBe(expected)
  })

  test('says its own words, in place of the package’s where it has the same tag', () => {
    for (const tag of ['zh-Hans', 'de']) {
      const confirm = { action: '/', fields: {} }
      const page = { ...values, page: 'confirm', flow: 'password', medium: 'email', confirmed: false } as const
      const { html } = messages.page({ ...page, language: tag, confirm, notMe: confirm })
      expect(html).toContain(`Account in ${tag}`)
      expect(html).toContain(`lang="${tag}"`)
      const mail = messages.emailLink({ ...tokenValues(tag, 'password'), link: values.link })
      expect(mail.headers?.['Content-Language']).toBe(tag)
      expect(mail.subject).toBe(en.mails.link.password.subject(serverName))
    }
  })

  test('comes with the overrides, too', async () => {
    const own = createMessages({ serverName, overrides: { words: [named('sv')] } })
    expect(await own.language(asking('sv-FI'))).toBe('sv')
  })
})
