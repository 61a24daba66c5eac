import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { createMessages } from '../../lib/messages/messages'
import { brand, emails, languages, link, serverName, values } from './examples'
import { attribute, elements, visibleTextOf } from './parsed-html'

const messages = createMessages({ serverName, brand })
const oneLine = (text: string) =>
  text
    .replace(/[\u2066-\u2069]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
const kinds = ['link', 'code', 'noAccount', 'changed']
const cases = languages.flatMap((language) => kinds.map((kind) => [language, kind] as const))

function email(language: string, kind: string, of = values) {
  const made = emails(messages, language, of)[kind]
  if (made === undefined) throw new Error(`There is no ${kind}`)
  return made
}

describe('an email', () => {
  it.each(cases)('says the same in text and HTML: %s %s', (language, kind) => {
    const { text, html } = email(language, kind)
    const seen = visibleTextOf(html)
    const said = text
      .split('\n')
      .filter((line) => line !== '-- ')
      // The page of help is a link in HTML and an address in text.
      .map((line) => oneLine(line.replace(/\S\s*https:\/\/example\.org\/help$/u, '')))
    for (const line of said) expect(seen).toContain(line)
    expect(elements(html, 'a').map((node) => attribute(node, 'href'))).toContain(brand.support)
  })

  it.each(cases)('names who asked, where from, with what and when: %s %s', (language, kind) => {
    const { text, html } = email(language, kind)
    for (const part of [oneLine(text), visibleTextOf(html)]) {
      expect(part).toContain('203.0.113.9')
      expect(part).toMatch(/Firefox.*Linux|Linux.*Firefox/u)
      expect(part).toMatch(/2025.*08:12 UTC/u)
      expect(part).toContain(serverName)
      if (kind !== 'noAccount') expect(part).toContain('@alice:example.org')
    }
  })

  it.each(languages)('tells which server sent it, and a brand beside it, but no name twice: %s', (language) => {
    const footer = (of: ReturnType<typeof createMessages>) => emails(of, language)['link']?.text.split('-- \n')[1] ?? ''
    expect(oneLine(footer(messages))).toContain(`${brand.name} (${serverName})`)
    const nameless = footer(createMessages({ serverName }))
    expect(nameless.split(serverName)).toHaveLength(2)
    expect(nameless).not.toContain('(')
  })

  it.each(languages)('of a link: a button and the bare link, in text the first URL: %s', (language) => {
    const { text, html } = email(language, 'link')
    expect(/[a-z]+:\/\/\S+/u.exec(text)?.[0]).toBe(link)
    const links = elements(html, 'a').filter((node) => attribute(node, 'href') === link)
    expect(links).toHaveLength(2)
    expect(visibleTextOf(html)).toContain(link)
  })

  it.each(languages)('of a code: shows it, and keeps it out of the subject: %s', (language) => {
    const { subject, text, html } = email(language, 'code')
    expect(text).toMatch(/^ {4}123456$/mu)
    expect(visibleTextOf(html)).toContain('123456')
    expect(subject).not.toContain('123456')
  })

  it.each(languages)('says how long it is good: %s', (language) => {
    const hour = new Intl.NumberFormat(language, { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(1)
    expect(oneLine(email(language, 'link').text)).toContain(oneLine(hour))
    expect(visibleTextOf(email(language, 'link').html)).toContain(oneLine(hour))
  })

  it.each(cases)('loads nothing, tracks nothing, runs nothing, and is under 20 KB: %s %s', (language, kind) => {
    const { html } = createMessages({ serverName }).emailLink({ ...values, language })
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import|src=/iu)
    const images = elements(email(language, kind).html, 'img').map((node) => attribute(node, 'src'))
    expect(images).toEqual([brand.logo])
    expect(Buffer.byteLength(email(language, kind).html)).toBeLessThan(20_000)
    expect(html).toContain('<meta name="color-scheme" content="light dark"')
  })

  it.each(cases)('turns with the script: %s %s', (language, kind) => {
    const [root] = elements(email(language, kind).html, 'html')
    expect(root && [attribute(root, 'lang'), attribute(root, 'dir')]).toEqual([
      language,
      language === 'ar' ? 'rtl' : 'ltr',
    ])
    expect(email(language, kind).text.includes('\u2068@alice')).toBe(language === 'ar' && kind !== 'noAccount')
  })

  it('says that a machine sent it, under an ID of the server', () => {
    const one = email('en', 'link').headers
    expect(one).toMatchObject({ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' })
    expect(one?.['Message-ID']).toMatch(/^<[0-9a-f-]{36}@matrix\.example\.org>$/u)
    expect(email('en', 'link').headers?.['Message-ID']).not.toBe(one?.['Message-ID'])
  })

  it.each([
    ['localhost:8008', 'localhost'],
    ['[::1]:8448', '[IPv6:::1]'],
    ['192.0.2.1', '192.0.2.1'],
  ])('has an ID without the port of %s', (name, domain) => {
    const { headers } = createMessages({ serverName: name }).emailNoAccount({ language: 'en', asked: values.asked })
    expect(headers?.['Message-ID']?.endsWith(`@${domain}>`)).toBe(true)
  })

  it('leaves out what is not known', () => {
    const { text } = messages.emailLink({ ...values, language: 'en', asked: { at: 0 } })
    expect(text).toContain('Time: 1 January 1970 at 00:00\u00a0UTC\n')
    expect(text).not.toMatch(/Network address|Browser|undefined/u)
  })

  it.each(cases)('comes through MIME as it is: %s %s', async (language, kind) => {
    const hostile = { ...values, userId: '@' + 'ä"<é>'.repeat(200) + '\r\nBcc: eve@example.org:example.org' }
    for (const content of [email(language, kind), email(language, kind, hostile)]) {
      const transport = createTransport({ streamTransport: true, buffer: true })
      const sent = await transport.sendMail({ from: 'a@example.org', to: 'alice@example.org', ...content })
      const raw = sent.message as Buffer
      for (const line of raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
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
