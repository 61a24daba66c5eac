import { packageWords } from '../../lib/messages/languages/package-words'
import { formsOf, kinds, links, messages, page, titleOf } from './example-pages'
import { brand, flows, languages, media, pageValues, requestedAt, values } from './examples'
import { attribute, elements, nodesOf, textOf, visibleTextOf } from './parsed-html'

const flowCases = languages.flatMap((language) =>
  flows.flatMap((flow) => media.map((medium) => [language, flow, medium] as const)),
)

const field = (html: string, id: string) => elements(html, 'input').find((node) => attribute(node, 'id') === id)
const byId = (html: string, id: string) => nodesOf(html).find((node) => attribute(node, 'id') === id)

describe('a page', () => {
  test.each(languages)('is a whole document without scripts, whichever it is: %s', (language) => {
    for (const kind of kinds) {
      const html = page(language, kind.slice('page '.length))
      expect(html.startsWith('<!DOCTYPE html>')).toBe(true)
      const [root] = elements(html, 'html')
      expect(root && [attribute(root, 'lang'), attribute(root, 'dir')]).toEqual([
        language,
        language === 'ar' ? 'rtl' : 'ltr',
      ])
      for (const name of ['h1', 'main', 'style', 'title']) expect(elements(html, name)).toHaveLength(1)
      expect(elements(html, 'script')).toHaveLength(0)
      const attributes = nodesOf(html).flatMap((node) => node.attrs ?? [])
      expect(attributes.filter(({ name }) => name === 'style' || name.startsWith('on'))).toEqual([])
      const ids = attributes.filter(({ name }) => name === 'id').map(({ value }) => value)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { value } of attributes.filter(({ name }) => name === 'aria-describedby'))
        for (const id of value.split(' ')) expect(ids).toContain(id)

      expect(attributes.filter(({ name }) => name === 'autofocus').length).toBeLessThanOrEqual(1)
      expect(html).not.toMatch(/undefined|\[object|[\ue000\ue001]/u)
      expect(links(html)).toContain(brand.support)
    }
  })

  test.each(languages)(
    'leaves the referrer to its header: a form of the reset page has to name its origin: %s',
    (language) => {
      for (const kind of kinds) expect(page(language, kind.slice(5))).not.toMatch(/referrer/iu)
    },
  )

  test.each(['confirm', 'confirm confirmed', 'stop', 'code', 'done', 'not-me', 'not-me used', 'stopped'])(
    'has a title of its own for each flow: %s',
    (kind) => {
      for (const medium of media) {
        const titles = flows.map((flow) => titleOf(page('en', `${kind} ${flow} ${medium}`)))
        expect(new Set(titles).size).toBe(3)
      }
    },
  )

  test('speaks of no password and of nobody’s account where there is none', () => {
    const others = kinds.filter((kind) => /register|3pid/u.test(kind))
    expect(others.length).toBeGreaterThanOrEqual(40)
    for (const kind of others) {
      const seen = titleOf(page('en', kind.slice(5))) + visibleTextOf(page('en', kind.slice(5)))
      expect(seen).not.toMatch(/password|your account|@alice/iu)
    }
  })

  test('says "link or code" only where it does not know', () => {
    for (const kind of kinds.map((name) => name.slice(5))) {
      const knows = /^(?:expired|wrong) (?:link|code)/u.test(kind)
      if (knows) expect(visibleTextOf(page('en', kind))).not.toMatch(/link or code/u)
    }
    expect(visibleTextOf(page('en', 'expired email'))).toContain('link or code')
  })
})

