import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { MailService } from '@sendgrid/mail'
import fc from 'fast-check'
import { SendError, wasCertainlyNotSent } from '../../lib/senders/sender'
import { sendgridSender, type SendgridSenderOptions } from '../../lib/senders/sendgrid'
import { answering, breakingOff, endless, silent } from './http-server'
import { expectFailure, mail } from './send-error'
import { startSendgridServer, type SendgridServer } from './sendgrid-server'

const apiKey = 'SG.example-key'
const from = 'Example <password-reset@example.org>'
let server: SendgridServer

beforeEach(async () => {
  server = await startSendgridServer(apiKey)
})
afterEach(() => server.close())

function sender(options: Partial<SendgridSenderOptions> = {}) {
  return sendgridSender({ apiKey, from, baseUrl: server.url, ...options })
}

describe('what SendGrid gets', () => {
  test('one mail as the v3 API documents it', async () => {
    await sender().send(mail)
    expect(server.mails).toEqual([
      {
        from: { email: 'password-reset@example.org', name: 'Example' },
        personalizations: [{ to: [{ email: 'alice@example.org' }] }],
        subject: mail.subject,
        content: [
          { type: 'text/plain', value: mail.text },
          { type: 'text/html', value: mail.html },
        ],
        headers: { 'Auto-Submitted': 'auto-generated' },
        mail_settings: { bypass_unsubscribe_management: { enable: true } },
        tracking_settings: {
          click_tracking: { enable: false, enable_text: false },
          open_tracking: { enable: false },
          subscription_tracking: { enable: false },
          ganalytics: { enable: false },
        },
      },
    ])
  })

  test.each([
    [{}, { bypass_unsubscribe_management: { enable: true } }],
    [{ bypassUnsubscribes: false }, undefined],
    [{ bypassUnsubscribes: false, bypassSpamReports: true }, { bypass_spam_management: { enable: true } }],
    [
      { bypassSpamReports: true },
      { bypass_unsubscribe_management: { enable: true }, bypass_spam_management: { enable: true } },
    ],
  ])('%j: which lists of the account are passed over, never for a stranger', async (options, mailSettings) => {
    await sender(options).send(mail)
    await sender(options).send({ ...mail, toStranger: true })
    expect(server.mails.map(({ mail_settings }) => mail_settings)).toEqual([mailSettings, undefined])
  })

  test('where answers go, and the categories', async () => {
    await sender({ replyTo: 'Help <help@example.org>', categories: ['reset', 'matrix', 'reset'] }).send(mail)
    expect(server.mails[0]).toMatchObject({
      reply_to: { email: 'help@example.org', name: 'Help' },
      categories: ['reset', 'matrix'],
    })
  })

  test("the mail's headers are not headers of the request", async () => {
    await sender().send({ ...mail, headers: { 'X-Entity-Ref-ID': '1', Authorization: 'Bearer other' } })
    expect(server.mails[0]?.headers).toEqual({ 'X-Entity-Ref-ID': '1', Authorization: 'Bearer other' })
    expect(server.requests[0]?.headers).not.toHaveProperty('x-entity-ref-id')
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`)
  })

  test('a sender without a name, and a base URL with a slash at its end', async () => {
    await sendgridSender({ apiKey, from: 'reset@example.org', baseUrl: `${server.url}/` }).send(mail)
    expect(server.mails[0]?.from).toEqual({ email: 'reset@example.org' })
  })

  test('two senders keep their keys apart', async () => {
    const other = await startSendgridServer('SG.other-key')
    try {
      const second = sendgridSender({ apiKey: 'SG.other-key', from, baseUrl: other.url })
      await Promise.all([sender().send(mail), second.send(mail), sender().send(mail)])
      expect([server.mails.length, other.mails.length]).toEqual([2, 1])
    } finally {
      await other.close()
    }
  })

  test('a key of another form is taken, without a word on the console', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined)
    try {
      await expectFailure(sendgridSender({ apiKey: 'plain', from, baseUrl: server.url }).send(mail), 'refused')
      expect(server.requests[0]?.headers.authorization).toBe('Bearer plain')
      expect(warn).not.toHaveBeenCalled()
    } finally {
      warn.mockRestore()
    }
  })

  test('a domain in Unicode goes out as A-labels', async () => {
    await sender().send({ ...mail, to: 'bob@jõgeva.example' })
    expect(server.mails[0]?.personalizations[0]?.to).toEqual([{ email: 'bob@xn--jgeva-dua.example' }])
  })
})

describe('what fails', () => {
  const echo = { errors: [{ message: 'Does not contain a valid address: alice@example.org', field: 'to' }] }

  test.each([
    ['refused', 400],
    ['refused', 401],
    ['refused', 403],
    ['refused', 413],
    ['unavailable', 429],
    ['timeout', 408],
    ['timeout', 500],
    ['timeout', 503],
  ] as const)('%s: an answer of %i that echoes the address', async (failure, status) => {
    server.reply = answering(status, echo)
    const error = await expectFailure(sender().send(mail), failure, [apiKey])
    expect(error.message).toMatch(new RegExp(`^SendGrid answered ${String(status)}`))
    expect(error.details).toEqual({ code: status })
    expect(wasCertainlyNotSent(error)).toBe(failure !== 'timeout')
  })

  test.each([
    [401, /`apiKey`/],
    [403, /`from`.+verified sender.+Mail Send/],
  ])('%i says what to do', async (status, words) => {
    server.reply = answering(status, echo)
    expect((await expectFailure(sender().send(mail), 'refused')).message).toMatch(words)
  })

  test("refused: what the SDK itself won't send, and says so quoting it", async () => {
    const text = { toString: () => 'alice' } as unknown as string
    await expectFailure(sender().send({ ...mail, text }), 'refused')
    const spied = jest
      .spyOn(MailService.prototype as unknown as { filterSecrets: () => void }, 'filterSecrets')
      .mockImplementation(() => {
        throw new Error('alice 123456')
      })
    try {
      await expectFailure(sender().send(mail), 'refused')
    } finally {
      spied.mockRestore()
    }
  })

  test('refused: another key', async () => {
    const wrong = sendgridSender({ apiKey: 'SG.wrong', from, baseUrl: server.url })
    expect((await expectFailure(wrong.send(mail), 'refused', ['SG.wrong'])).details.code).toBe(401)
  })

  test('a 429 with a wait', async () => {
    server.reply = answering(429, echo, { 'retry-after': '17' })
    expect((await expectFailure(sender().send(mail), 'unavailable')).details.retryAfterMs).toBe(17_000)
  })

  test("a 429 with SendGrid's own header", async () => {
    const reset = Math.ceil(Date.now() / 1000) + 60
    server.reply = answering(429, echo, { 'x-ratelimit-reset': String(reset) })
    const { retryAfterMs = 0 } = (await expectFailure(sender().send(mail), 'unavailable')).details
    expect(retryAfterMs).toBeGreaterThan(30_000)
    expect(retryAfterMs).toBeLessThanOrEqual(61_000)
  })

  test('refused: a redirect, which is not followed', async () => {
    server.reply = answering(307, undefined, { location: '/elsewhere' })
    await expectFailure(sender().send(mail), 'refused', [apiKey])
    expect(server.requests).toHaveLength(1)
  })

  test('timeout, for it may be sent: the connection breaks once the request is there', async () => {
    server.reply = breakingOff
    expect((await expectFailure(sender().send(mail), 'timeout', [apiKey])).details.code).toBe('ECONNRESET')
  })

  test('unavailable: the connection breaks before there is TLS', async () => {
    const baseUrl = server.url.replace('http:', 'https:')
    const error = await expectFailure(sendgridSender({ apiKey, from, baseUrl }).send(mail), 'unavailable', [apiKey])
    expect(wasCertainlyNotSent(error)).toBe(true)
    expect(server.requests).toEqual([])
  })

  test('unavailable: a server that never finishes TLS', async () => {
    const silentServer = createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silentServer, 'listening')
    const { port } = silentServer.address() as AddressInfo
    try {
      const late = sendgridSender({ apiKey, from, baseUrl: `https://127.0.0.1:${String(port)}`, timeoutMs: 1_000 })
      const error = await expectFailure(late.send(mail), 'unavailable', [apiKey])
      expect(error.message).toMatch(/^SendGrid could not be reached \(port \d+\): no connection within 1 s$/)
    } finally {
      silentServer.close()
    }
  })

  test('unavailable: nobody listens', async () => {
    const { url } = server
    await server.close()
    const error = await expectFailure(sendgridSender({ apiKey, from, baseUrl: url }).send(mail), 'unavailable', [
      apiKey,
    ])
    expect(error.details.code).toBe('ECONNREFUSED')
    server = await startSendgridServer(apiKey)
  })

  test('an answer without end is not read to its end: its status says that the mail was taken', async () => {
    server.reply = endless
    const hungUp = server.hangUp()
    await sender().send(mail)
    await hungUp
  })

  test('timeout: no answer; the connection is given up', async () => {
    server.reply = silent
    const hungUp = server.hangUp()
    const error = await expectFailure(sender({ timeoutMs: 1_000 }).send(mail), 'timeout', [apiKey])
    expect(error.message).toBe('SendGrid did not answer within 1 s: it may have taken the message')
    await hungUp
  })
})

