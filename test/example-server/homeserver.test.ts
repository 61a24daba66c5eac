import { startExample, type RunningExample } from './example-server'
import { accessTokenOf, login, loginAs } from './reset'

const password = 'old-password-1'
const phone = '447400123456'

let example: RunningExample
beforeAll(async () => {
  example = await startExample()
})
afterAll(() => example.stop())

describe('what a client asks first', () => {
  test('is where the homeserver is', async () => {
    const { status, body } = await example.ask('/.well-known/matrix/client')
    expect([status, body]).toEqual([200, { 'm.homeserver': { base_url: example.url } }])
  })

  test('is what it speaks, and that it needs no identity server', async () => {
    const { status, body } = await example.ask('/_matrix/client/versions')
    expect(status).toBe(200)
    expect(body['versions']).toEqual(expect.arrayContaining(['r0.5.0', 'r0.6.1', 'v1.1']))
    expect(body['unstable_features']).toEqual({ 'm.require_identity_server': false })
  })

  test.each(['v3', 'r0'])('is how to log in (%s)', async (version) => {
    const { status, body } = await example.ask(`/_matrix/client/${version}/login`)
    expect([status, body]).toEqual([200, { flows: [{ type: 'm.login.password' }] }])
  })
})

describe('login', () => {
  test.each([
    ['a localpart', { identifier: { type: 'm.id.user', user: 'alice' } }],
    ['a user ID', { identifier: { type: 'm.id.user', user: '@alice:localhost' } }],
    ['an email address', { identifier: { type: 'm.id.thirdparty', medium: 'email', address: 'Alice@Example.org' } }],
    ['a phone number', { identifier: { type: 'm.id.thirdparty', medium: 'msisdn', address: phone } }],
    ['a number as dialled', { identifier: { type: 'm.id.phone', country: 'GB', phone: '07400 123456' } }],
    ['the old user', { user: 'alice' }],
    ['the old user, whole', { user: '@alice:localhost' }],
    ['the old email address', { medium: 'email', address: 'alice@example.org' }],
  ])('with %s', async (_name, fields) => {
    const { status, body } = await login(example, { ...fields, password })
    expect(status).toBe(200)
    expect(body).toEqual({
      user_id: '@alice:localhost',
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      device_id: expect.stringMatching(/^[0-9A-F]{12}$/),
    })
  })

  test.each([
    [
      'a wrong password',
      { identifier: { type: 'm.id.user', user: 'alice' }, password: 'wrong-password-1' },
      403,
      'M_FORBIDDEN',
    ],
    ['no such user', { identifier: { type: 'm.id.user', user: 'nobody' }, password }, 403, 'M_FORBIDDEN'],
    ['another server’s user', { user: '@alice:example.org', password }, 403, 'M_FORBIDDEN'],
    ['an address of nobody', { medium: 'email', address: 'x@example.org', password }, 403, 'M_FORBIDDEN'],
    ['another type', { type: 'm.login.token', token: 'x' }, 400, 'M_UNKNOWN'],
    ['another identifier', { identifier: { type: 'm.id.other' }, password }, 400, 'M_UNKNOWN'],
    ['no password', { user: 'alice' }, 400, 'M_MISSING_PARAM'],
    ['nobody named', { password }, 400, 'M_MISSING_PARAM'],
    ['a list for a name', { user: ['alice'], password }, 400, 'M_BAD_JSON'],
    ['a list for a password', { user: 'alice', password: [password] }, 400, 'M_BAD_JSON'],
  ])('refuses %s', async (_name, fields, status, errcode) => {
    const answer = await login(example, fields)
    expect([answer.status, answer.body['errcode']]).toEqual([status, errcode])
  })

  test.each([
    ['what is not JSON', '{"type"', 'M_NOT_JSON'],
    ['a list', '[]', 'M_BAD_JSON'],
    ['null', 'null', 'M_BAD_JSON'],
  ])('refuses %s', async (_name, text, errcode) => {
    const answer = await example.ask('/_matrix/client/v3/login', { text })
    expect([answer.status, answer.body['errcode']]).toEqual([400, errcode])
  })

  test('to a device again ends what the device had', async () => {
    const fields = { user: 'bob', password, device_id: 'PHONE' }
    const first = await login(example, fields)
    const second = await login(example, fields)
    expect(second.body['device_id']).toBe('PHONE')
    expect((await whoami(String(first.body['access_token']))).status).toBe(401)
    expect((await whoami(String(second.body['access_token']))).body).toMatchObject({ device_id: 'PHONE' })
  })
})

