import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { answering, startProvider } from '../senders/http-server'
import { dialogue, startRawSmtp, type Script } from '../senders/raw-smtp-server'
import { startSendgridServer } from '../senders/sendgrid-server'
import { makeCertificate, startSmtpServer } from '../senders/smtp-test-server'
import { answerOf, startVonageServer, type SmsBody } from '../senders/vonage-server'
import { CliFolder, configWith } from './cli-folder'

/** Senders that are set right, and wrong in each way: what `check` sees without sending, and `send-test` by sending. */
const folder = new CliFolder()
afterAll(() => folder.remove())
const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close()
})

function kept<Server extends { close(): unknown }>(server: Server): Server {
  opened.push(server)
  return server
}

const certificate = makeCertificate()
const from = "from: 'Example <no-reply@example.org>'"

function smtp(url: string, others = 'allowPlaintext: true'): string {
  const sender = `smtpSender({ url: '${url}', ${from}, timeoutMs: 2_000, ${others} })`
  return configWith(
    { email: `{ sender: ${sender} }` },
    "import { smtpSender } from 'express-matrix-password-reset/smtp'",
  )
}

function sendgrid(baseUrl: string, apiKey = 'SG.key'): string {
  const sender = `sendgridSender({ baseUrl: '${baseUrl}', apiKey: '${apiKey}', ${from} })`
  return configWith(
    { email: `{ sender: ${sender} }` },
    "import { sendgridSender } from 'express-matrix-password-reset/sendgrid'",
  )
}

function vonage(baseUrl: string, apiSecret = 'secret'): string {
  const sender = `vonageSender({ baseUrl: '${baseUrl}', apiKey: 'key', apiSecret: '${apiSecret}', from: 'Example' })`
  return configWith(
    { sms: `{ sender: ${sender}, countries: ['GB'] }` },
    "import { vonageSender } from 'express-matrix-password-reset/vonage'",
  )
}

const local = (port: number, scheme = 'smtp', login = '') => `${scheme}://${login}127.0.0.1:${String(port)}`
const raw = async (script: Script) => kept(await startRawSmtp(script))

/** What `check` says of the one sender; it must not be ok. */
async function wrong(config: string): Promise<string> {
  const { code, stdout, stderr } = await folder.with(config, 'check')
  const line = /^WRONG +(?:email|sms) +(.*)$/m.exec(stdout)?.[1]
  expect({ code, line, stderr }).toEqual({ code: 1, line: expect.any(String), stderr: expect.any(String) })
  return line ?? ''
}

const mailTo = ['send-test', '--to', 'me@example.org']
const textTo = ['send-test', '--to', '+447400123456']

/** What `send-test` says; nothing must have been sent. */
async function notSent(config: string, args = mailTo): Promise<string> {
  const { code, stdout } = await folder.with(config, ...args)
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringMatching(/^Not sent: /) })
  return stdout
}

describe('SMTP', () => {
  test('right: check logs in and sends nothing, send-test sends one', async () => {
    const server = kept(await startSmtpServer({ ...certificate, passwords: { user: 'p@ss' } }))
    // The last @ ends the password, as everywhere: an unescaped one in it does no harm.
    const config = smtp(local(server.port, 'smtp', 'user:p@ss@'))
    expect(await folder.with(config, 'check')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok +email +The provider can be reached/m),
    })
    expect(server.mails).toEqual([])
    const sent = await folder.with(config, ...mailTo, '--language', 'de')
    expect(sent).toMatchObject({ code: 0, stdout: expect.stringMatching(/^The sender took it/) })
    const [{ envelope, parsed } = { envelope: undefined, parsed: undefined }] = server.mails
    expect(server.mails).toHaveLength(1)
    expect(envelope?.to).toEqual(['me@example.org'])
    expect(parsed?.subject).toMatch(/Passwort/)
    expect(parsed?.text).toContain('https://matrix.example.org/')
  })

  test.each<[string, Script, RegExp, string]>([
    ['a port that never greets', () => undefined, /did not greet within 2 s/, 'allowPlaintext: true'],
    [
      'EHLO refused',
      dialogue({ EHLO: '550 5.7.1 bad\r\n', HELO: '550 no\r\n' }),
      /550.* set `name`/,
      'allowPlaintext: true',
    ],
    ['no STARTTLS', dialogue({ STARTTLS: '502 no\r\n' }), /offers no STARTTLS/, ''],
  ])('%s', async (_what, script, words, others) => {
    const { port } = await raw(script)
    expect(await wrong(smtp(local(port), others))).toMatch(words)
  })

  test('a wrong password: 535, and which to check', async () => {
    const { port } = kept(await startSmtpServer({ ...certificate, passwords: { user: 'right' } }))
    const said = await wrong(smtp(local(port, 'smtp', 'user:wrong-one@')))
    expect(said).toMatch(/535.*check the user and password of `url`/)
    expect(said).not.toContain('wrong-one')
  })

  test('no such host, and nobody who listens', async () => {
    expect(await wrong(smtp('smtp://nobody.invalid', ''))).toMatch(/check the host of `url`/)
    const server = await startRawSmtp(dialogue())
    await server.close()
    expect(await wrong(smtp(local(server.port)))).toMatch(/nobody listens on port \d+ there/)
  })

  test('a TLS port as smtp://; certificates that are self-signed, or for another name', async () => {
    const server = kept(createTlsServer({ ...certificate }).listen(0, '127.0.0.1'))
    server.on('tlsClientError', () => undefined)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await wrong(smtp(local(port)))).toMatch(/use smtps:\/\/ for it/)
    expect(await wrong(smtp(local(port, 'smtps'), ''))).toMatch(/signed.*`tls\.ca`/)
    const tls = `tls: { ca: ${JSON.stringify(certificate.ca)}, servername: 'mail.example.org' }`
    expect(await wrong(smtp(local(port, 'smtps'), tls))).toMatch(/certificate is for another name/)
  })

  test('a password that breaks the URL: the factory says what to escape', async () => {
    const { code, stderr } = await folder.with(smtp('smtp://user:p/ss@127.0.0.1'), 'check')
    expect(code).toBe(1)
    expect(stderr).toMatch(/smtpSender: `url`.*percent-encoded \(`@` is %40/)
  })

  test('`from` refused: seen by sending alone', async () => {
    const { port } = await raw(dialogue({ MAIL: '553 5.7.1 not yours\r\n' }))
    const config = smtp(local(port))
    expect((await folder.with(config, 'check')).code).toBe(0)
    expect(await notSent(config)).toMatch(/553.*`from`/)
  })
})

