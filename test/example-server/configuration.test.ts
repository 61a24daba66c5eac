import { once } from 'node:events'
import { SMTPServer } from 'smtp-server'
import { startFakeIdentityServer } from '../identity-server/fake-identity-server'
import { startExample } from './example-server'
import { login, loginAs, requestEmailToken } from './reset'

describe('a configuration that fits', () => {
  test('an empty variable is one that is not set', async () => {
    const example = await startExample({ REDIS_URL: '', EMAIL_FROM: '', ID_SERVER_PREFER: ' ', PUBLIC_BASE_URL: '' })
    expect((await example.ask('/.well-known/matrix/client')).body).toMatchObject({
      'm.homeserver': { base_url: example.url },
    })
    await example.stop()
  })

  test('PUBLIC_BASE_URL is where links lead and clients are sent', async () => {
    const example = await startExample({ PUBLIC_BASE_URL: 'https://matrix.example.org/' })
    try {
      const { body } = await example.ask('/.well-known/matrix/client')
      expect(body).toEqual({ 'm.homeserver': { base_url: 'https://matrix.example.org' } })
      await requestEmailToken(example)
      expect((await example.outbox())[0]?.links[0]).toMatch(/^https:\/\/matrix\.example\.org\/_matrix\//)
    } finally {
      await example.stop()
    }
  })

  test('EMAIL_DELIVER=code sends a code to type', async () => {
    const example = await startExample({ EMAIL_DELIVER: 'code' })
    try {
      expect((await requestEmailToken(example)).body['submit_url']).toMatch(/\/email\/submitToken$/)
      expect((await example.outbox())[0]).toMatchObject({ code: expect.stringMatching(/^\d{6}$/) })
    } finally {
      await example.stop()
    }
  })

  test('UNKNOWN_THREEPID=conceal answers the same for nobody', async () => {
    const example = await startExample({ UNKNOWN_THREEPID: 'conceal' })
    try {
      const { status, body } = await requestEmailToken(example, { email: 'nobody@example.org' })
      expect([status, body]).toEqual([200, { sid: expect.any(String) }])
      expect(await example.outbox()).toEqual([])
    } finally {
      await example.stop()
    }
  })

  test('LIMITS=off takes all limits away; without it the log names the one that refused', async () => {
    for (const [env, expected] of [
      [{}, 429],
      [{ LIMITS: 'off' }, 200],
    ] as const) {
      const example = await startExample(env)
      try {
        let last = 0
        for (let sent = 0; sent < 11; sent += 1) last = (await requestEmailToken(example)).status
        expect(last).toBe(expected)
        expect(/limits\.requestTokenPerNetwork.*LIMITS=off/.test(example.output())).toBe(expected === 429)
      } finally {
        await example.stop()
      }
    }
  })

  test('ID_SERVERS are trusted, and no others', async () => {
    const example = await startExample({
      ID_SERVERS: 'id.example.org, id2.example.org:8090',
      ID_SERVER_PREFER: 'proxy',
    })
    try {
      const { status, body } = await requestEmailToken(example, { id_server: 'id3.example.org' })
      expect([status, body['errcode']]).toEqual([400, 'M_SERVER_NOT_TRUSTED'])
    } finally {
      await example.stop()
    }
  })

  test('ID_SERVER_PREFER=proxy lets a trusted one send, and the reset goes through', async () => {
    const idServer = await startFakeIdentityServer()
    const example = await startExample({ ID_SERVERS: idServer.url, ID_SERVER_PREFER: 'proxy' })
    try {
      const { body } = await requestEmailToken(example, { id_server: idServer.name })
      expect([body, await example.outbox()]).toEqual([{ sid: expect.any(String) }, []])
      // The link that it mails has a `client_secret` of this homeserver's making.
      const { sid = '', token = '', clientSecret = '' } = idServer.messages[0] ?? {}
      const click = new URLSearchParams({ sid, token, client_secret: clientSecret })
      await example.ask(`${idServer.url}/_matrix/identity/api/v1/validate/email/submitToken?${click.toString()}`)
      const credentials = { sid: body['sid'], client_secret: 'a-client-secret' }
      const auth = { type: 'm.login.email.identity', threepid_creds: { ...credentials, id_server: idServer.name } }
      const changed = await example.ask('/_matrix/client/v3/account/password', {
        json: { auth, new_password: 'new-password-1' },
      })
      expect([changed.status, changed.body]).toEqual([200, {}])
      expect((await loginAs(example, 'alice', 'new-password-1')).status).toBe(200)
    } finally {
      await example.stop()
      await idServer.close()
    }
  })

  test('NEXT_LINK_ORIGINS may be led to', async () => {
    const example = await startExample({ NEXT_LINK_ORIGINS: 'https://app.example.org' })
    try {
      const allowed = await requestEmailToken(example, { next_link: 'https://app.example.org/done' })
      const other = await requestEmailToken(example, { next_link: 'https://evil.example/done', client_secret: 'other' })
      expect([allowed.status, other.status]).toEqual([200, 400])
    } finally {
      await example.stop()
    }
  })

  test('ALICE_EMAIL and ALICE_PHONE find her however they and the request are written', async () => {
    const example = await startExample({ ALICE_EMAIL: 'Strauß@Müller.example', ALICE_PHONE: '+44 7400 123456' })
    try {
      const email = 'STRAUSS@xn--mller-kva.example '
      expect((await requestEmailToken(example, { email })).status).toBe(200)
      const json = {
        client_secret: 'a-client-secret',
        country: 'GB',
        phone_number: '07400\u00a0123456',
        send_attempt: 1,
      }
      const answer = await example.ask('/_matrix/client/v3/account/password/msisdn/requestToken', { json })
      expect(answer.status).toBe(200)
      const to = (await example.outbox()).map((message) => message.to)
      expect(to.sort()).toEqual(['+447400123456', 'Strauß@Müller.example'])
      for (const [medium, address] of [
        ['email', email],
        ['msisdn', '+44 7400 123456'],
      ]) {
        const identifier = { type: 'm.id.thirdparty', medium, address }
        expect((await login(example, { identifier, password: 'old-password-1' })).status).toBe(200)
      }
    } finally {
      await example.stop()
    }
  })

  test('ALICE_EMAIL is where a mail to try it goes, by SMTP_URL', async () => {
    const received: string[] = []
    const mailServer = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData(stream, session, done) {
        received.push(...session.envelope.rcptTo.map(({ address }) => address))
        stream.resume().on('end', () => done())
      },
    })
    mailServer.listen(0, '127.0.0.1')
    await once(mailServer.server, 'listening')
    const address = mailServer.server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const example = await startExample({
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      EMAIL_FROM: 'Reset <reset@example.org>',
      ALICE_EMAIL: 'carol@example.org',
    })
    try {
      expect((await requestEmailToken(example)).body['errcode']).toBe('M_THREEPID_NOT_FOUND')
      expect((await requestEmailToken(example, { email: 'carol@example.org' })).status).toBe(200)
      expect(received).toEqual(['carol@example.org'])
    } finally {
      await example.stop()
      await new Promise<void>((resolve) => mailServer.close(resolve))
    }
  })
})
