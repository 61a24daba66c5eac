import fc from 'fast-check'
import { sendgridSender } from '../../lib/senders/sendgrid'
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

function sender(options: { timeoutMs?: number; from?: string } = {}) {
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
        tracking_settings: {
          click_tracking: { enable: false, enable_text: false },
          open_tracking: { enable: false },
          subscription_tracking: { enable: false },
          ganalytics: { enable: false },
        },
      },
    ])
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
    ['unavailable', 500],
    ['unavailable', 503],
  ] as const)('%s: an answer of %i that echoes the address', async (failure, status) => {
    server.reply = answering(status, echo)
    const error = await expectFailure(sender().send(mail), failure, [apiKey])
    expect(error.message).toBe(`SendGrid answered ${String(status)}`)
    expect(error.details).toEqual({ code: status })
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

  test('unavailable: the connection breaks', async () => {
    server.reply = breakingOff
    expect((await expectFailure(sender().send(mail), 'unavailable', [apiKey])).details.code).toBe('ECONNRESET')
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

  test('unavailable: an answer without end is not read to its end', async () => {
    server.reply = endless
    const hungUp = server.hangUp()
    await expectFailure(sender().send(mail), 'unavailable', [apiKey])
    await hungUp
  })

  test('timeout: no answer; the connection is given up', async () => {
    server.reply = silent
    const hungUp = server.hangUp()
    const error = await expectFailure(sender({ timeoutMs: 1_000 }).send(mail), 'timeout', [apiKey])
    expect(error.message).toBe('no answer within 1000 ms')
    await hungUp
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
        () => false,
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