describe('confirm', () => {
  test.each(packageWords)('warns whoever was told to open it, before the form that confirms: $language', (words) => {
    const plainSpaces = (text: string) => text.replace(/\s+/gu, ' ')
    const warning = plainSpaces(words.pages.warning)
    // Was it somebody else? Then the other button.
    expect(warning).toMatch(/[?？؟]/u)
    expect(warning).toContain(plainSpaces(words.pages.notMe))
    const confirming = [...pageValues(words.language)].filter(([, { page }]) => page === 'confirm')
    expect(confirming.length).toBeGreaterThanOrEqual(6)
    for (const [, page] of confirming) {
      const { html } = messages.page(page)
      const seen = plainSpaces(visibleTextOf(html))
      const [button] = elements(html, 'button').map((node) => plainSpaces(textOf(node)))
      expect(seen).toContain(warning)
      expect(seen.indexOf(warning)).toBeLessThan(seen.lastIndexOf(button ?? ''))
    }
  })

  test.each(flowCases)('first the form that confirms, then "this was not me": %s %s %s', (language, flow, medium) => {
    const { userId, requester } = values
    const confirm = { action: '/a?x=1&y=2', fields: { sid: 'a.b', token: '"t"' } }
    const notMe = { action: '/not-me', fields: { sid: 'a.b' } }
    const about = { language, flow, medium, requester, ...(flow === 'password' && { userId }) } as const
    const html = [true, false].map(
      (confirmed) => messages.page({ ...about, page: 'confirm', confirmed, confirm, notMe }).html,
    )
    for (const one of html) {
      const forms = elements(one, 'form').map((node) => [attribute(node, 'method'), attribute(node, 'action')])
      expect(forms).toEqual([
        ['post', '/a?x=1&y=2'],
        ['post', '/not-me'],
      ])
      const fields = elements(one, 'input').map((node) =>
        ['type', 'name', 'value'].map((name) => attribute(node, name)),
      )
      expect(fields).toEqual([
        ['hidden', 'sid', 'a.b'],
        ['hidden', 'token', '"t"'],
        ['hidden', 'sid', 'a.b'],
      ])
      expect(elements(one, 'button').map((node) => attribute(node, 'type'))).toEqual(['submit', 'submit'])
      const seen = visibleTextOf(one)
      for (const fact of ['203.0.113.9', 'Firefox', '2025', '08:12']) expect(seen).toContain(fact)
      expect(seen.includes('@alice:example.org')).toBe(flow === 'password')
    }
    // That it is confirmed already is said, and the first button says something else.
    const [confirmed = '', first = ''] = html
    expect(titleOf(confirmed)).not.toBe(titleOf(first))
    expect(formsOf(confirmed)[0]).not.toBe(formsOf(first)[0])
    expect(formsOf(confirmed)[1]).toBe(formsOf(first)[1])
  })

  test('says how long ago it was asked', () => {
    expect(visibleTextOf(page('en', 'confirm password email'))).toContain('at 08:12 UTC (5 minutes ago)')
    expect(visibleTextOf(page('de', 'confirm password email'))).toContain('(vor 5 Minuten)')
  })
})

describe('stop', () => {
  test.each(flowCases)('has no button but the one that stops: %s %s %s', (language, flow, medium) => {
    const html = page(language, `stop ${flow} ${medium}`)
    expect(elements(html, 'form')).toHaveLength(1)
    expect(elements(html, 'button')).toHaveLength(1)
    expect(links(html)).toEqual([brand.support])
  })
})

describe('code', () => {
  test.each(flowCases)(
    'a labelled field that a phone fills in, and after a wrong one the focus in it: %s %s %s',
    (language, flow, medium) => {
      for (const kind of ['code', 'code wrong', 'code none']) {
        const html = page(language, `${kind} ${flow} ${medium}`)
        const input = field(html, 'token')
        if (input === undefined) throw new Error('There is no field')
        expect(['name', 'autocomplete', 'inputmode'].map((name) => attribute(input, name))).toEqual([
          'token',
          'one-time-code',
          'numeric',
        ])
        expect(elements(html, 'label').map((node) => attribute(node, 'for'))).toEqual(['token'])
        const refused = kind !== 'code'
        expect(attribute(input, 'aria-invalid')).toBe(refused ? 'true' : undefined)
        expect(attribute(input, 'autofocus') !== undefined).toBe(refused)
        expect(attribute(input, 'aria-describedby')).toBe(refused ? 'token-problem token-hint' : 'token-hint')
        if (refused) expect(textOf(byId(html, 'token-problem') ?? { nodeName: '' }).length).toBeGreaterThan(10)
        // Whoever asked can open it.
        expect(visibleTextOf(html)).not.toMatch(/alice|203\.0\.113\.9/u)
      }
    },
  )

  test('says at which server, how many digits and until when', () => {
    const seen = visibleTextOf(page('en', 'code password msisdn'))
    expect(seen).toContain('Example has sent a 6-digit code by SMS.')
    expect(seen).toContain('Time left: 5 minutes (until 08:22 UTC).')
    expect(titleOf(page('en', 'code wrong password msisdn'))).toMatch(/^Error: /u)
  })

  test('says less of a code that an identity server makes, and nothing of a time that is over', () => {
    const { action } = values
    const form = { action, fields: {} }
    const own = { language: 'en', page: 'code', flow: 'password', medium: 'msisdn', form, wrong: false } as const
    const seen = visibleTextOf(messages.page(own).html)
    expect(seen).toContain('Example has sent a code by SMS.')
    expect(seen).not.toMatch(/Time left|digit/u)
    expect(elements(messages.page(own).html, 'form')).toHaveLength(1)
    expect(visibleTextOf(messages.page({ ...own, expiresAt: requestedAt }).html)).not.toContain('Time left')
  })
})

describe('examples', () => {
  test('have every kind of page in them', () => {
    const shown = new Set([...pageValues('en').values()].map((one) => one.page))
    const all = 'confirm stop code done not-me stopped expired wrong too-many-tries limited unavailable error'.split(
      ' ',
    )
    const reset = 'ask sent code password done start-again forbidden'.split(' ').map((name) => `reset-${name}`)
    expect([...shown].sort()).toEqual([...all, ...reset].sort())
  })
})