describe('verify', () => {
  test('a key that may send: nothing is sent', async () => {
    await sender().verify()
    expect(server.requests).toMatchObject([{ method: 'GET', url: '/v3/scopes', body: '' }])
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`)
  })

  test('a key that may not send', async () => {
    const other = await startSendgridServer(apiKey, ['stats.read'])
    try {
      const error = await expectFailure(sendgridSender({ apiKey, from, baseUrl: other.url }).verify(), 'refused')
      expect(error.message).toMatch(/Mail Send/)
    } finally {
      await other.close()
    }
  })

  test('a wrong key', async () => {
    const wrong = sendgridSender({ apiKey: 'SG.wrong', from, baseUrl: server.url })
    const error = await expectFailure(wrong.verify(), 'refused', ['SG.wrong'])
    expect(error.message).toMatch(/^SendGrid answered 401: check `apiKey`/)
  })

  test('nobody listens', async () => {
    const { url } = server
    await server.close()
    const error = await expectFailure(sendgridSender({ apiKey, from, baseUrl: url }).verify(), 'unavailable')
    expect(error.message).toMatch(/nobody listens there/)
    server = await startSendgridServer(apiKey)
  })
})

test('hostile values add no header, no recipient and no field: such a mail is refused, or the value is in its own place', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('a@b.example\r\nBcc: eve@evil.example', 'a@b.example,eve@evil.example', '<eve@evil.example>'),
    fc.constantFrom('x\nBcc: eve@evil.example', '{{name}}', '-name-', 'bob@example.org', 'X-Ok', 'Bcc', '__proto__'),
  )
  const message = fc.record({
    to: fc.oneof(fc.constant('bob@example.org'), hostile),
    subject: fc.oneof(fc.constant('subject'), hostile),
    text: hostile,
    html: hostile,
    headers: fc.oneof(fc.constant({}), fc.dictionary(hostile, hostile, { maxKeys: 2 })),
  })
  server.reply = answering(202, undefined)
  const property = fc.asyncProperty(message, async (values) => {
    const before = server.requests.length
    const sent = await sender()
      .send(values)
      .then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(SendError)
          return false
        },
      )
    expect(server.requests.length - before).toBe(sent ? 1 : 0)
    if (!sent) return
    const body = JSON.parse(server.requests.at(-1)?.body ?? '') as Record<string, unknown>
    expect(body['personalizations']).toEqual([{ to: [{ email: values.to }] }])
    expect(values.to).toMatch(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/)
    expect(body['content']).toEqual([
      { type: 'text/plain', value: values.text },
      { type: 'text/html', value: values.html },
    ])
    expect(body['subject']).toBe(values.subject)
    expect(`${values.subject}${Object.entries(values.headers).flat().join('')}`).not.toMatch(/[\r\n]/)
    expect(body['headers'] ?? {}).toEqual({ ...values.headers })
    expect(Object.keys(values.headers).join()).not.toMatch(/bcc/i)
  })
  await fc.assert(property, { numRuns: 150 })
})
