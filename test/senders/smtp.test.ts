import fc from 'fast-check'
import type { SMTPServerOptions } from 'smtp-server'
import { smtpSender, type SmtpSender, type SmtpSenderOptions } from '../../lib/senders/smtp'
import { expectFailure, mail } from './send-error'
import { makeCertificate, startSmtpServer, type Certificate, type SmtpTestServer } from './smtp-test-server'

const from = 'Example <password-reset@example.org>'
const passwords = { 'reset@example.org': 'p@ss/w:rd %' }
const login = 'reset%40example.org:p%40ss%2Fw%3Ard%20%25'
const opened: { close(): unknown }[] = []
let certificate: Certificate

beforeAll(() => {
  certificate = makeCertificate()
})
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

async function serve(options: Parameters<typeof startSmtpServer>[0] = {}): Promise<SmtpTestServer> {
  const { cert, key } = certificate
  const server = await startSmtpServer({ cert, key, ...options })
  opened.push(server)
  return server
}

const inTheClear: SMTPServerOptions = { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] }

function open(url: string, options: Partial<SmtpSenderOptions> = {}): SmtpSender {
  const sender = smtpSender({ url, from, tls: { ca: certificate.ca }, ...options })
  opened.push(sender)
  return sender
}

describe('what the server gets', () => {
  test('by STARTTLS and a login with percent-encoded credentials: the mail, whole', async () => {
    const server = await serve({ passwords })
    await open(`smtp://${login}@127.0.0.1:${String(server.port)}`).send(mail)
    const [received] = server.mails
    expect(received).toMatchObject({ secure: true, user: 'reset@example.org' })
    expect(received?.envelope).toEqual({ from: 'password-reset@example.org', to: ['alice@example.org'] })
    expect(received?.parsed.from?.value).toEqual([{ name: 'Example', address: 'password-reset@example.org' }])
    expect(received?.parsed.to).toMatchObject({ value: [{ name: '', address: 'alice@example.org' }] })
    expect(received?.parsed.subject).toBe(mail.subject)
    expect(received?.parsed.text).toBe(mail.text)
    expect(received?.parsed.html).toBe(mail.html)
    expect(received?.parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(received?.parsed.headers.has('x-mailer')).toBe(false)
  })

  test("a message's own id and language, once each", async () => {
    const server = await serve()
    const headers = { 'Message-ID': '<1@matrix.example.org>', 'Content-Language': 'de' }
    await open(`smtp://127.0.0.1:${String(server.port)}`).send({ ...mail, headers })
    expect(server.mails[0]?.raw.match(/^(message-id|content-language): .*$/gim)?.sort()).toEqual([
      'Content-Language: de',
      'Message-ID: <1@matrix.example.org>',
    ])
  })

  test('by TLS from the start, under a host name', async () => {
    const server = await serve({ secure: true, passwords })
    await open(`smtps://${login}@localhost:${String(server.port)}`).send(mail)
    expect(server.mails).toMatchObject([{ secure: true, user: 'reset@example.org' }])
  })

  test('in the clear where that is allowed', async () => {
    const server = await serve(inTheClear)
    await open(`smtp://127.0.0.1:${String(server.port)}`, { allowPlaintext: true }).send(mail)
    expect(server.mails).toMatchObject([{ secure: false }])
  })

  test('by STARTTLS all the same where that is allowed and TLS is offered', async () => {
    const server = await serve()
    await open(`smtp://127.0.0.1:${String(server.port)}`, { allowPlaintext: true }).send(mail)
    expect(server.mails).toMatchObject([{ secure: true }])
  })

  test('mails one after the other over one connection; closing it lets the server go', async () => {
    const server = await serve()
    const sender = open(`smtp://127.0.0.1:${String(server.port)}`)
    await sender.send(mail)
    await sender.send({ ...mail, to: 'bob@example.org' })
    expect(server.mails.map(({ envelope }) => envelope.to)).toEqual([['alice@example.org'], ['bob@example.org']])
    expect(server.connections()).toBe(1)
    sender.close()
    await expectFailure(sender.send(mail), 'unavailable')
  })

  test('subjects, names and texts beyond ASCII', async () => {
    const server = await serve()
    const words = 'パスワードの再設定 – Zurücksetzen إعادة'
    const sender = open(`smtp://127.0.0.1:${String(server.port)}`, { from: '"Exämple, Inc." <reset@example.org>' })
    await sender.send({ ...mail, subject: words, text: `${words}\n`, html: `<p>${words}</p>` })
    expect(server.mails[0]?.parsed).toMatchObject({ subject: words, text: `${words}\n`, html: `<p>${words}</p>` })
    expect(server.mails[0]?.parsed.from?.value).toEqual([{ name: 'Exämple, Inc.', address: 'reset@example.org' }])
  })

  test('an address with a local part beyond ASCII, by SMTPUTF8; with one in ASCII the domain is A-labels', async () => {
    const server = await serve()
    const sender = open(`smtp://127.0.0.1:${String(server.port)}`)
    await sender.send({ ...mail, to: 'strauß@example.org' })
    await sender.send({ ...mail, to: 'bob@jõgeva.example' })
    expect(server.mails[0]?.envelope.to).toEqual(['strauß@example.org'])
    expect(server.mails[0]?.raw).toContain('\nTo: strauß@example.org\r\n')
    expect(server.mails[1]?.raw).toContain('\nTo: bob@xn--jgeva-dua.example\r\n')
  })

  test('no file and no URL is read for a mail', async () => {
    const server = await serve()
    const text = { path: '/etc/hostname' } as unknown as string
    await expectFailure(open(`smtp://127.0.0.1:${String(server.port)}`).send({ ...mail, text }), 'refused')
    expect(server.mails).toEqual([])
  })
})

describe('what fails', () => {
  test('refused, with no mail: a certificate of an authority that is not trusted', async () => {
    const server = await serve({ passwords })
    const url = `smtp://${login}@127.0.0.1:${String(server.port)}`
    const error = await expectFailure(open(url, { tls: {} }).send(mail), 'refused', Object.values(passwords))
    expect(error.details.code).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET_ISSUER/)
    const other = { tls: { ca: makeCertificate().ca } }
    await expectFailure(open(url, other).send(mail), 'refused')
    expect(server.mails).toEqual([])
  })

  test('refused, with no mail: a certificate for another name, by STARTTLS and by TLS', async () => {
    const named = makeCertificate('DNS:other.example')
    for (const secure of [false, true]) {
      const server = await serve({ ...named, secure })
      const url = `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${String(server.port)}`
      const error = await expectFailure(open(url, { tls: { ca: named.ca } }).send(mail), 'refused')
      expect(error.details.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
      expect(server.mails).toEqual([])
    }
  })

  test('refused, with no mail and no login: a server without STARTTLS', async () => {
    const onAuth = jest.fn()
    const server = await serve({ ...inTheClear, allowInsecureAuth: true, onAuth })
    const error = await expectFailure(open(`smtp://${login}@127.0.0.1:${String(server.port)}`).send(mail), 'refused')
    expect(error.message).toMatch(/STARTTLS/)
    expect(onAuth).not.toHaveBeenCalled()
    expect(server.mails).toEqual([])
  })

  test('refused: a wrong password, which no error shows', async () => {
    const server = await serve({ passwords })
    const url = `smtp://reset%40example.org:wrong-password@127.0.0.1:${String(server.port)}`
    const error = await expectFailure(open(url).send(mail), 'refused', ['wrong-password', 'reset@example.org'])
    expect(error.details.code).toBe(535)
    expect(server.mails).toEqual([])
  })

  test.each([
    ['refused', 550],
    ['refused', 552],
    ['unavailable', 451],
    ['unavailable', 421],
  ] as const)('%s: a recipient that is answered with %i and echoed', async (failure, responseCode) => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, callback) => {
      callback(Object.assign(new Error(`no such user ${address}`), { responseCode }))
    }
    const server = await serve({ onRcptTo })
    const error = await expectFailure(open(`smtp://127.0.0.1:${String(server.port)}`).send(mail), failure)
    expect(error.details.code).toBe(responseCode)
    expect(server.mails).toEqual([])
  })

  test('a refusal of one mail leaves the sender usable', async () => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = ({ address }, _session, callback) => {
      callback(address === mail.to ? Object.assign(new Error('no'), { responseCode: 550 }) : null)
    }
    const server = await serve({ onRcptTo })
    const sender = open(`smtp://127.0.0.1:${String(server.port)}`)
    await expectFailure(sender.send(mail), 'refused')
    await sender.send({ ...mail, to: 'bob@example.org' })
    expect(server.mails).toHaveLength(1)
  })

  test('refused: a content that is answered with 554', async () => {
    const onData: SMTPServerOptions['onData'] = (stream, _session, callback) => {
      stream.resume().on('end', () => {
        callback(Object.assign(new Error('spam for alice'), { responseCode: 554 }))
      })
    }
    const server = await serve({ onData })
    await expectFailure(open(`smtp://127.0.0.1:${String(server.port)}`).send(mail), 'refused')
  })

  test('unavailable: nobody listens; a host that is not known', async () => {
    const server = await startSmtpServer({ ...certificate, ...inTheClear })
    await server.close()
    const error = await expectFailure(open(`smtp://127.0.0.1:${String(server.port)}`).send(mail), 'unavailable')
    expect(error.details.code).toBe('ECONNREFUSED')
    await expectFailure(open('smtp://nobody.invalid').send(mail), 'unavailable')
  })

  test('TLS spoken to a server that starts in the clear', async () => {
    const server = await serve()
    await expectFailure(open(`smtps://127.0.0.1:${String(server.port)}`).send(mail), 'refused')
  })
})

