import { client_secret, fields, matrixError, setUpClient, type ClientSetUp } from './client-set-up'

let set: ClientSetUp
beforeEach(async () => {
  set = await setUpClient()
})

const addresses = { email: 'alice@example.org', msisdn: '447400123456' }

describe.each(['email', 'msisdn'] as const)('%s', (medium) => {
  test.each(['v1', 'v2'])('%s: from the request to what was validated', async (version) => {
    const { client, fake, server } = set
    const idAccessToken = version === 'v2' ? fake.register() : undefined
    const { sid, ...rest } = await client.requestToken(server, medium, fields[medium], idAccessToken)
    expect(rest).toEqual({})
    expect(fake.messages).toEqual([
      { medium, to: addresses[medium], token: expect.any(String), sid, clientSecret: client_secret },
    ])
    const session = { sid, client_secret }
    expect(await client.getValidated3pid(server, session, idAccessToken)).toBeUndefined()

    const token = fake.messages[0]?.token ?? ''
    expect(await client.submitToken(server, medium, { ...session, token: 'wrong' }, idAccessToken)).toBe(false)
    expect(await client.getValidated3pid(server, session, idAccessToken)).toBeUndefined()
    expect(await client.submitToken(server, medium, { ...session, token }, idAccessToken)).toBe(true)
    expect(await client.submitToken(server, medium, { ...session, token }, idAccessToken)).toBe(true)
    const validated = await client.getValidated3pid(server, session, idAccessToken)
    expect(validated).toEqual({ medium, address: addresses[medium] })

    const prefix = version === 'v2' ? '/_matrix/identity/v2/' : '/_matrix/identity/api/v1/'
    for (const { path, headers } of fake.requests) {
      expect(path.startsWith(prefix)).toBe(true)
      expect(headers.authorization).toBe(idAccessToken === undefined ? undefined : `Bearer ${idAccessToken}`)
    }
  })

  test('only the fields of the specification go out', async () => {
    const { begin, client, fake, server } = set
    const more = {
      id_server: 'x',
      id_access_token: 'secret',
      new_password: 'hunter2',
      next_link: 'https://a.example.org/',
    }
    await client.requestToken(server, medium, { ...more, ...fields[medium] })
    await client.requestToken(server, medium, { ...fields[medium], next_link: undefined })
    expect(fake.requests[0]?.body).toEqual({ ...fields[medium], next_link: 'https://a.example.org/' })
    expect(fake.requests[1]?.body).toEqual(fields[medium])

    const session = { ...(await begin(medium)), id_access_token: 'secret' }
    await client.submitToken(server, medium, session)
    expect(Object.keys(fake.requests.at(-1)?.body ?? {})).toEqual(['sid', 'client_secret', 'token'])
    await client.getValidated3pid(server, session)
    expect(fake.requests.at(-1)?.query).toEqual({ sid: session.sid, client_secret })
  })

  test('as the reference server refuses: 200 for a link, 404 for a code', async () => {
    const { begin, client, fake, server } = set
    fake.refuseAs('reference')
    const session = await begin(medium)
    expect(await client.submitToken(server, medium, { ...session, token: 'wrong' })).toBe(false)
    expect(await client.submitToken(server, medium, session)).toBe(true)
  })

  test('a session that is over', async () => {
    const { begin, client, fake, server } = set
    const session = await begin(medium)
    fake.expire(session.sid)
    expect(await client.getValidated3pid(server, session)).toBeUndefined()
    expect(await matrixError(client.submitToken(server, medium, session))).toMatchObject({
      status: 400,
      errcode: 'M_SESSION_EXPIRED',
    })
    expect(await client.getValidated3pid(server, { ...session, sid: 'unknown' })).toBeUndefined()
  })
})

test("a value can't leave its place in the query", async () => {
  const { client, fake, server } = set
  await client.getValidated3pid(server, { sid: '1&client_secret=x#', client_secret: 'a/../b?c' })
  expect(fake.requests[0]).toMatchObject({
    path: '/_matrix/identity/api/v1/3pid/getValidated3pid',
    query: { sid: '1&client_secret=x#', client_secret: 'a/../b?c' },
  })
})

