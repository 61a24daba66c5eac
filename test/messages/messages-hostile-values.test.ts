import fc from 'fast-check'
import { createMessages } from '../../lib/messages/messages'
import { visibleText } from '../../lib/messages/text/visible-text'
import type { Brand } from '../../lib/messages/brand/brand'
import { requesterFrom } from '../../lib/messages/requester/requester'
import { brand, languages, makers, serverName, tokenValues, values, type ExampleValues } from './examples'
import { attribute, elements, skeleton, textOf, visibleTextOf } from './parsed-html'

const runs = { numRuns: 1000 }
const attacks = fc.constantFrom(
  '"><script>alert(1)</script>',
  "' onmouseover='alert(1)' x='",
  '</title><script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '</bdi></p></form><form action=https://evil.example/>',
  'javascript:alert(1)',
  '\r\nBcc: eve@example.org\r\n\r\n<b>hello</b>',
  '\u202Egro.elpmaxe\u2066',
  '\u0000\u0008\u001b[31m',
  '<!--',
  '--><x>',
  '&lt;script&gt;&#x3c;b&#x3e;',
  '`${1}`',
  ' https://evil.example/ ',
  '\u2028https://evil.example/',
  '\ud800',
  'e' + '\u0301'.repeat(300),
)
const anything = fc.string({ unit: 'binary', maxLength: 300 })
const hostile = fc.oneof(
  attacks,
  anything,
  fc.tuple(anything, attacks, anything).map((parts) => parts.join('')),
)
const language = fc.constantFrom(...languages)

interface Document {
  readonly html: string
  readonly text?: string
  readonly subject?: string
}

function documentOf(
  name: string,
  inLanguage: string,
  example: ExampleValues = values,
  ownBrand: Brand = brand,
): Document {
  const make = makers(createMessages({ serverName, brand: ownBrand }), inLanguage, example).get(name)
  if (make === undefined) throw new Error(`There is no ${name}`)
  return make()
}

const names = [...makers(createMessages({ serverName }), 'en').keys()]

/** Renders one document with a hostile value, and checks that it is built as the same one with a harmless value. */
function compare(
  put: (value: string) => Partial<ExampleValues>,
  inPlace: (document: Document, value: string, name: string) => void = () => undefined,
  harmless = put('harmless'),
): void {
  const expectations = new Map<string, { readonly built: string; readonly lines: number | undefined }>()
  const expected = (name: string, inLanguage: string) => {
    const key = `${name} ${inLanguage}`
    const document = expectations.has(key) ? undefined : documentOf(name, inLanguage, { ...values, ...harmless })
    if (document) expectations.set(key, { built: skeleton(document.html), lines: document.text?.split('\n').length })
    return expectations.get(key)
  }
  fc.assert(
    fc.property(language, fc.constantFrom(...names), hostile, (inLanguage, name, value) => {
      const document = documentOf(name, inLanguage, { ...values, ...put(value) })
      expect(skeleton(document.html)).toBe(expected(name, inLanguage)?.built)
      expect(document.subject ?? '').toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)
      expect(document.text?.split(/[\n\r\u2028\u2029\u0085\v\f]/u).length).toBe(expected(name, inLanguage)?.lines)
      expect(document.html).not.toMatch(/(?![\n\t])\p{Cc}/u)
      expect(visibleTextOf(document.html) + (document.text ?? '')).not.toMatch(/[\u202a-\u202e\u2066\u2067]/u)
      inPlace(document, value, name)
    }),
    runs,
  )
}

function isolated(html: string): readonly string[] {
  return elements(html, 'bdi').map(textOf)
}

function attributes(html: string): readonly string[] {
  return elements(html, 'a').map((node) => attribute(node, 'href') ?? '')
}