describe('an access token', () => {
  test('says whose it is, in the header and in the query', async () => {
    const accessToken = await accessTokenOf(example, 'alice', password)
    const expected = { user_id: '@alice:localhost', device_id: expect.any(String), is_guest: false }
    expect((await whoami(accessToken)).body).toEqual(expected)
    const inQuery = await example.ask(`/_matrix/client/r0/account/whoami?access_token=${accessToken}`)
    expect(inQuery.body).toEqual(expected)
  })

  test('is missing, or not known', async () => {
    const missing = await example.ask('/_matrix/client/v3/account/whoami')
    expect([missing.status, missing.body['errcode']]).toEqual([401, 'M_MISSING_TOKEN'])
    const unknown = await whoami('unknown')
    expect([unknown.status, unknown.body]).toEqual([
      401,
      expect.objectContaining({ errcode: 'M_UNKNOWN_TOKEN', soft_logout: false }),
    ])
  })

  test('ends with logout, alone', async () => {
    const [one, other] = [
      await accessTokenOf(example, 'alice', password),
      await accessTokenOf(example, 'alice', password),
    ]
    const answer = await example.ask('/_matrix/client/v3/logout', { method: 'POST', accessToken: one })
    expect([answer.status, answer.body]).toEqual([200, {}])
    expect((await whoami(one)).status).toBe(401)
    expect((await whoami(other)).status).toBe(200)
  })

  test('ends with logout/all, and so do the others of its account', async () => {
    const [one, other] = [
      await accessTokenOf(example, 'alice', password),
      await accessTokenOf(example, 'alice', password),
    ]
    const bobs = await accessTokenOf(example, 'bob', password)
    expect((await example.ask('/_matrix/client/v3/logout/all', { method: 'POST', accessToken: one })).status).toBe(200)
    expect([(await whoami(one)).status, (await whoami(other)).status, (await whoami(bobs)).status]).toEqual([
      401, 401, 200,
    ])
  })
})

describe('a change of password by somebody who is signed in', () => {
  const change = (accessToken: string, json: object) =>
    example.ask('/_matrix/client/v3/account/password', { json, accessToken })

  test('wants the old password first', async () => {
    const accessToken = await accessTokenOf(example, 'bob', password)
    const answer = await change(accessToken, { new_password: 'new-password-1' })
    expect(answer.status).toBe(401)
    expect(answer.body).toMatchObject({
      errcode: 'M_UNAUTHORIZED',
      flows: [{ stages: ['m.login.password'] }],
      params: {},
    })
  })

  test('takes nobody else’s, and no weak one', async () => {
    const accessToken = await accessTokenOf(example, 'bob', password)
    const auth = (user: string, right: string) => ({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user },
      password: right,
    })
    const others = await change(accessToken, { auth: auth('alice', password), new_password: 'new-password-1' })
    expect([others.status, others.body['errcode']]).toEqual([401, 'M_FORBIDDEN'])
    const wrong = await change(accessToken, { auth: auth('bob', 'wrong-password'), new_password: 'new-password-1' })
    expect([wrong.status, wrong.body['errcode']]).toEqual([401, 'M_FORBIDDEN'])
    const weak = await change(accessToken, { auth: auth('bob', password), new_password: '1234567' })
    expect([weak.status, weak.body['errcode']]).toEqual([400, 'M_WEAK_PASSWORD'])
  })

  test('leaves the one who asked signed in, and the others only where it says so', async () => {
    const [mine, other] = [await accessTokenOf(example, 'bob', password), await accessTokenOf(example, 'bob', password)]
    const auth = { type: 'm.login.password', password }
    const kept = await change(mine, { auth, new_password: 'new-password-1', logout_devices: false })
    expect([kept.status, kept.body]).toEqual([200, {}])
    expect((await whoami(other)).status).toBe(200)
    const back = { type: 'm.login.password', password: 'new-password-1' }
    expect((await change(mine, { auth: back, new_password: password })).status).toBe(200)
    expect([(await whoami(mine)).status, (await whoami(other)).status]).toEqual([200, 401])
    expect((await loginAs(example, 'bob', password)).status).toBe(200)
  })
})

describe('what is not there', () => {
  test.each(['/nothing', '/_matrix/client/v3/sync', '/_matrix/federation/v1/version', '/_matrix/client/v3/login/sso'])(
    '%s',
    async (path) => {
      const { status, body } = await example.ask(path)
      expect([status, body['errcode']]).toEqual([404, 'M_UNRECOGNIZED'])
    },
  )

  test.each([
    ['PUT', '/_matrix/client/v3/login'],
    ['DELETE', '/_matrix/client/versions'],
    ['GET', '/_matrix/client/v3/logout'],
    ['POST', '/.well-known/matrix/client'],
    ['GET', '/_matrix/client/v3/account/password/email/requestToken'],
    ['POST', '/outbox.json'],
    ['POST', '/'],
  ])('%s %s', async (method, path) => {
    const { status, body } = await example.ask(path, { method })
    expect([status, body['errcode']]).toEqual([405, 'M_UNRECOGNIZED'])
  })

  test('a path that cannot be read', async () => {
    const { status, body } = await example.ask('/_matrix/%zz')
    expect([status, body['errcode']]).toEqual([404, 'M_UNRECOGNIZED'])
  })
})

describe('CORS', () => {
  test.each([
    ['GET', '/.well-known/matrix/client'],
    ['GET', '/_matrix/client/versions'],
    ['GET', '/_matrix/client/v3/account/whoami'],
    ['GET', '/nothing'],
    ['PUT', '/_matrix/client/v3/login'],
    ['OPTIONS', '/_matrix/client/v3/login'],
    ['OPTIONS', '/_matrix/client/v3/account/password'],
    ['OPTIONS', '/_matrix/client/v3/account/password/email/requestToken'],
    ['OPTIONS', '/nothing'],
  ])('%s %s', async (method, path) => {
    const { status, headers } = await example.ask(path, { method })
    if (method === 'OPTIONS') expect([200, 204]).toContain(status)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-allow-methods')).toMatch(/GET.*POST.*PUT.*DELETE.*OPTIONS/)
    expect(headers.get('access-control-allow-headers')).toMatch(/Content-Type.*Authorization/)
    expect(headers.get('access-control-expose-headers')).toBe('Retry-After')
  })
})

function whoami(accessToken: string) {
  return example.ask('/_matrix/client/v3/account/whoami', { accessToken })
}