test.each(['', 'a b', 'a\r\nX-Evil: 1', 'ü', 'x'.repeat(4_097)])('no header carries %j', async (idAccessToken) => {
  const { client, fake, server } = set
  expect(await matrixError(client.requestToken(server, 'email', fields.email, idAccessToken))).toMatchObject({
    status: 400,
    errcode: 'M_INVALID_PARAM',
  })
  expect(fake.requests).toEqual([])
})

describe('answers of another shape', () => {
  test.each(['', 'a b', 'ü', 'a\n', 'a/../b', 'x'.repeat(256), 7, null, ['1'], { sid: '1' }, undefined])(
    'sid %j',
    async (sid) => {
      const { call, fake } = set
      fake.fault('requestToken', { status: 200, body: { sid } })
      expect(await matrixError(call('requestToken'))).toMatchObject({ status: 502, errcode: 'M_UNKNOWN' })
    },
  )

  test('a sid of the grammar is handed back as it is, even one that was given before', async () => {
    const { call, client, fake, server } = set
    for (const sid of ['x'.repeat(255), 'aZ09.=_-', '__proto__']) {
      fake.fault('requestToken', { sid })
      expect(await call('requestToken')).toEqual({ sid })
      expect(await client.requestToken(server, 'msisdn', fields.msisdn)).toEqual({ sid })
    }
  })

  test.each([200, 400, 401, 403, 404, 429, 500])('success: false in %d is a refusal', async (status) => {
    const { call, fake } = set
    fake.fault('submitToken', { status, body: { success: false, errcode: 'M_UNKNOWN' } })
    expect(await call('submitToken')).toBe(false)
  })

  test.each(['true', 1, null, undefined, 'false', 0, {}])('success: %j is nonsense', async (success) => {
    const { call, fake } = set
    fake.fault('submitToken', { status: 200, body: { success } })
    expect(await matrixError(call('submitToken'))).toMatchObject({ status: 502 })
  })

  test.each([
    [500, 'M_NO_VALID_SESSION'],
    [401, 'M_SESSION_NOT_VALIDATED'],
    [403, 'M_SESSION_EXPIRED'],
  ])('%d %s says nothing about the session', async (status, errcode) => {
    const { call, fake } = set
    fake.fault('getValidated3pid', { status, body: { errcode } })
    expect(await matrixError(call('getValidated3pid'))).toMatchObject({ status: 502 })
  })

  test('an old server: 200 without a medium has not validated', async () => {
    const { begin, client, fake, server } = set
    const session = await begin('email')
    await client.submitToken(server, 'email', session)
    fake.fault('getValidated3pid', { validated: 'without medium' })
    expect(await client.getValidated3pid(server, session)).toBeUndefined()
  })

  test('another address than was asked for is handed back, for the caller to compare', async () => {
    const { begin, client, fake, server } = set
    const session = await begin('email')
    await client.submitToken(server, 'email', session)
    fake.fault('getValidated3pid', { validated: { address: 'mallory@example.org' } })
    expect(await client.getValidated3pid(server, session)).toMatchObject({ address: 'mallory@example.org' })
  })

  test.each([
    { medium: 'pigeon' },
    { medium: null },
    { medium: ['email'] },
    { address: undefined },
    { address: ['alice@example.org'] },
    { address: 'a'.repeat(321) },
  ])('getValidated3pid with %j is nonsense', async (wrong) => {
    const { call, fake } = set
    const right = { medium: 'email', address: 'alice@example.org', validated_at: 1_457_622_739_026 }
    fake.fault('getValidated3pid', { status: 200, body: right })
    expect(await call('getValidated3pid')).toEqual({ medium: 'email', address: 'alice@example.org' })
    fake.fault('getValidated3pid', { status: 200, body: { ...right, ...wrong } })
    expect(await matrixError(call('getValidated3pid'))).toMatchObject({ status: 502 })
  })
})
