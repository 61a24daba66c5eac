import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { SendError, wasCertainlyNotSent } from '../../lib/senders/sender'
import { vonageSender, type VonageSenderOptions } from '../../lib/senders/vonage'
import { answering, breakingOff, endless, silent } from './http-server'
import { expectFailure, sms } from './send-error'
import { answerOf, startVonageServer, type VonageServer } from './vonage-server'

// Jest can't load the ES modules that the SDK requires, for exchanges of its own and for JWTs; neither are made here.
jest.mock('node-fetch', () => ({ __esModule: true, default: mockUnused }))
jest.mock('uuid', () => ({ v4: mockUnused }))
function mockUnused(): never {
  throw new Error('the SDK made an exchange or a JWT of its own')
}

const credentials = { apiKey: 'a1b2c3', apiSecret: 'example-secret' }
const secrets = Object.values(credentials)
let server: VonageServer

beforeEach(async () => {
  server = await startVonageServer(credentials)
})
afterEach(() => server.close())

function sender(options: Partial<VonageSenderOptions> = {}) {
  return vonageSender({ ...credentials, from: 'Example', baseUrl: server.url, ...options })
}

describe('what Vonage gets', () => {
  test('one text as the SMS API documents it: the number without the plus, nothing secret outside of the header', async () => {
    await sender().send(sms)
    expect(server.texts).toEqual([{ from: 'Example', to: '447400123456', text: sms.text, type: 'text' }])
    const [request] = server.requests
    expect(request?.headers['content-type']).toBe('application/json')
    expect(`${String(request?.url)}${String(request?.body)}`).not.toMatch(/a1b2c3|example-secret/)
  })

  test('a number as the sender, without its plus; a base URL with a slash at its end', async () => {
    const options = { ...credentials, from: '+447700900000', baseUrl: `${server.url}/` }
    await vonageSender(options).send(sms)
    expect(server.texts[0]?.from).toBe('447700900000')
  })

  test.each([
    ['+12025550123', '12025550100'],
    ['+16135550123', 'Example'],
    ['+447400123456', 'Example'],
    ['+390612345678', 'Example'],
    ['+999123456789', 'Example'],
  ])('%s gets a text from %s: one by country', async (to, from) => {
    await sender({ from: { default: 'Example', US: '+12025550100' } }).send({ ...sms, to })
    expect(server.texts[0]?.from).toBe(from)
  })

  test.each([
    ['text', 'Il codice è così: 123456 {€}'],
    ['text', 'Ihr Code für "example" lautet 123456'],
    ['unicode', 'Ваш код: 123456'],
    ['unicode', 'コード 123456'],
    ['unicode', 'Your code 🔑 123456'],
    ['unicode', 'garçon 123456'],
  ])('as %s: %s', async (type, text) => {
    await sender().send({ ...sms, text })
    expect(server.texts).toMatchObject([{ type, text }])
  })

  test('a long text, which Vonage answers part by part', async () => {
    await sender().send({ ...sms, text: `${'long '.repeat(80)}123456` })
    expect(server.texts).toHaveLength(1)
  })

  test('two senders keep their keys apart', async () => {
    const other = await startVonageServer({ apiKey: 'other', apiSecret: 'secret' })
    try {
      const second = vonageSender({ apiKey: 'other', apiSecret: 'secret', from: 'Other', baseUrl: other.url })
      await Promise.all([sender().send(sms), second.send(sms)])
      expect([server.texts.length, other.texts.length]).toEqual([1, 1])
    } finally {
      await other.close()
    }
  })
})

test('the SDK as it is, loaded by Node without Jest, and no warning of it', async () => {
  const options = JSON.stringify({ ...credentials, from: 'Example', baseUrl: server.url })
  const script = `
      const { readFileSync } = require('node:fs')
      const { transpileModule, ModuleKind, ScriptTarget } = require('typescript')
      const compilerOptions = { module: ModuleKind.Node16, target: ScriptTarget.ES2022, esModuleInterop: true }
      require.extensions['.ts'] = (module, fileName) => {
        const { outputText } = transpileModule(readFileSync(fileName, 'utf8'), { compilerOptions, fileName })
        module._compile(outputText, fileName)
      }
      const { vonageSender } = require('./lib/senders/vonage.ts')
      vonageSender(${options}).send(${JSON.stringify(sms)})
    `
  const cwd = join(__dirname, '../..')
  const { stderr } = await promisify(execFile)(process.execPath, ['--pending-deprecation', '-e', script], { cwd })
  expect(stderr).toBe('')
  expect(server.texts).toMatchObject([{ to: '447400123456', text: sms.text }])
})

