import fc from 'fast-check'
import type { Request } from 'express'
import type { Locale } from '../../lib/messages/message'
import { createMessages } from '../../lib/messages/messages'
import { languages, serverName } from './examples'

function asking(header?: string): Request {
  return { headers: header === undefined ? {} : { 'accept-language': header } } as Request
}

function language(header?: string, locale?: Locale, userId?: string): string {
  return createMessages({ serverName, locale }).language(asking(header), userId)
}

describe('the language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE_ch', 'de'],
    ['zh-Hant-TW, ja;q=0.5', 'ja'],
    ['en;q=0.2, fr;q=0.9, de;q=0.8', 'fr'],
    ['es, fr', 'es'],
    ['fr;q=0, *', 'en'],
    ['en;q=0, *;q=0.1', 'de'],
    ['en;q=0', 'en'],
    ['zh, *;q=0.5, ar;q=0.4', 'en'],
    ['pt-BR', 'en'],
    ['de;q=nonsense, fr;q=0.9', 'de'],
    ['ar-EG,ar;q=0.9,en-US;q=0.8', 'ar'],
    ['x'.repeat(5000) + ',de', 'en'],
  ])('Accept-Language %j: %s', (header, expected) => {
    expect(language(header)).toBe(expected)
  })

  it('is what `locale` says, the nearest that there are words for', () => {
    expect(language('de', 'fr-CA')).toBe('fr')
    expect(language('de', ({ request, userId }) => (userId === '@a:b' && request ? 'ja-JP' : undefined), '@a:b')).toBe(
      'ja',
    )
  })

  it('is left to Accept-Language where `locale` knows none', () => {
    expect(language('de', () => undefined)).toBe('de')
    expect(language('de', 'zh')).toBe('de')
    expect(language('de', () => 7 as unknown as string)).toBe('de')
  })

  it('is left to Accept-Language where `locale` throws, and that is told', () => {
    const thrown: unknown[] = []
    const error = new Error('no database')
    const locale = (): string => {
      throw error
    }
    const messages = createMessages({ serverName, locale, onLocaleError: (one) => thrown.push(one) })
    expect(messages.language(asking('es'))).toBe('es')
    expect(thrown).toEqual([error])
    expect(language('es', locale)).toBe('es')
  })

  it('is one that there are words for, whatever the header', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'deq=;,*-. 01') })), (header) => {
        expect(languages).toContain(language(header))
      }),
    )
  })
})
