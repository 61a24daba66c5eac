import fc from 'fast-check'
import { expectError, expectJson, expectLimited } from './answers'
import { askForToken, clientSecret, credentialsOf, postRequestToken, submitToken, tokenRequest } from './flow'
import { hostKinds, plainHost, startHost, type TestHost } from './host'

const media = ['email', 'msisdn'] as const
const minuteMs = 60_000

function expectNothingSent(host: TestHost) {
  expect(host.outbox.messages).toEqual([])
}

describe.each(hostKinds)('requestToken on a host $name', (kind) => {
  describe('what is sent', () => {
    test('an email with a link: no submit_url', async () => {
      const host = await startHost(kind)
      const response = await postRequestToken(host, 'email')
      expect(response.body).toEqual({ sid: expect.stringMatching(/^[0-9a-zA-Z.=_-]{1,255}$/) })
      expectJson(response)
      expect(host.outbox.messages).toHaveLength(1)
      expect(host.outbox.messages[0]?.links[0]).toMatch(
        new RegExp(`^${host.publicBaseUrl}/_matrix/client/unstable/express_matrix_password_reset/email/confirm\\?sid=`),
      )
    })

    test('an SMS with a code: submit_url beside sid', async () => {
      const host = await startHost(kind)
      const { submitUrl, token } = await askForToken(host, 'msisdn')
      expect(submitUrl).toBe(host.publicBaseUrl + host.submitTokenPath('msisdn').slice(kind.prefix.length))
      expect(token).toMatch(/^[0-9]{6}$/)
      expect(host.outbox.messages[0]?.to).toBe('+447400123456')
    })

    test('an email with a code: submit_url, and no link', async () => {
      const host = await startHost(kind, { email: { deliver: 'code' } })
      const response = await postRequestToken(host, 'email')
      expect(response.body).toEqual({
        sid: expect.any(String),
        submit_url: host.publicBaseUrl + host.submitTokenPath('email').slice(kind.prefix.length),
      })
      expect(host.outbox.messages[0]).toMatchObject({ code: expect.stringMatching(/^[0-9]{6}$/), links: [] })
    })

    test('an SMS with a link: no submit_url', async () => {
      const host = await startHost(kind, { sms: { deliver: 'link' } })
      expect(Object.keys((await postRequestToken(host, 'msisdn')).body)).toEqual(['sid'])
      expect(host.outbox.messages[0]?.links[0]).toContain('/msisdn/confirm?sid=')
    })

    test.each(media)('%s: a send_attempt not above the highest sends nothing, a higher one does', async (medium) => {
      const host = await startHost(kind)
      const first = await postRequestToken(host, medium, { send_attempt: 3 })
      for (const send_attempt of [3, 2, 0, 3]) {
        const replayed = await postRequestToken(host, medium, { send_attempt })
        expect(replayed).toMatchObject({ status: 200, body: first.body })
      }
      expect(host.outbox.messages).toHaveLength(1)
      expect((await postRequestToken(host, medium, { send_attempt: 4 })).body).toEqual(first.body)
      expect(host.outbox.messages).toHaveLength(2)
    })

    test.each(media)(
      '%s: of 20 equal requests at the same moment one sends, all are answered alike',
      async (medium) => {
        const host = await startHost(kind)
        const responses = await Promise.all(Array.from({ length: 20 }, () => postRequestToken(host, medium)))
        expect(new Set(responses.map(({ status, body }) => `${status} ${String(body['sid'])}`)).size).toBe(1)
        expect(responses[0]?.status).toBe(200)
        expect(host.outbox.messages).toHaveLength(1)
      },
    )

    test('send_attempt 0 sends: two clients in the field start there', async () => {
      const host = await startHost(kind)
      await askForToken(host, 'email', { send_attempt: 0 })
    })

    test('a validated session answers its sid, and sends nothing', async () => {
      const host = await startHost(kind)
      const asked = await askForToken(host, 'msisdn')
      await submitToken(host, asked)
      const again = await postRequestToken(host, 'msisdn', { send_attempt: 2 })
      expect(again.body).toEqual({ sid: asked.sid, submit_url: asked.submitUrl })
      expect(host.outbox.messages).toHaveLength(1)
    })

    test('another client_secret is another session', async () => {
      const host = await startHost(kind)
      const one = await askForToken(host, 'email')
      const other = await askForToken(host, 'email', { client_secret: 'another-client-secret' })
      expect(other.sid).not.toBe(one.sid)
      await submitToken(host, one)
      expect(await host.passwordReset.validated(credentialsOf(other))).toBeNull()
    })

    test('optional fields that are null are absent', async () => {
      const host = await startHost(kind)
      await askForToken(host, 'email', { next_link: null, id_server: null, id_access_token: null })
    })

    test('an id_server is ignored where the homeserver sends itself', async () => {
      const host = await startHost(kind)
      await askForToken(host, 'email', { id_server: 'id.example.org', id_access_token: 'abc', extra: { a: [1] } })
    })
  })

  describe('the order of the table: with everything wrong, the first row answers; mended, the next', () => {
    const wrongEverywhere = {
      email: { email: 'nobody@@example.org' },
      msisdn: { country: 'gb', phone_number: '123' },
    }
    const unknown = {
      email: { email: 'nobody@example.org' },
      msisdn: { country: 'GB', phone_number: '07400123499' },
    }
    const grammar = {
      client_secret: '!',
      send_attempt: -1,
      next_link: 'javascript:alert(1)',
      id_server: 'evil.example',
    }

    test.each(media)('%s: the whole ladder', async (medium) => {
      const denying = {
        allow3pid: () => false,
        email: undefined,
        sms: undefined,
      }
      const host = await startHost(kind, denying)
      const wrong = { ...grammar, ...wrongEverywhere[medium] }
      const post = (fields: object) => postRequestToken(host, medium, fields)

      expectError(await post({ ...wrong, client_secret: undefined, send_attempt: '1' }), 400, 'M_BAD_JSON')
      expectError(await post({ ...wrong, client_secret: undefined }), 400, 'M_MISSING_PARAM')
      expectError(await post(wrong), 400, 'M_INVALID_PARAM')
      expectError(await post({ ...unknown[medium], id_server: 'evil.example' }), 403, 'M_THREEPID_DENIED')
      expectNothingSent(host)
      expect(host.lookUps).toEqual([])
    })

    test.each(media)('%s: no sender and no identity servers beat an unknown account', async (medium) => {
      const host = await startHost(kind, { email: undefined, sms: undefined })
      for (const id_server of [undefined, 'id.example.org']) {
        const response = await postRequestToken(host, medium, { ...unknown[medium], id_server })
        expectError(response, 400, 'M_THREEPID_MEDIUM_NOT_SUPPORTED')
      }
      expect(host.lookUps).toEqual([])
    })

    test.each(media)('%s: an untrusted identity server beats an unknown account', async (medium) => {
      const identityServers = { trusted: ['id.example.org'] }
      const without = await startHost(kind, { email: undefined, sms: undefined, identityServers })
      const prefersProxy = await startHost(kind, { identityServers: { ...identityServers, prefer: 'proxy' } })
      for (const host of [without, prefersProxy]) {
        const response = await postRequestToken(host, medium, { ...unknown[medium], id_server: 'evil.example' })
        expectError(response, 400, 'M_SERVER_NOT_TRUSTED')
        expectNothingSent(host)
        expect(host.lookUps).toEqual([])
      }
    })

    test('an identity server of no use, because none is named, is no sender', async () => {
      const host = await startHost(kind, { email: undefined, identityServers: { trusted: ['id.example.org'] } })
      expectError(await postRequestToken(host, 'email'), 400, 'M_THREEPID_MEDIUM_NOT_SUPPORTED')
    })

    test.each(media)('%s: an unknown account is not found, and beats the limits of the address', async (medium) => {
      const sends = { max: 0, windowMs: minuteMs }
      const host = await startHost(kind, { limits: { sendsPerAddress: sends, requestTokenPerNetwork: false } })
      expectError(await postRequestToken(host, medium, unknown[medium]), 400, 'M_THREEPID_NOT_FOUND')
      expectLimited(await postRequestToken(host, medium), minuteMs)
      expectNothingSent(host)
    })

    test.each(media)('%s: over the limit of the network beats everything', async (medium) => {
      const host = await startHost(kind, { limits: { requestTokenPerNetwork: { max: 1, windowMs: minuteMs } } })
      await askForToken(host, medium)
      expectLimited(await postRequestToken(host, medium, { client_secret: 5 }), minuteMs)
      expectLimited(await postRequestToken(host, medium), minuteMs)
      const path = host.requestTokenPath(medium)
      const headers = { 'Content-Type': 'text/plain' }
      expectLimited(await host.raw({ path, headers, body: 'x'.repeat(17 * 1024) }), minuteMs)
      expect(host.outbox.messages).toHaveLength(1)
    })
  })

  describe('fields', () => {
    let host: TestHost
    beforeEach(async () => {
      host = await startHost(kind)
    })
    afterEach(() => {
      expectNothingSent(host)
      expect(host.lookUps).toEqual([])
    })

    const strings = { email: ['email', 'client_secret'], msisdn: ['country', 'phone_number', 'client_secret'] }
    test.each(media)('%s: only strings pass for strings', async (medium) => {
      for (const field of [...strings[medium], 'next_link', 'id_server', 'id_access_token']) {
        const { [field]: good = 'https://matrix.example.org/' } = tokenRequest(medium)
        for (const value of [[good], [], { 0: good }, { toString: 'x' }, 5, true, false]) {
          expectError(await postRequestToken(host, medium, { [field]: value }), 400, 'M_BAD_JSON')
        }
      }
      for (const value of ['1', '', true, [1], {}, 'NaN']) {
        expectError(await postRequestToken(host, medium, { send_attempt: value }), 400, 'M_BAD_JSON')
      }
    })

    test.each(media)('%s: a required field that is null is of the wrong type', async (medium) => {
      for (const field of [...strings[medium], 'send_attempt']) {
        expectError(await postRequestToken(host, medium, { [field]: null }), 400, 'M_BAD_JSON')
      }
    })

    test.each(media)('%s: each required field is missed', async (medium) => {
      for (const field of [...strings[medium], 'send_attempt']) {
        expectError(await postRequestToken(host, medium, { [field]: undefined }), 400, 'M_MISSING_PARAM')
      }
      expectError(await host.agent.post(host.requestTokenPath(medium)).send({}), 400, 'M_MISSING_PARAM')
    })

    test.each(media)('%s: what is inherited is not there', async (medium) => {
      const { client_secret, ...others } = tokenRequest(medium)
      const body = JSON.stringify(others).replace('{', `{"__proto__": {"client_secret": "${String(client_secret)}"},`)
      const headers = { 'Content-Type': 'application/json' }
      const answer = await host.raw({ path: host.requestTokenPath(medium), headers, body })
      expectError(answer, 400, 'M_MISSING_PARAM')
    })

    test.each(media)('%s: client_secret out of its grammar', async (medium) => {
      const bad = [
        '',
        ' ',
        'a b',
        'a'.repeat(256),
        'abc\n',
        '\nabc',
        'a/b',
        'a+b',
        'ä',
        'a\u0000',
        '\ud800',
        'a:b',
        'a%b',
      ]
      for (const client_secret of bad) {
        expectError(await postRequestToken(host, medium, { client_secret }), 400, 'M_INVALID_PARAM')
      }
    })

    test.each(media)('%s: send_attempt out of its grammar', async (medium) => {
      for (const number of ['1.5', '-1', '9007199254740992', '1e400', '-1e400', '0.1', '1e-7']) {
        const body = JSON.stringify(tokenRequest(medium)).replace('"send_attempt":1', `"send_attempt":${number}`)
        const headers = { 'Content-Type': 'application/json' }
        const answer = await host.raw({ path: host.requestTokenPath(medium), headers, body })
        expectError(answer, 400, 'M_INVALID_PARAM')
      }
    })

    test('email addresses that mail is not sent to', async () => {
      const bad = [
        ...['', 'alice', '@example.org', 'alice@', 'alice@localhost', 'alice@example', 'alice@@example.org'],
        ...[
          'alice@example.org@evil.example',
          'alice@evil.example@example.org',
          'alice@example.org\n',
          ' alice@example.org',
        ],
        ...['alice@example.org, eve@evil.example', 'alice@example.org,eve@evil.example', '<alice@example.org>'],
        ...['"alice"@example.org', 'alice(x)@example.org', 'alice@[127.0.0.1]', 'Alice <alice@example.org>'],
        ...['alice@example.org\r\nBcc: eve@evil.example', 'alice\u0000@example.org', 'alice@example..org'],
        ...['.alice@example.org', 'alice.@example.org', `${'a'.repeat(65)}@example.org`, '\ud800@example.org'],
        ...[`alice@${'a'.repeat(60)}.${'b.'.repeat(100)}org`, 'alice@example.org.', 'alice\u200b@example.org'],
      ]
      for (const email of bad) expectError(await postRequestToken(host, 'email', { email }), 400, 'M_INVALID_PARAM')
    })

    test('countries that are none, and numbers that cannot be texted', async () => {
      for (const country of ['', 'gb', 'GBR', 'XX', 'ZZ', 'G', 'GB\n', '44', '__proto__', 'constructor']) {
        expectError(await postRequestToken(host, 'msisdn', { country }), 400, 'M_INVALID_PARAM')
      }
      // Too short, too long, a landline, premium rate, freephone, a pager, letters, an extension, two numbers.
      const bad = [
        ...['', '1', '123', '07400123456789', '020 7946 0018', '0909 8790000', '0800 123 4567', '07640 123456'],
        ...['0740012345a', '07400123456x5', '07400123456;ext=5', '07400123456,07400123457', '+', '++447400123456'],
        ...['07400123456\n', '\u000007400123456', 'tel:+447400123456', '7'.repeat(300)],
      ]
      for (const phone_number of bad) {
        expectError(await postRequestToken(host, 'msisdn', { phone_number }), 400, 'M_INVALID_PARAM')
      }
    })

    test('a country that is not on the list, however it is dialled', async () => {
      const dialled = [
        { country: 'US', phone_number: '(201) 555-0123' },
        { country: 'FR', phone_number: '06 12 34 56 78' },
        { country: 'GB', phone_number: '+33 6 12 34 56 78' },
        { country: 'GB', phone_number: '00 33 6 12 34 56 78' },
      ]
      for (const fields of dialled)
        expectError(await postRequestToken(host, 'msisdn', fields), 403, 'M_THREEPID_DENIED')
    })
  })

  test('an address may be denied, by what it is canonically', async () => {
    const asked: unknown[] = []
    const host = await startHost(kind, {
      allow3pid: async (threepid) => {
        asked.push(threepid)
        return threepid.medium === 'email' && !threepid.address.startsWith('bob')
      },
    })
    await askForToken(host, 'email', { email: 'ALICE@Example.ORG' })
    expectError(await postRequestToken(host, 'email', { email: 'Bob@example.org' }), 403, 'M_THREEPID_DENIED')
    expectError(await postRequestToken(host, 'msisdn'), 403, 'M_THREEPID_DENIED')
    expect(asked).toEqual([
      { medium: 'email', address: 'alice@example.org' },
      { medium: 'email', address: 'bob@example.org' },
      { medium: 'msisdn', address: '447400123456' },
    ])
    expect(host.outbox.messages).toHaveLength(1)
  })

  test('a number is texted wherever it is dialled from', async () => {
    const host = await startHost(kind)
    const dialled = [
      { country: 'GB', phone_number: '07400 123456' },
      { country: 'GB', phone_number: '+44 7400 123456' },
      { country: 'FR', phone_number: '00 44 7400 123456' },
    ]
    for (const [index, fields] of dialled.entries()) {
      await askForToken(host, 'msisdn', { ...fields, send_attempt: index })
    }
    expect(new Set(host.outbox.messages.map(({ to }) => to))).toEqual(new Set(['+447400123456']))
  })
})

test('no string outside of its grammar passes for a client_secret, and every one within does', async () => {
  const host = await startHost(plainHost)
  const grammar = /^[0-9a-zA-Z.=_-]+$/
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }), async (client_secret) => {
      fc.pre(!grammar.test(client_secret))
      expectError(await postRequestToken(host, 'email', { client_secret }), 400, 'M_INVALID_PARAM')
    }),
    { numRuns: 40 },
  )
  const letters = [...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.=_-']
  const secret = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 255 })
  await fc.assert(
    fc.asyncProperty(secret, async (client_secret) => {
      expect((await postRequestToken(host, 'email', { client_secret })).status).toBe(200)
    }),
    { numRuns: 10 },
  )
  expect(clientSecret).toMatch(grammar)
})
