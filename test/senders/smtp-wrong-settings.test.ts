import { once } from 'node:events'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { smtpSender, type SmtpSender, type SmtpSenderOptions } from '../../lib/senders/smtp'
import { dialogue, startRawSmtp, type RawSmtpServer, type Script } from './raw-smtp-server'
import { expectFailure, mail } from './send-error'
import { makeCertificate, startSmtpServer, type Certificate, type SmtpTestServer } from './smtp-test-server'

/** Settings that are wrong: what is said of each, by a send and by `verify`. */

const from = 'Example <password-reset@mail.example.org>'
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

async function raw(script: Script): Promise<RawSmtpServer> {
  const server = await startRawSmtp(script)
  opened.push(server)
  return server
}

function open(url: string, options: Partial<SmtpSenderOptions> = {}): SmtpSender {
  const sender = smtpSender({ url, from, ...options })
  opened.push(sender)
  return sender
}

/** A server in the clear, as far as the sender goes. */
function plain({ port }: { readonly port: number }, options: Partial<SmtpSenderOptions> = {}): SmtpSender {
  return open(`smtp://127.0.0.1:${String(port)}`, { allowPlaintext: true, ...options })
}

describe('what is wrong is said with what to do', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['EHLO refused', { EHLO: '550 5.7.1 bad name\r\n', HELO: '550 no\r\n' }, /answered 550 to HELO: set `name`/],
    ['a sender refused', { MAIL: '553 5.7.1 not your address\r\n' }, /answered 553 \(5\.7\.1\) to MAIL FROM: .*`from`/],
    ['no login', { MAIL: '530 5.7.0 login first\r\n' }, /answered 530 \(5\.7\.0\) to MAIL FROM: it wants a login/],
    ['relaying denied', { RCPT: '554 5.7.1 relay access denied\r\n' }, /to RCPT TO: if .+ it wants a login/],
    ['the text refused', { text: '550 5.7.26 unauthenticated\r\n' }, /answered 550 \(5\.7\.26\) to DATA: .+SPF, DKIM/],
    ['no connection', { '': '554 blocked\r\n' }, /answered 554: it takes no connection from this machine/],
  ])('%s', async (_what, answers, words) => {
    const server = await raw(dialogue(answers))
    expect((await expectFailure(plain(server).send(mail), 'refused')).message).toMatch(words)
  })

  test('EHLO refused where TLS is asked for', async () => {
    const server = await raw(dialogue({ EHLO: '550 no\r\n' }))
    const error = await expectFailure(open(`smtp://127.0.0.1:${String(server.port)}`).send(mail), 'refused')
    expect(error.message).toMatch(/set `name`/)
  })

  test('no STARTTLS', async () => {
    const server = await raw(dialogue({ STARTTLS: '502 no\r\n' }))
    const error = await expectFailure(open(`smtp://127.0.0.1:${String(server.port)}`).send(mail), 'refused')
    expect(error.message).toMatch(/answered 502 to STARTTLS: it offers no STARTTLS/)
  })

  test('a TLS port addressed as smtp://, which waits, or breaks off', async () => {
    const { cert, key } = certificate
    const waits = createTlsServer({ cert, key }).listen(0, '127.0.0.1')
    const breaks = createTcpServer((socket) => socket.end()).listen(0, '127.0.0.1')
    await Promise.all([once(waits, 'listening'), once(breaks, 'listening')])
    const portOf = (server: typeof waits | typeof breaks) => (server.address() as AddressInfo).port
    try {
      for (const server of [waits, breaks]) {
        const sender = plain({ port: portOf(server) }, { timeoutMs: 1_000 })
        expect((await expectFailure(sender.send(mail), 'unavailable')).message).toMatch(/use smtps:\/\/ for it/)
        sender.close()
      }
    } finally {
      waits.close()
      breaks.close()
    }
  })

  test('a port of smtp:// addressed as smtps://', async () => {
    const server = await raw(dialogue())
    const error = await expectFailure(open(`smtps://127.0.0.1:${String(server.port)}`).send(mail), 'refused')
    expect(error.message).toMatch(/does not speak TLS from the start: use smtp:\/\/ for it/)
  })

  test('certificates', async () => {
    const server = await serve({ secure: true })
    const url = `smtps://127.0.0.1:${String(server.port)}`
    const wordsOf = async (options: Partial<SmtpSenderOptions>) =>
      (await expectFailure(open(url, options).send(mail), 'refused')).message
    expect(await wordsOf({})).toMatch(/nobody trusted here has signed its certificate.+`tls\.ca`/)
    expect(await wordsOf({ tls: { ca: certificate.ca, servername: 'other.example' } })).toMatch(/`tls\.servername`/)
  })

  test.each([
    ['has expired', -3, 'CERT_HAS_EXPIRED', /its certificate has expired: who runs it must renew it$/],
    ['is not valid yet', 1, 'CERT_NOT_YET_VALID', /its certificate is not valid yet: check this machine's clock$/],
  ])('a certificate that %s, over TLS from the start and over STARTTLS', async (_what, inDays, code, words) => {
    const { ca, ...ofServer } = makeCertificate(undefined, inDays)
    for (const secure of [true, false]) {
      const server = await serve({ secure, ...ofServer })
      const sender = open(`${secure ? 'smtps' : 'smtp'}://127.0.0.1:${String(server.port)}`, { tls: { ca } })
      for (const attempt of [sender.send(mail), sender.verify()]) {
        const error = await expectFailure(attempt, 'refused')
        expect(error.message).toMatch(words)
        expect(error.details.code).toBe(code)
      }
      expect(server.mails).toEqual([])
    }
  })

  test('nobody listens; no such host', async () => {
    const server = await startRawSmtp(dialogue())
    await server.close()
    expect((await expectFailure(plain(server).send(mail), 'unavailable')).message).toMatch(
      /^the SMTP server could not be reached: nobody listens on port \d+ there: check host and port of `url`$/,
    )
    const error = await expectFailure(open('smtp://nobody.invalid').send(mail), 'unavailable')
    expect(error.message).toMatch(/check the host of `url`/)
  })
})

describe('verify', () => {
  test('connects and logs in, and sends nothing', async () => {
    const server = await serve({ passwords: { user: 'right' } })
    await plain(server, { auth: { user: 'user', pass: 'right' } }).verify()
    expect(server.connections()).toBe(1)
    expect(server.mails).toEqual([])
  })

  test('a wrong password', async () => {
    const server = await serve({ passwords: { user: 'right' } })
    const sender = open(`smtp://user:wrong-password@127.0.0.1:${String(server.port)}`, { allowPlaintext: true })
    const error = await expectFailure(sender.verify(), 'refused', ['wrong-password'])
    expect(error.message).toMatch(
      /^the SMTP server answered 535( \([\d.]+\))? to AUTH PLAIN: check the user and password of `url`/,
    )
    expect(error.details.code).toBe(535)
  })

  test('a port that never greets', async () => {
    const server = await raw(() => undefined)
    await expectFailure(plain(server, { timeoutMs: 1_000 }).verify(), 'unavailable')
    await server.gone
  })

  test('leaves nothing behind', async () => {
    const server = await raw(dialogue())
    await plain(server).verify()
    await server.gone
    expect(server.lines.at(-1)).toBe('QUIT')
  })
})
