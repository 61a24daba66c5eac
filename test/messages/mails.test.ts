import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { createMessages } from '../../lib/messages/messages'
import { brand, emails, flows, languages, link, serverName, stopLink, tokenValues, values } from './examples'
import { attribute, elements, visibleTextOf } from './parsed-html'

const messages = createMessages({ serverName, brand })
const oneLine = (text: string) =>
  text
    .replace(/[\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
const kinds = Object.keys(emails(messages, 'en'))
const cases = languages.flatMap((language) => kinds.map((kind) => [language, kind] as const))
const namesAccount = (kind: string) => kind.endsWith('password') || kind === 'changed'
const ofFlow = languages.flatMap((language) => flows.map((flow) => [language, flow] as const))

function email(language: string, kind: string, example: Parameters<typeof emails>[2] = values, by = messages) {
  const made = emails(by, language, example)[kind]
  if (made === undefined) throw new Error(`There is no ${kind}`)
  return made
}

describe('an email', () => {
  test.each(cases)('says the same in text and HTML: %s %s', (language, kind) => {
    const { text, html } = email(language, kind)
    const seen = visibleTextOf(html)
    const said = text
      .split('\n')
      // Links of second rank are words in HTML and URLs in text.
      .filter((line) => line !== '-- ' && line !== stopLink && line !== brand.app)
      .map((line) => oneLine(line.replace(/\S\s*https:\/\/example\.org\/help$/u, '')))
    for (const line of said) expect(seen).toContain(line)
    const links = elements(html, 'a').map((node) => attribute(node, 'href'))
    for (const url of text.match(/https?:\/\/\S+/gu) ?? []) expect(links).toContain(url)
  })

  test.each(cases)('names who asked, where from, with what and when: %s %s', (language, kind) => {
    const { text, html } = email(language, kind)
    for (const part of [oneLine(text), visibleTextOf(html)]) {
      expect(part).toContain('203.0.113.9')
      expect(part).toMatch(/Firefox.*Linux|Linux.*Firefox/u)
      expect(part).toMatch(/2025.*(?:08:12 UTC|UTC 08:12)/u)
      expect(part).toContain(serverName)
      expect(part.includes('@alice:example.org')).toBe(namesAccount(kind))
    }
  })

  test.each(languages)('has a subject of its own for each flow and kind: %s', (language) => {
    const subjects = Object.values(emails(messages, language)).map(({ subject }) => subject)
    expect(new Set(subjects).size).toBe(kinds.length)
    for (const subject of subjects) expect(subject).toContain(brand.name)
  })

  test('speaks of no password and of nobody’s account where there is none', () => {
    for (const kind of ['link register', 'link 3pid', 'code register', 'code 3pid']) {
      const { subject, text, html } = email('en', kind)
      for (const part of [subject, text, visibleTextOf(html)])
        expect(part.replaceAll('express_matrix_password_reset', '')).not.toMatch(/password|your account/iu)

      // Not even where somebody hands the account over.
      const flow = kind.endsWith('register') ? 'register' : '3pid'
      expect(messages.emailLink({ ...values, language: 'en', flow }).subject).not.toMatch(/password/iu)
    }
  })

  test.each(languages)('names the server that sent it, and a brand beside it, but no name twice: %s', (language) => {
    const footer = (made: ReturnType<typeof createMessages>) =>
      email(language, 'link password', values, made).text.split('-- \n')[1]
    expect(oneLine(footer(messages) ?? '')).toContain(`${brand.name} (${serverName})`)
    const nameless = footer(createMessages({ serverName })) ?? ''
    expect(nameless.split(serverName)).toHaveLength(2)
    expect(nameless).not.toContain('(')
  })

  test.each(ofFlow)('with a link: a button and the bare link, in text the first URL: %s %s', (language, flow) => {
    const { text, html } = email(language, `link ${flow}`)
    expect(/[a-z]+:\/\/\S+/u.exec(text)?.[0]).toBe(link)
    const links = elements(html, 'a').filter((node) => attribute(node, 'href') === link)
    expect(links).toHaveLength(2)
    expect(visibleTextOf(html)).toContain(link)
  })

  test.each(ofFlow)(
    'has a way to stop the request that is no way in, and is left out where there is none: %s %s',
    (language, flow) => {
      for (const kind of [`link ${flow}`, `code ${flow}`]) {
        const { text, html } = email(language, kind)
        const hrefs = elements(html, 'a').map((node) => attribute(node, 'href'))
        expect(hrefs.filter((href) => href === stopLink)).toHaveLength(1)
        expect(text.split('\n')).toContain(stopLink)
      }
      const without = { ...tokenValues(language, flow), stopLink: undefined }
      const { text, html } = messages.emailCode({ ...without, code: values.code })
      expect(text.match(/https?:\/\/\S+/gu)).toEqual([brand.support])
      expect(elements(html, 'a').map((node) => attribute(node, 'href'))).toEqual([brand.support])
      // What it says of the link is gone, too.
      expect(text.split('\n\n')).toHaveLength(email(language, `code ${flow}`).text.split('\n\n').length - 1)
    },
  )

  test.each(languages)('with a code: shows it, and keeps it out of the subject: %s', (language) => {
    for (const flow of flows) {
      const { subject, text, html } = email(language, `code ${flow}`)
      expect(text).toMatch(/^ {4}123456$/mu)
      expect(visibleTextOf(html)).toContain('123456')
      expect(subject).not.toContain('123456')
    }
  })

  test.each(languages)('has no link but the app’s where there is no token in it: %s', (language) => {
    for (const kind of ['noAccount', 'inUse register', 'inUse 3pid']) {
      const { text, html } = email(language, kind)
      expect(text.match(/https?:\/\/\S+/gu)).toEqual([brand.app, brand.support])
      expect(elements(html, 'a').map((node) => attribute(node, 'href'))).toEqual([brand.app, brand.support])
      expect(email(language, kind, values, createMessages({ serverName })).html).not.toContain('<a')
    }
  })

  test('says how to sign in or reset where the address has an account already', () => {
    for (const kind of ['inUse register', 'inUse 3pid'])
      expect(oneLine(email('en', kind).text)).toMatch(/sign in to .* choose "Forgot password"/u)
  })

  test.each(languages)('says how long it is good: %s', (language) => {
    const hour = new Intl.NumberFormat(language, { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(1)
    const { text, html } = email(language, 'link password')
    expect(oneLine(text)).toContain(oneLine(hour))
    expect(visibleTextOf(html)).toContain(oneLine(hour))
  })

  test.each(cases)('loads nothing, tracks nothing, runs nothing, and is small: %s %s', (language, kind) => {
    const { html } = email(language, kind, values, createMessages({ serverName }))
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import|src=/iu)
    const images = elements(email(language, kind).html, 'img').map((node) => attribute(node, 'src'))
    expect(images).toEqual([brand.logo])
    const whole = email(language, kind)
    expect(Buffer.byteLength(whole.html + whole.text)).toBeLessThan(language === 'en' ? 6_144 : 7_000)
    expect(html).toContain('<meta name="color-scheme" content="light dark"')
  })

  test.each(kinds)('in English is ASCII in short lines, but for its links: %s', (kind) => {
    const { subject, text, html } = email('en', kind)
    expect(subject + text + html).toMatch(/^[\x20-\x7e\n]*$/u)
    for (const line of (text + html).split('\n')) if (!line.includes('https://')) expect(line.length).toBeLessThan(77)
  })

  test.each(cases)('turns with the script: %s %s', (language, kind) => {
    const [root] = elements(email(language, kind).html, 'html')
    expect(root && [attribute(root, 'lang'), attribute(root, 'dir')]).toEqual([
      language,
      language === 'ar' ? 'rtl' : 'ltr',
    ])
    expect(email(language, kind).text.includes('\u2068@alice')).toBe(language === 'ar' && namesAccount(kind))
  })

  test('says that a machine sent it, under an ID of the server, and wants to hear where it can’t be delivered', () => {
    const one = email('en', 'link password').headers
    expect(one).toMatchObject({ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' })
    expect(one?.['Message-ID']).toMatch(/^<[0-9a-f-]{36}@matrix\.example\.org>$/u)
    expect(email('en', 'link password').headers?.['Message-ID']).not.toBe(one?.['Message-ID'])
  })

  test.each([
    ['localhost:8008', 'localhost'],
    ['[::1]:8448', '[IPv6:::1]'],
    ['192.0.2.1', '192.0.2.1'],
  ])('has an ID without the port of %s', (name, domain) => {
    const { headers } = createMessages({ serverName: name }).emailNoAccount({
      language: 'en',
      requester: values.requester,
    })
    expect(headers?.['Message-ID']?.endsWith(`@${domain}>`)).toBe(true)
  })

  test('leaves out what is not known, and keeps nothing of the mail before', () => {
    const before = email('en', 'link password').text
    const { text } = messages.emailLink({ ...values, flow: 'password', language: 'en', requester: { at: 0 } })
    expect(text).toContain('Time: 1 January 1970 at 00:00 UTC\n')
    expect(text).not.toMatch(/IP address|Browser|undefined/u)
    const other = messages.emailLink({ ...values, flow: 'password', language: 'en', userId: '@bob:example.org' })
    expect(other.text).toBe(before.replaceAll('@alice', '@bob'))
    expect(other.html).not.toContain('@alice')
  })

  test.each(cases)('comes through MIME as it is: %s %s', async (language, kind) => {
    const hostile = { ...values, userId: '@' + 'ä"<é>'.repeat(200) + '\r\nBcc: eve@example.org:example.org' }
    for (const content of [email(language, kind), email(language, kind, hostile)]) {
      const transport = createTransport({ streamTransport: true, buffer: true })
      const sent = await transport.sendMail({ from: 'a@example.org', to: 'alice@example.org', ...content })
      const raw = sent.message as Buffer
      for (const line of raw.toString('latin1').split(/\r?\n/u)) expect(line.length).toBeLessThanOrEqual(998)
      const parsed = await simpleParser(raw)
      expect(parsed.subject).toBe(content.subject)
      expect(parsed.text?.trim()).toBe(content.text.trim())
      expect(String(parsed.html).trim()).toBe(content.html.trim())
      expect(parsed.messageId).toBe(content.headers?.['Message-ID'])
      expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
      expect(parsed.bcc).toBeUndefined()
    }
  })
})