describe('a hostile value stays in its place', () => {
  test('userId', () => {
    compare(
      (userId) => ({ userId }),
      ({ html, text }, value, name) => {
        if (!/^(?:(?:link|code|page (?:confirm|stop)) .*password|changed)/u.test(name)) return
        expect(isolated(html)).toContain(visibleText(value))
        expect(text ?? visibleText(value)).toContain(visibleText(value))
        if (name.startsWith('link ')) expect(/[a-z]+:\/\/\S+/u.exec(text ?? '')?.[0]).toBe(values.link)
      },
    )
  })

  test('link', () => {
    compare(
      (value) => ({ link: `https://example.org/?token=${value}` }),
      ({ html, text }, value, name) => {
        if (!name.startsWith('link ')) return
        const printed = `https://example.org/?token=${value.replace(/[^!-~]/gu, '')}`
        expect(attributes(html).slice(0, 2)).toEqual([printed, printed])
        expect(/https?:\/\/\S+/u.exec(text ?? '')?.[0]).toBe(printed)
      },
    )
  })

  test('code', () => {
    compare((code) => ({ code }))
  })

  test('the IP address, which is left out unless it is one', () => {
    const { at, browser, system } = values.requester
    const requester = { at, browser, system }
    compare((from) => ({ requester: { ...requester, from } }), undefined, { requester })
    fc.assert(
      fc.property(hostile, (address) => {
        const from = requesterFrom({ at: 0, address }).from ?? ''
        expect(from).toMatch(/^[0-9a-f.:]{0,45}$/iu)
      }),
      runs,
    )
  })

  test('the user agent, of which only names that are known come through', () => {
    const { at, from } = values.requester
    compare(
      (value) => ({ requester: requesterFrom({ at, address: from, userAgent: `Firefox/1 Linux ${value}` }) }),
      ({ html, text }, value) => {
        expect(text ?? '').not.toContain('evil.example')
        // A name in the value itself may be taken, or one that is longer than is looked at.
        if (value.includes('evil.example')) expect(html).not.toContain('evil.example')
      },
    )
  })

  test('the names of browser and system, should they come from elsewhere', () => {
    const { at } = values.requester
    compare((browser) => ({ requester: { at, browser: `a${browser}`, system: 'Linux' } }))
  })

  test('stopLink', () => {
    compare((value) => ({ stopLink: `https://example.org/?token=${value}` }))
  })

  test('what was typed, and what a host says of a password', () => {
    compare((typed) => ({ typed }))
    compare((said) => ({ said }))
  })

  test('errcode', () => {
    compare((errcode) => ({ errcode }))
  })

  test('the action and the hidden fields of a form, which come back as they were', () => {
    compare(
      (field) => ({ field, action: `/path?${field}` }),
      ({ html }, value) => {
        const kept = value.replace(/(?![\n\t])\p{Cc}/gu, '')
        for (const input of elements(html, 'input').filter((node) => attribute(node, 'type') === 'hidden')) {
          if (attribute(input, 'name') === 'country') continue
          expect(attribute(input, 'value')).toBe(kept)
        }
        for (const form of elements(html, 'form')) expect(attribute(form, 'action')).toBe(`/path?${kept}`)
      },
    )
  })

  test.each(['name', 'logo', 'support', 'color', 'app'] as const)('brand.%s', (field) => {
    const prefix = { name: '', logo: 'https://example.org/', support: 'https://example.org/', color: '', app: '' }[
      field
    ]
    fc.assert(
      fc.property(language, fc.constantFrom(...names), hostile, (inLanguage, name, value) => {
        const document = documentOf(name, inLanguage, values, { ...brand, [field]: prefix + value })
        // What is no URL of an app leaves no button.
        const expected =
          field === 'app'
            ? documentOf(name, inLanguage, values, { ...brand, app: undefined })
            : documentOf(name, inLanguage)
        expect(skeleton(document.html)).toBe(skeleton(expected.html))
        expect(document.subject ?? '').toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)
        if (name.startsWith('link ')) expect(/https?:\/\/\S+/u.exec(document.text ?? '')?.[0]).toBe(values.link)
      }),
      runs,
    )
  })

  test('brand.support and brand.logo of a scheme that runs scripts are left out', () => {
    const scheme = 'JavaScript:alert(1)'
    for (const name of names) {
      expect(documentOf(name, 'en', values, { ...brand, support: scheme, logo: scheme }).html).not.toMatch(
        /javascript/iu,
      )
    }
  })

  test('serverName', () => {
    fc.assert(
      fc.property(language, hostile, (inLanguage, value) => {
        const email = createMessages({ serverName: value, brand }).emailLink({
          ...tokenValues(inLanguage, 'password'),
          link: values.link,
        })
        expect(skeleton(email.html)).toBe(skeleton(documentOf('link password', inLanguage).html))
        expect(email.headers?.['Message-ID']).toMatch(/^<[0-9a-f-]{36}@[!-;=?-~]*>$/u)
      }),
      runs,
    )
  })
})