describe('what fails', () => {
  test.each([
    ['unavailable', '1'],
    ['unavailable', '5'],
    ['unavailable', '10'],
    ['refused', '3'],
    ['refused', '6'],
    ['refused', '7'],
    ['refused', '9'],
    ['refused', '15'],
    ['refused', '29'],
  ] as const)('%s: status %s inside a 200, with the number and the text echoed', async (failure, status) => {
    server.reply = answering(200, answerOf({ to: '447400123456', text: sms.text }, [status]))
    const error = await expectFailure(sender().send(sms), failure, secrets)
    expect(error.details).toEqual({ code: status })
  })

  test('refused: wrong credentials', async () => {
    const wrong = vonageSender({ ...credentials, apiSecret: 'wrong-secret', from: 'Example', baseUrl: server.url })
    expect((await expectFailure(wrong.send(sms), 'refused', ['wrong-secret'])).details.code).toBe('4')
  })

  test.each([[['0', '1']], [['1', '0', '0']], [['0', '1', '7']]])(
    'timeout, for a part was taken: statuses %p',
    async (statuses) => {
      server.reply = answering(200, answerOf({ to: '447400123456', text: sms.text }, statuses))
      expect(wasCertainlyNotSent(await expectFailure(sender().send(sms), 'timeout', secrets))).toBe(false)
    },
  )

  test.each([
    ['unavailable', ['1', '1']],
    ['refused', ['1', '7']],
  ] as const)('%s: a text of which no part was taken: %p', async (failure, statuses) => {
    server.reply = answering(200, answerOf({ to: '447400123456', text: sms.text }, statuses))
    expect(wasCertainlyNotSent(await expectFailure(sender().send(sms), failure, secrets))).toBe(true)
  })

  test.each([
    ['4', /`apiKey` and `apiSecret`/],
    ['9', /credit/],
    ['15', /not allowed in that country.+`from`/],
  ])('status %s says what to do', async (status, words) => {
    server.reply = answering(200, answerOf({ to: '447400123456', text: sms.text }, [status]))
    expect((await expectFailure(sender().send(sms), 'refused', secrets)).message).toMatch(words)
  })

  test.each([
    ['refused', 401],
    ['refused', 404],
    ['unavailable', 429],
    ['timeout', 408],
    ['timeout', 500],
    ['timeout', 503],
  ] as const)('%s: an answer of %i', async (failure, status) => {
    server.reply = answering(status, { title: `no: ${sms.to} ${credentials.apiSecret}` }, { 'retry-after': '5' })
    const { details } = await expectFailure(sender().send(sms), failure, secrets)
    expect(details).toEqual({ code: status, ...(failure === 'refused' ? {} : { retryAfterMs: 5_000 }) })
  })

  test.each([[{}], [{ messages: [] }], [{ messages: 'none' }], [null], [[]], ['yes']])(
    'timeout, for it may be sent: a 200 that is not an answer of the API: %j',
    async (body) => {
      server.reply = answering(200, body)
      await expectFailure(sender().send(sms), 'timeout', secrets)
    },
  )

  test('timeout, for it may be sent: a status that is not one', async () => {
    server.reply = answering(200, { 'message-count': '1', messages: [{ status: `0 ${sms.to}` }] })
    await expectFailure(sender().send(sms), 'timeout')
  })

  test('timeout, for it may be sent: an answer that is not JSON', async () => {
    server.reply = (_request, response) => response.end('<html>ok</html>')
    await expectFailure(sender().send(sms), 'timeout', secrets)
  })

  test('timeout, for it may be sent: an answer without end is not read to its end', async () => {
    server.reply = endless
    const hungUp = server.hangUp()
    await expectFailure(sender().send(sms), 'timeout', secrets)
    await hungUp
  })

  test('refused: a redirect, which is not followed', async () => {
    server.reply = answering(307, undefined, { location: `${server.url}/sms/json?again` })
    await expectFailure(sender().send(sms), 'refused', secrets)
    expect(server.requests).toHaveLength(1)
  })

  test('timeout, for it may be sent: the connection breaks once the request is there', async () => {
    server.reply = breakingOff
    await expectFailure(sender().send(sms), 'timeout', secrets)
  })

  test('unavailable: the connection breaks before there is TLS', async () => {
    await expectFailure(sender({ baseUrl: server.url.replace('http:', 'https:') }).send(sms), 'unavailable', secrets)
    expect(server.requests).toEqual([])
  })

  test('unavailable: nobody listens', async () => {
    const closed = sender()
    await server.close()
    expect((await expectFailure(closed.send(sms), 'unavailable', secrets)).details.code).toBe('ECONNREFUSED')
    server = await startVonageServer(credentials)
  })

  test('timeout: no answer; the connection is given up', async () => {
    server.reply = silent
    const hungUp = server.hangUp()
    await expectFailure(sender({ timeoutMs: 1_000 }).send(sms), 'timeout', secrets)
    await hungUp
  })

  test('timeout: an answer that stops halfway; the connection is given up', async () => {
    server.reply = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"messages":[{"status":"0"}')
    }
    const hungUp = server.hangUp()
    await expectFailure(sender({ timeoutMs: 1_000 }).send(sms), 'timeout', secrets)
    await hungUp
  })
})

test('hostile values add no field and no recipient: such a text is refused, or the value is in its own place', async () => {
  server.reply = answering(200, answerOf({ to: '1', text: '' }, ['0']))
  const message = fc.record({
    to: fc.oneof(
      fc.constantFrom(
        '+447400123456',
        '+447400123456,+447400123457',
        '447400123456',
        '+447400123456\n',
        '+0447400123456',
      ),
      fc.constantFrom('00447400123456', '+44 7400 123456', '+٤٤٧٤٠٠١٢٣٤٥٦', '', '+'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    text: fc.oneof(fc.constantFrom('code","to":"1', '\r\nto: 1', '&to=1'), fc.string({ unit: 'binary' })),
  })
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
    expect(sent).toBe(/^\+[1-9][0-9]{4,14}$/.test(values.to) && !values.to.endsWith('\n'))
    expect(server.requests.length - before).toBe(sent ? 1 : 0)
    if (!sent) return
    const { type, ...body } = JSON.parse(server.requests.at(-1)?.body ?? '') as Record<string, unknown>
    expect(body).toEqual({ from: 'Example', to: values.to.slice(1), text: values.text })
    expect(type).toMatch(/^(text|unicode)$/)
  })
  await fc.assert(property, { numRuns: 150 })
})
