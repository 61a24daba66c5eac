import { expectError, expectJson, expectLimited } from './answers'
import { hostKinds, startHost, type TestHost } from '../host/host'
import { askForToken, credentialsOf, postRequestToken, submitToken } from './flow'

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
      expect(host.outbox.messages[0]).toMatchObject({ code: expect.stringMatching(/^[0-9]{6}$/) })
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

    test('send_attempt 0 sends: two clients in the field start there', async () => {
      const host = await startHost(kind)
      await askForToken(host, 'email', { send_attempt: 0 })
    })

    test('a validated session answers its sid, and sends nothing', async () => {
      const host = await startHost(kind)
      const session = await askForToken(host, 'msisdn')
      await submitToken(host, session)
      const again = await postRequestToken(host, 'msisdn', { send_attempt: 2 })
      expect(again.body).toEqual({ sid: session.sid, submit_url: session.submitUrl })
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

  test('an address may be denied, by what it is canonically', async () => {
    const contexts: unknown[] = []
    const host = await startHost(kind, {
      allow3pid: async ({ request, ...threepid }) => {
        contexts.push({ ...threepid, method: request.method })
        return threepid.medium === 'email' && !threepid.address.startsWith('bob')
      },
    })
    await askForToken(host, 'email', { email: 'ALICE@Example.ORG' })
    expectError(await postRequestToken(host, 'email', { email: 'Bob@example.org' }), 403, 'M_THREEPID_DENIED')
    expectError(await postRequestToken(host, 'msisdn'), 403, 'M_THREEPID_DENIED')
    expect(contexts).toEqual([
      { medium: 'email', address: 'alice@example.org', flow: 'password', method: 'POST' },
      { medium: 'email', address: 'bob@example.org', flow: 'password', method: 'POST' },
      { medium: 'msisdn', address: '447400123456', flow: 'password', method: 'POST' },
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
    for (const [index, fields] of dialled.entries())
      await askForToken(host, 'msisdn', { ...fields, send_attempt: index })
    expect(new Set(host.outbox.messages.map(({ to }) => to))).toEqual(new Set(['+447400123456']))
  })
})
