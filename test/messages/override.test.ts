import type { EmailContent, LinkMessageValues, MessageOverrides } from '../../lib/messages/values/message-values'
import { createMessages } from '../../lib/messages/messages'
import { brand, emails, pages, serverName, texts, values } from './examples'

const all = (overrides: MessageOverrides): Readonly<Record<string, object>> => {
  const messages = createMessages({ serverName, brand, overrides })
  return { ...emails(messages, 'de'), ...texts(messages, 'de'), ...pages(messages, 'de') }
}

describe('a function that replaces a message', () => {
  test('gets the values, filled in, and what would have been said', () => {
    let got: readonly [LinkMessageValues, EmailContent] | undefined
    const emailLink = (...args: readonly [LinkMessageValues, EmailContent]): EmailContent => {
      got = args
      return { ...args[1], subject: `${args[0].brand.name ?? ''}!` }
    }
    const { subject } = createMessages({ serverName, brand, overrides: { emailLink } }).emailLink({
      ...values,
      language: 'de',
      flow: 'password',
    })
    expect(subject).toBe('Example!')
    expect(got?.[0]).toMatchObject({ serverName, brand, language: 'de', userId: values.userId, link: values.link })
    expect(got?.[1].text).toContain('Passwort zurücksetzen')
  })

  test('can replace each of them', () => {
    const mail: EmailContent = { subject: 's', text: 't', html: 'h' }
    const messages = createMessages({
      serverName,
      overrides: {
        emailLink: () => mail,
        emailCode: () => mail,
        emailNoAccount: () => mail,
        emailInUse: () => mail,
        emailChanged: () => mail,
        smsLink: () => ({ text: 'link' }),
        smsCode: () => ({ text: 'code' }),
        page: ({ page }) => ({ html: page }),
      },
    })
    for (const one of Object.values(emails(messages, 'en'))) expect(one).toEqual(mail)
    for (const [name, { text }] of Object.entries(texts(messages, 'en'))) expect(name.startsWith(text)).toBe(true)
    expect(pages(messages, 'en')['page done password email']).toEqual({ html: 'done' })
  })

  test('can put no line end into the subject or a header', () => {
    const emailNoAccount = (_values: unknown, standard: EmailContent): EmailContent => ({
      ...standard,
      subject: 'one\r\nBcc: eve@example.org',
      headers: { 'X-Own\r\nBcc': 'a\r\nBcc: eve@example.org' },
    })
    const email = all({ emailNoAccount })['noAccount']
    expect(email).toMatchObject({
      subject: 'one Bcc: eve@example.org',
      headers: { 'X-Own Bcc': 'a Bcc: eve@example.org' },
    })
  })

  test.each([undefined, null, 'text', {}, { subject: 1, text: 't', html: 'h' }])(
    'must answer the shape: %j',
    (answer) => {
      expect(() => all({ emailCode: () => answer as EmailContent })).toThrow(/replaces an email must answer `subject`/u)
      expect(() => all({ smsCode: () => ({}) as { text: string } })).toThrow(/replaces an SMS must answer `text`/u)
      expect(() => all({ page: () => ({}) as { html: string } })).toThrow(/replaces a page must answer `html`/u)
    },
  )

  test("can't be async: what its promise answers is no message, and what it rejects with ends no process", async () => {
    const unhandled: unknown[] = []
    const keep = (reason: unknown) => void unhandled.push(reason)
    process.on('unhandledRejection', keep)
    try {
      const answers = [
        () => Promise.resolve({ subject: 's', text: 't', html: 'h' }),
        () => Promise.reject(new Error('no template')),
      ]
      for (const answer of answers) {
        const late = answer as unknown as () => EmailContent & { html: string }
        expect(() => all({ emailCode: late })).toThrow(/replaces an email must answer `subject` as a string/u)
        expect(() => all({ smsCode: late })).toThrow(/replaces an SMS must answer `text` as a string/u)
        expect(() => all({ page: late })).toThrow(/replaces a page must answer `html` as a string/u)
      }
      // Node says what nobody handled once the promises of this turn are over.
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', keep)
    }
  })
})
