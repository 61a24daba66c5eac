import { createHash } from 'node:crypto'
import { styleHashes } from '../../lib/messages/content-security'
import { createMessages } from '../../lib/messages/messages'
import { brand, languages, makers, pages, serverName, values } from './examples'
import { attribute, elements, nodesOf, visibleTextOf } from './parsed-html'

const messages = createMessages({ serverName, brand })
const kinds = Object.keys(pages(messages, 'en'))
const cases = languages.flatMap((language) => kinds.map((kind) => [language, kind] as const))

function page(language: string, kind: string): string {
  return makers(messages, language).get(kind)?.().html ?? ''
}

describe('a page', () => {
  it.each(cases)('is a whole document without scripts: %s, %s', (language, kind) => {
    const html = page(language, kind)
    expect(html.startsWith('<!DOCTYPE html>')).toBe(true)
    const [root] = elements(html, 'html')
    expect(root && [attribute(root, 'lang'), attribute(root, 'dir')]).toEqual([
      language,
      language === 'ar' ? 'rtl' : 'ltr',
    ])
    expect(elements(html, 'h1')).toHaveLength(1)
    expect(elements(html, 'main')).toHaveLength(1)
    expect(elements(html, 'style')).toHaveLength(1)
    expect(elements(html, 'script')).toHaveLength(0)
    const attributes = nodesOf(html).flatMap((node) => node.attrs ?? [])
    expect(attributes.filter(({ name }) => name === 'style' || name.startsWith('on'))).toEqual([])
    const ids = attributes.filter(({ name }) => name === 'id').map(({ value }) => value)
    expect(new Set(ids).size).toBe(ids.length)
    expect(html).not.toMatch(/undefined|\[object/u)
    expect(elements(html, 'a').map((node) => attribute(node, 'href'))).toContain(brand.support)
  })

  it.each(languages)('confirm: first the form that proves, then "this was not me": %s', (language) => {
    const form = { action: '/a?x=1&y=2', fields: { sid: 'a.b', token: '"t"' } }
    const { html } = messages.page({
      ...values,
      language,
      page: 'confirm',
      medium: 'email',
      confirm: form,
      notMe: { action: '/not-me', fields: { sid: 'a.b' } },
    })
    const forms = elements(html, 'form').map((node) => [attribute(node, 'method'), attribute(node, 'action')])
    expect(forms).toEqual([
      ['post', '/a?x=1&y=2'],
      ['post', '/not-me'],
    ])
    const fields = elements(html, 'input').map((node) => ['type', 'name', 'value'].map((name) => attribute(node, name)))
    expect(fields).toEqual([
      ['hidden', 'sid', 'a.b'],
      ['hidden', 'token', '"t"'],
      ['hidden', 'sid', 'a.b'],
    ])
    expect(elements(html, 'button').map((node) => attribute(node, 'type'))).toEqual(['submit', 'submit'])
    const seen = visibleTextOf(html)
    for (const fact of ['@alice:example.org', '203.0.113.9', 'Firefox', '2025']) expect(seen).toContain(fact)
  })

  it.each(languages)('code: a labelled field that a phone fills in; a wrong one is announced: %s', (language) => {
    const right = page(language, 'page code msisdn')
    const wrong = page(language, 'page code msisdn wrong')
    for (const html of [right, wrong]) {
      const input = elements(html, 'input').find((node) => attribute(node, 'name') === 'token')
      expect(input && attribute(input, 'autocomplete')).toBe('one-time-code')
      expect(input && attribute(input, 'inputmode')).toBe('numeric')
      expect(elements(html, 'label').map((node) => attribute(node, 'for'))).toEqual([input && attribute(input, 'id')])
      expect(input && attribute(input, 'aria-invalid')).toBe(html === wrong ? 'true' : undefined)
      const alerts = nodesOf(html).filter((node) => attribute(node, 'role') === 'alert')
      expect(alerts).toHaveLength(html === wrong ? 1 : 0)
    }
  })

  it.each(languages)('limited says how long to wait, never less than is so: %s', (language) => {
    const seen = visibleTextOf(messages.page({ language, page: 'limited', retryAfterMs: 240_001 }).html)
    const five = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(5)
    expect(seen).toContain(
      five.replace(/[٠-٩]/gu, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit))).replace(/\s+/gu, ' '),
    )
  })

  it('error gives the code for those who help', () => {
    expect(visibleTextOf(page('en', 'page error'))).toContain('M_INVALID_PARAM')
  })
})

describe('styleHashes', () => {
  const hashOf = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`

  it('is the same for every page of a brand, in every language', () => {
    const hashes = new Set(cases.map(([language, kind]) => styleHashes(page(language, kind)).join()))
    expect(hashes.size).toBe(1)
    const [style] = elements(page('ar', 'page done email'), 'style')
    expect([...hashes]).toEqual([hashOf(style?.childNodes?.[0]?.value ?? '')])
  })

  it('finds every style element of a page of somebody else’s, as a browser parses it', () => {
    expect(styleHashes('<style>a{}</style><p><STYLE nonce="x">\r\nb{}\r</STYLE ><styles>c</styles>')).toEqual([
      hashOf('a{}'),
      hashOf('\nb{}\n'),
    ])
    expect(styleHashes('<p>none</p>')).toEqual([])
    expect(styleHashes('<style>never ended')).toEqual([hashOf('never ended')])
  })

  it('stays right when many styles came by', () => {
    for (let number = 0; number < 120; number++) {
      expect(styleHashes(`<style>a{order:${number}}</style>`)).toEqual([hashOf(`a{order:${number}}`)])
    }
  })
})
