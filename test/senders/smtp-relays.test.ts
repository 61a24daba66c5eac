import { setTimeout as delay } from 'node:timers/promises'
import { OptionCheck } from '../../lib/senders/options'
import { smtpSender, type SmtpSender, type SmtpSenderOptions } from '../../lib/senders/smtp'
import { checkTls } from '../../lib/senders/smtp-options'
import { isLoopbackHost } from '../../lib/senders/smtp-url'
import { answering, startProvider } from './http-server'
import { dialogue, startRawSmtp, type RawSmtpServer, type Script } from './raw-smtp-server'
import { expectFailure, mail } from './send-error'
import { makeCertificate, startSmtpServer, type Certificate, type SmtpTestServer } from './smtp-test-server'

/** What relays in the field ask for. */

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

async function raw(script: Script, host?: string): Promise<RawSmtpServer> {
  const server = await startRawSmtp(script, host)
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

describe('what relays ask for', () => {
  test.each([
    [{}, 'mail.example.org'],
    [{ name: 'matrix.example.org' }, 'matrix.example.org'],
    [{ name: '[192.0.2.1]' }, '[192.0.2.1]'],
    [{ from: 'a@jõgeva.example' }, 'xn--jgeva-dua.example'],
  ])('%j: EHLO says %s', async (options, name) => {
    const server = await raw(dialogue())
    await plain(server, options).send(mail)
    expect(server.lines[0]).toBe(`EHLO ${name}`)
  })

  test('time: no step is given less than the whole send', async () => {
    const talk = dialogue()
    const slow = (at: string) => (line: string, socket: Parameters<Script>[1]) => {
      const words = talk(line, socket)
      if (line !== at) return words
      void delay(8_500).then(() => socket.writable && socket.write(words ?? ''))
      return undefined
    }
    const servers = await Promise.all([raw(slow('')), raw(slow('.'))])
    await Promise.all(servers.map((server) => plain(server, { timeoutMs: 20_000 }).send(mail)))
    expect(servers.map(({ lines }) => lines.filter((line) => line === '.').length)).toEqual([1, 1])
  })

  test('another address for what comes back, and for answers', async () => {
    const server = await serve()
    const options = { envelopeFrom: 'bounces@example.org', replyTo: 'Help <help@example.org>' }
    await plain(server, options).send(mail)
    const [received] = server.mails
    expect(received?.envelope.from).toBe('bounces@example.org')
    expect(received?.parsed.from?.value[0]?.address).toBe('password-reset@mail.example.org')
    expect(received?.parsed.replyTo?.value).toEqual([{ name: 'Help', address: 'help@example.org' }])
  })

  test('a server without SMTPUTF8 is named no address beyond ASCII; the connection goes on', async () => {
    const server = await raw(dialogue())
    const sender = plain(server)
    const error = await expectFailure(sender.send({ ...mail, to: 'strauß@example.org' }), 'refused')
    expect(error.message).toMatch(/SMTPUTF8/)
    expect(server.lines).toEqual([expect.stringMatching(/^EHLO/)])
    await sender.send(mail)
    expect(server.connections()).toBe(1)
  })

  test('it is asked again under TLS what it takes', async () => {
    const server = await serve({ hideSMTPUTF8: true })
    const sender = open(`smtp://127.0.0.1:${String(server.port)}`, { tls: { ca: certificate.ca } })
    await expectFailure(sender.send({ ...mail, to: 'strauß@example.org' }), 'refused')
  })

  test.each(['127.0.0.1', '::1'])('smtp://localhost reaches a server that listens on %s alone', async (host) => {
    const server = await raw(dialogue(), host)
    await open(`smtp://localhost:${String(server.port)}`, { allowPlaintext: true }).send(mail)
    expect(server.lines.filter((line) => line === '.')).toHaveLength(1)
  })
})

describe('certificates', () => {
  test('of a relay on this machine, by STARTTLS, where plaintext is allowed: not checked', async () => {
    const server = await serve()
    await plain(server).send(mail)
    await open(`smtp://localhost:${String(server.port)}`, { allowPlaintext: true }).send(mail)
    expect(server.mails).toMatchObject([{ secure: true }, { secure: true }])
  })

  test('the same with an authority that is given: checked', async () => {
    const server = await serve()
    await expectFailure(plain(server, { tls: { ca: makeCertificate().ca } }).send(mail), 'refused')
    await plain(server, { tls: { ca: Buffer.from(certificate.ca) } }).send(mail)
    expect(server.mails).toHaveLength(1)
  })

  test('where plaintext is not allowed, and by smtps: checked', async () => {
    const servers = [await serve(), await serve({ secure: true })]
    const [starttls = '', tls = ''] = servers.map(({ port }) => `127.0.0.1:${String(port)}`)
    await expectFailure(open(`smtp://${starttls}`).send(mail), 'refused')
    await expectFailure(open(`smtps://${tls}`, { allowPlaintext: true }).send(mail), 'refused')
    expect(servers.map(({ mails }) => mails.length)).toEqual([0, 0])
  })

  test.each([
    ['localhost', false, true, false],
    ['localhost', false, false, true],
    ['localhost', true, true, true],
    ['mail.example.org', false, true, true],
    ['10.0.0.1', false, true, true],
  ])('of %s (TLS from the start: %s; plaintext allowed: %s) are checked: %s', (host, secure, allowed, isChecked) => {
    const check = new OptionCheck('smtpSender', {}, [])
    const { rejectUnauthorized } = checkTls(check, { host, port: 25, secure }, allowed)
    expect(rejectUnauthorized).toBe(isChecked)
  })

  test.each([
    ['localhost', true],
    ['relay.localhost', true],
    ['127.0.0.1', true],
    ['127.9.8.7', true],
    ['::1', true],
    ['::ffff:7f00:1', true],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
    ['10.0.0.1', false],
    ['192.168.1.1', false],
    ['::2', false],
    ['::ffff:a00:1', false],
    ['128.0.0.1', false],
  ])('%s is this machine: %s', (host, isThis) => {
    expect(isLoopbackHost(host)).toBe(isThis)
  })

  test.each([false, true])(
    'for a name that the URL does not have: `tls.servername` (TLS from the start: %s)',
    async (secure) => {
      const named = makeCertificate('DNS:relay.internal')
      const server = await serve({ ...named, secure })
      const url = `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${String(server.port)}`
      await open(url, { tls: { ca: named.ca, servername: 'relay.internal' } }).send(mail)
      const other = open(url, { tls: { ca: named.ca, servername: 'other.internal' } })
      await expectFailure(other.send(mail), 'refused')
      expect(server.mails).toHaveLength(1)
    },
  )
})

describe('logins', () => {
  const oauth = { type: 'OAuth2', user: 'reset@example.org' } as const

  async function oauthServer(token: string): Promise<SmtpTestServer> {
    return serve({
      authMethods: ['XOAUTH2'],
      authOptional: false,
      onAuth({ username, accessToken }, _session, callback) {
        if (username === oauth.user && accessToken === token) callback(null, { user: username })
        else callback(null, { data: { status: '401', schemes: 'bearer' } })
      },
    })
  }

  test('OAuth2 with a token', async () => {
    const server = await oauthServer('token-1')
    await plain(server, { auth: { ...oauth, accessToken: 'token-1' } }).send(mail)
    expect(server.mails).toMatchObject([{ user: 'reset@example.org' }])
    const wrong = plain(server, { auth: { ...oauth, accessToken: 'token-2' } })
    const error = await expectFailure(wrong.send(mail), 'refused', ['token-2', 'reset@example.org'])
    expect(error.message).toMatch(/`auth`/)
  })

  test('OAuth2 with a refresh token: one token for all connections', async () => {
    const server = await oauthServer('token-3')
    const provider = await startProvider(answering(200, { access_token: 'token-3', expires_in: 3600 }))
    opened.push(provider)
    const client = { clientId: 'id', clientSecret: 'secret-1', refreshToken: 'refresh-1', accessUrl: provider.url }
    const sender = plain(server, { auth: { ...oauth, ...client } })
    await Promise.all([sender.send(mail), sender.send(mail), sender.send(mail)])
    expect(server.mails).toHaveLength(3)
    expect(provider.requests).toHaveLength(1)
    expect(provider.requests[0]?.body).toContain('refresh_token=refresh-1')
  })

  test('OAuth2 with a function; and where no token is to be had', async () => {
    const server = await oauthServer('token-4')
    const provisionCallback: NonNullable<
      Extract<SmtpSenderOptions['auth'], { type: 'OAuth2' }>['provisionCallback']
    > = (_user, _renew, callback) => {
      callback(null, 'token-4')
    }
    await plain(server, { auth: { ...oauth, provisionCallback } }).send(mail)
    expect(server.mails).toHaveLength(1)
    const provider = await startProvider(answering(400, { error: 'invalid_grant', error_description: 'refresh-2' }))
    opened.push(provider)
    const sender = plain(server, { auth: { ...oauth, refreshToken: 'refresh-2', accessUrl: provider.url } })
    const error = await expectFailure(sender.send(mail), 'refused', ['refresh-2'])
    expect(error.message).toMatch(/`auth`/)
  })

  test('a method of several', async () => {
    const methods: string[] = []
    const server = await serve({
      onAuth({ method }, _session, callback) {
        methods.push(method)
        callback(null, { user: 'user' })
      },
    })
    await plain(server, { auth: { user: 'user', pass: 'pass', method: 'LOGIN' } }).send(mail)
    expect(methods).toEqual(['LOGIN'])
  })
})

describe('how a mail is written', () => {
  test('short lines of ASCII as they are; everything else as base64 in lines of 76', async () => {
    const server = await serve()
    const html = `<p>${'it’s '.repeat(200)}</p>`
    await plain(server).send({ ...mail, text: 'Hello\n.\n..dots\n', html })
    const [received] = server.mails
    expect(received?.raw).toMatch(
      /text\/plain; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\n\.\r\n\.\.dots\r\n/,
    )
    expect(received?.raw).toMatch(
      /text\/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n[A-Za-z0-9+/]{76}\r\n/,
    )
    expect(received?.raw.split('\r\n').every((line) => line.length <= 78)).toBe(true)
    expect(received?.parsed).toMatchObject({ text: 'Hello\n.\n..dots\n', html })
  })

  test('a long line of ASCII, and line ends of every kind', async () => {
    const server = await serve()
    await plain(server).send({ ...mail, text: `${'long '.repeat(300)}\r\nb\rc\n`, html: '<p>a</p>' })
    expect(server.mails[0]?.parsed.text).toBe(`${'long '.repeat(300)}\nb\nc\n`)
  })
})
