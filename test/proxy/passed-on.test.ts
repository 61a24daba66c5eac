import { outbox } from '../../lib'
import { expectError, expectLimited } from '../http/answers'
import { clientSecret, tokenRequest } from '../http/flow'
import { askForToken, media, postRequestToken, startPair, submitToken, type ProxyingHostOptions } from './proxy-host'

const hourMs = 3_600_000
const nextLink = 'https://matrix.example.org/welcome?from=mail'
const threepids = {
  email: { email: 'alice@example.org' },
  msisdn: { country: 'GB', phone_number: '+447400123456' },
} as const

describe.each(media)('%s: requestToken as it is passed on', (medium) => {
  const path = `validate/${medium}/requestToken`

  test('v1: the fields of the specification and nothing else, no Authorization', async () => {
    const { host, fake } = await startPair()
    const others = {
      bind: true,
      submit_url: 'https://evil.example.com',
      user: '@alice:localhost',
      next: 'x',
      token: '1',
    }
    const answer = await host.agent
      .post(host.requestTokenPath(medium))
      .set({ Cookie: 'session=1', 'X-Forwarded-For': '192.0.2.1', 'User-Agent': 'A browser' })
      .send(tokenRequest(medium, { id_server: fake.name, next_link: nextLink, ...others }))
    expect(answer.status).toBe(200)
    expect(fake.requests).toHaveLength(1)
    const [request] = fake.requests
    expect(request).toMatchObject({ method: 'POST', path: `/_matrix/identity/api/v1/${path}`, query: {} })
    expect(request?.body).toEqual({
      ...threepids[medium],
      client_secret: fake.messages[0]?.clientSecret,
      send_attempt: 1,
      next_link: nextLink,
    })
    expect(Object.keys(request?.headers ?? {})).not.toEqual(expect.arrayContaining(['authorization']))
    expect(JSON.stringify(request?.headers)).not.toMatch(/session=1|192\.0\.2\.1|A browser/)
  })

  test('v2: the same with Bearer, and the token nowhere else', async () => {
    const { host, fake } = await startPair()
    const accessToken = fake.register()
    await askForToken(host, fake, medium, { id_access_token: accessToken, send_attempt: 7 })
    const [request] = fake.requests
    expect(request).toMatchObject({
      path: `/_matrix/identity/v2/${path}`,
      headers: { authorization: `Bearer ${accessToken}` },
    })
    expect(request?.body).toEqual({
      ...threepids[medium],
      client_secret: fake.messages[0]?.clientSecret,
      send_attempt: 7,
    })
    expect(fake.messages[0]?.clientSecret).not.toBe(clientSecret)
  })

  test.each(['', null])('an id_access_token of %p is none: v1', async (id_access_token) => {
    const { host, fake } = await startPair()
    await askForToken(host, fake, medium, { id_access_token })
    expect(fake.requests.map(({ path: to }) => to)).toEqual([`/_matrix/identity/api/v1/${path}`])
  })

  test('a token that was sent already is not asked for again; a higher send_attempt is', async () => {
    const { host, fake } = await startPair()
    const { sid } = await askForToken(host, fake, medium, { send_attempt: 2 })
    for (const send_attempt of [2, 1, 0])
      expect((await postRequestToken(host, fake, medium, { send_attempt })).body).toMatchObject({ sid })
    expect(fake.requests).toHaveLength(1)
    expect((await postRequestToken(host, fake, medium, { send_attempt: 3 })).body).toMatchObject({ sid })
    expect(fake.messages).toHaveLength(2)
  })
})

describe('the address that is passed on', () => {
  test.each(['strauss@example.com', 'STRAUSS@EXAMPLE.COM', 'Strauß@Example.com', 'ſtrauß@example.com'])(
    'for %s it is the one that the account stores',
    async (email) => {
      const { host, fake } = await startPair()
      await askForToken(host, fake, 'email', { email })
      expect(fake.requests[0]?.body).toMatchObject({ email: 'Strauß@Example.com' })
      expect(fake.messages).toMatchObject([{ to: 'Strauß@Example.com' }])
    },
  )

  test.each([
    ['GB', '07400 123456'],
    ['GB', '+44 7400 123456'],
    ['FR', '00447400123456'],
    ['US', '+447400123456'],
  ])('dialled from %s as %s it is the whole number with its own country', async (country, phone_number) => {
    const { host, fake } = await startPair()
    await askForToken(host, fake, 'msisdn', { country, phone_number })
    expect(fake.requests[0]?.body).toMatchObject({ country: 'GB', phone_number: '+447400123456' })
  })
})