test('hostile values add no header and no recipient: such a mail is refused, or the value is in its own place', async () => {
  const server = await serve()
  const sender = open(`smtp://127.0.0.1:${String(server.port)}`)
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      'a@b.example\r\nBcc: eve@evil.example',
      'a@b.example,eve@evil.example',
      '"a@evil.example"@b.example',
    ),
    fc.constantFrom('x\nBcc: eve@evil.example', 'x> ORCPT=y', '\r\n.\r\nMAIL FROM:<x@y.example>\r\n', '__proto__'),
    fc.constantFrom('bob@example.org', 'X-Ok', 'Bcc', 'To: eve', '=?utf-8?q?=0aBcc:_eve?='),
  )
  const message = fc.record({
    to: fc.oneof({ weight: 4, arbitrary: fc.constant('bob@example.org') }, { weight: 1, arbitrary: hostile }),
    subject: fc.oneof(fc.constant('subject'), hostile),
    text: hostile,
    html: hostile,
    headers: fc.oneof(fc.constant({}), fc.dictionary(hostile, hostile, { maxKeys: 2 })),
  })
  const property = fc.asyncProperty(message, async (values) => {
    const before = server.mails.length
    const outcome = await sender.send(values).then(
      () => 'sent',
      (error: unknown) => (error as Error).name,
    )
    expect(server.mails.length - before).toBe(outcome === 'sent' ? 1 : 0)
    if (outcome !== 'sent') return expect(outcome).toBe('SendError')
    const { envelope, parsed } = server.mails.at(-1) ?? fail()
    expect(envelope.to).toEqual([values.to])
    const own = Object.keys(values.headers).map((name) => name.toLowerCase())
    const standard = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'to']
    const allowed = [...own, ...standard, 'subject', 'content-transfer-encoding']
    expect([...parsed.headers.keys()].filter((name) => !allowed.includes(name))).toEqual([])
    expect(standard.filter((name) => !parsed.headers.has(name))).toEqual([])
    expect(parsed.to).toMatchObject({ value: [{ address: values.to }] })
  })
  await fc.assert(property, { numRuns: 150 })
})

function fail(): never {
  throw new Error('no mail came')
}