describe('SendGrid', () => {
  test('right', async () => {
    const { url, mails } = kept(await startSendgridServer('SG.key'))
    expect((await folder.with(sendgrid(url), 'check')).code).toBe(0)
    expect((await folder.with(sendgrid(url), ...mailTo)).code).toBe(0)
    expect(mails).toHaveLength(1)
  })

  test('a wrong key, and one without mail.send', async () => {
    const { url } = kept(await startSendgridServer('SG.key'))
    expect(await wrong(sendgrid(url, 'SG.other'))).toMatch(/401.*`apiKey`/)
    const other = kept(await startSendgridServer('SG.key', ['stats.read']))
    expect(await wrong(sendgrid(other.url))).toMatch(/may not send mail.*Mail Send/)
  })

  test('403: `from` is not verified, seen by sending alone', async () => {
    const { url } = kept(await startProvider(answering(403, { errors: [] })))
    expect(await notSent(sendgrid(url))).toMatch(/403.*check `from`/)
  })
})

describe('Vonage', () => {
  test('right: check can not try it and says so, send-test sends one', async () => {
    const { url, texts } = kept(await startVonageServer({ apiKey: 'key', apiSecret: 'secret' }))
    expect(await folder.with(vonage(url), 'check')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ok +sms +Not tried.*send-test/m),
    })
    expect((await folder.with(vonage(url), ...textTo)).code).toBe(0)
    expect(texts).toEqual([expect.objectContaining({ to: '447400123456' })])
  })

  test.each([
    ['4', /check `apiKey` and `apiSecret`/],
    ['9', /no credit/],
    ['15', /sender is not allowed in that country/],
  ])('status %s', async (status, words) => {
    const provider = await startProvider(({ body }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answerOf(JSON.parse(body) as SmsBody, [status])))
    })
    expect(await notSent(vonage(kept(provider).url), textTo)).toMatch(words)
  })
})

describe('send-test alone', () => {
  test.each<[string, readonly string[], number, RegExp]>([
    ['no address or number', ['--to', 'alice'], 2, /email address, or a phone number/],
    ['no sender for it', ['--to', '+447400123456'], 1, /no `sms`/],
    ['a language without words', ['--to', 'me@example.org', '--language', 'sv'], 2, /en, de/],
  ])('%s', async (_what, args, code, words) => {
    const ended = await folder.with(configWith({}), 'send-test', ...args)
    expect(ended).toMatchObject({ code, stderr: expect.stringMatching(words) })
  })

  test('a country that is not texted: as the router would answer it', async () => {
    const { url } = kept(await startVonageServer({ apiKey: 'key', apiSecret: 'secret' }))
    const ended = await folder.with(vonage(url), 'send-test', '--to', '+33612345678')
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/lacks FR/) })
  })

  test('what takes longer than a second says so', async () => {
    const { port } = await raw(() => undefined)
    const { stderr } = await folder.with(smtp(local(port)), ...mailTo)
    expect(stderr).toMatch(/^Waiting for the provider \(24 s at most\)/m)
  })
})