describe('nothing is passed on', () => {
  const refused: readonly (readonly [string, object, ProxyingHostOptions, number, string])[] = [
    ['a missing client_secret', { client_secret: undefined }, {}, 400, 'M_MISSING_PARAM'],
    ['a client_secret out of its grammar', { client_secret: 'a b' }, {}, 400, 'M_INVALID_PARAM'],
    ['a client_secret of the wrong type', { client_secret: ['a'] }, {}, 400, 'M_BAD_JSON'],
    ['a send_attempt below 0', { send_attempt: -1 }, {}, 400, 'M_INVALID_PARAM'],
    ['an id_access_token of the wrong type', { id_access_token: 1 }, {}, 400, 'M_BAD_JSON'],
    ['an id_access_token that no header can carry', { id_access_token: 'a\r\nX: b' }, {}, 400, 'M_INVALID_PARAM'],
    ['a next_link that is not allowed', { next_link: 'https://evil.example.com' }, {}, 400, 'M_INVALID_PARAM'],
    ['an address that is none', { email: 'alice', phone_number: '1' }, {}, 400, 'M_INVALID_PARAM'],
    [
      'an account that there is none of',
      { email: 'nobody@example.org', phone_number: '07400123999' },
      {},
      400,
      'M_THREEPID_NOT_FOUND',
    ],
    [
      'an account whose stored address is not valid',
      {},
      { accounts: { findByThreepid: () => ({ userId: '@alice:localhost', address: 'no address' }) } },
      400,
      'M_THREEPID_NOT_FOUND',
    ],
    ['an address that allow3pid denies', {}, { allow3pid: () => false }, 403, 'M_THREEPID_DENIED'],
    ['an address that allow3pid denies later', {}, { allow3pid: async () => false }, 403, 'M_THREEPID_DENIED'],
  ]
  const cases = media.flatMap((medium) =>
    refused.map(([name, fields, options, status, errcode]) => ({ medium, name, fields, options, status, errcode })),
  )

  test.each(cases)('$medium: for $name', async ({ medium, fields, options, status, errcode }) => {
    const { host, fake } = await startPair(options)
    expectError(await postRequestToken(host, fake, medium, fields), status, errcode)
    expect(fake.requests).toEqual([])
    expect(fake.connections()).toBe(0)
  })

  test('to a country that is not on the list', async () => {
    const { host, fake } = await startPair({
      sms: { countries: ['FR'] },
      identityServers: { prefer: 'proxy' },
    })
    expectError(await postRequestToken(host, fake, 'msisdn'), 403, 'M_THREEPID_DENIED')
    expect(fake.requests).toEqual([])
  })

  test.each([
    ['requestTokenPerNetwork', 'email'],
    ['sendsPerAddress', 'email'],
    ['sendsPerAddressAndNetwork', 'msisdn'],
    ['smsPerPrefix', 'msisdn'],
    ['smsPerCountry', 'msisdn'],
    ['smsInAll', 'msisdn'],
  ] as const)('over %s', async (limit, medium) => {
    const none = Object.fromEntries(
      [
        'requestTokenPerNetwork',
        'sendsPerAddress',
        'sendsPerAddressAndNetwork',
        'smsPerPrefix',
        'smsPerCountry',
        'smsInAll',
      ].map((name) => [name, false]),
    )
    const { host, fake } = await startPair({ limits: { ...none, [limit]: { max: 2, windowMs: hourMs } } })
    for (const send_attempt of [1, 2]) await askForToken(host, fake, medium, { send_attempt })
    for (const fields of [{ send_attempt: 3 }, { client_secret: 'another' }])
      expectLimited(await postRequestToken(host, fake, medium, fields), hourMs)
    expect(fake.messages).toHaveLength(2)
    expect(fake.requests.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  test.each(media)('%s: over two limits, the wait is the longer one', async (medium) => {
    const { email, sms } = outbox()
    const ofNetwork = { max: 1, windowMs: hourMs }
    const { host, fake } = await startPair({
      email: { sender: email },
      sms: { sender: sms, countries: ['GB'] },
      identityServers: { prefer: 'proxy' },
      limits: {
        emailsPerNetwork: ofNetwork,
        smsPerNetwork: ofNetwork,
        sendsPerAddress: { max: 1, windowMs: 60_000 },
      },
    })
    expect(await postRequestToken(host, fake, medium)).toMatchObject({ status: 200 })
    const { body } = await postRequestToken(host, fake, medium, { send_attempt: 2 })
    expect(body['retry_after_ms']).toBeGreaterThan(60_000)
    expect(fake.messages).toHaveLength(1)
  })

  test('over wrongCodesPerAddress', async () => {
    const { host, fake } = await startPair({ limits: { wrongCodesPerAddress: { max: 2, windowMs: hourMs } } })
    const session = await askForToken(host, fake, 'msisdn')
    for (const token of ['1', '2']) await submitToken(host, session, { token })
    const before = fake.requests.length
    expectLimited(await postRequestToken(host, fake, 'msisdn', { client_secret: 'another' }), hourMs)
    expect(fake.requests).toHaveLength(before)
  })
})

describe('what a send is charged', () => {
  test.each(media)('%s: nothing, where the identity server refused it', async (medium) => {
    const one = { max: 1, windowMs: hourMs }
    const { host, fake } = await startPair({ limits: { sendsPerAddress: one, smsInAll: one } })
    fake.fault('requestToken', { status: 400, body: { errcode: 'M_SEND_ERROR', error: 'No' } })
    for (const client_secret of ['one', 'two', 'three'])
      expectError(await postRequestToken(host, fake, medium, { client_secret }), 400, 'M_SEND_ERROR')
    fake.fault('requestToken', null)
    await askForToken(host, fake, medium)
  })

  test.each([
    ['a sid out of its grammar', { sid: 'no sid!' }],
    ['a 500', { status: 500, body: { errcode: 'M_UNKNOWN', error: 'No' } }],
  ] as const)('one, where the message may be out: %s', async (_what, fault) => {
    const { host, fake } = await startPair({ limits: { sendsPerAddress: { max: 2, windowMs: hourMs } } })
    fake.fault('requestToken', fault)
    for (const client_secret of ['one', 'two'])
      expectError(await postRequestToken(host, fake, 'msisdn', { client_secret }), 502, 'M_UNKNOWN')
    expectLimited(await postRequestToken(host, fake, 'msisdn', { client_secret: 'three' }), hourMs)
    expect(fake.requests).toHaveLength(2)
  })
})
