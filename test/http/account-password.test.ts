import { MatrixError } from '../../lib'
import { expectError, expectJson, expectLimited } from './answers'
import type { HttpAnswer } from '../host/exchange'
import { askAndProve, askForToken, credentialsOf, submitToken, type ClientSession } from './flow'
import { hostKinds, plainHost, startHost, type HostKind, type TestHost } from '../host/host'

const minuteMs = 60_000
const paths = ['v3', 'r0'].map((version) => `/_matrix/client/${version}/account/password`)
const [path = ''] = paths
const stages = { email: 'm.login.email.identity', msisdn: 'm.login.msisdn' } as const

const bothFlows = [{ stages: ['m.login.email.identity'] }, { stages: ['m.login.msisdn'] }]

function expectUnauthorized(answer: HttpAnswer, session: unknown = expect.stringMatching(/^.+$/)) {
  expect({ status: answer.status, ...answer.body }).toEqual({
    status: 401,
    errcode: 'M_UNAUTHORIZED',
    error: expect.stringMatching(/\w/) as string,
    flows: bothFlows,
    params: {},
    session,
  })
  expectJson(answer)
}

function bodyFor(session: ClientSession, more: object = {}) {
  const auth = { type: stages[session.medium], threepid_creds: credentialsOf(session) }
  return { auth, new_password: 'a new password', ...more }
}

const post = async (host: TestHost, body: object, at = path): Promise<HttpAnswer> =>
  host.agent.post(host.at(at)).send(body)

describe.each(hostKinds)('/account/password on a host $name', (kind: HostKind) => {
  test.each(paths)('%s before the address is proved: 401 with everything a client looks for', async (at) => {
    const host = await startHost(kind)
    const session = await askForToken(host, 'email')
    expectUnauthorized(await post(host, {}, at))
    expectUnauthorized(await post(host, { new_password: 'a new password' }, at))
    expectUnauthorized(await post(host, { auth: null, new_password: null, logout_devices: null }, at))
    expectUnauthorized(await post(host, bodyFor(session), at))
    expectUnauthorized(await post(host, { auth: { session: 'abc', type: 'm.login.dummy' } }, at), 'abc')
    expectUnauthorized(await post(host, { auth: { session: 'abc' } }, at), 'abc')
    expect(host.changes).toEqual([])
  })

  test('the flows are of the media that this server has', async () => {
    const flows = async (options: object) => (await post(await startHost(kind, options), {})).body['flows']
    expect(await flows({ sms: undefined })).toEqual([bothFlows[0]])
    expect(await flows({ email: undefined })).toEqual([bothFlows[1]])
  })

  test.each(['email', 'msisdn'] as const)('%s: once it is proved, the password is set, once', async (medium) => {
    const host = await startHost(kind)
    const session = await askAndProve(host, medium)
    const done = await post(host, bodyFor(session))
    expect(done).toMatchObject({ status: 200 })
    expect(done.body).toEqual({})
    expectJson(done)
    expect(host.changes).toMatchObject([
      { userId: '@alice:localhost', newPassword: 'a new password', logoutDevices: true },
    ])
    expect(host.changes[0]?.request.originalUrl).toBe(host.at(path))
    expectUnauthorized(await post(host, bodyFor(session)))
    expect(host.changes).toHaveLength(1)
  })

  test.each(paths)('%s takes the credentials in each way that clients send them', async (at) => {
    const host = await startHost(kind)
    const type = stages.email
    const none = { sid: 'none', client_secret: 'none' }
    const ways = [
      (creds: object) => ({ type, threepid_creds: creds }),
      (creds: object) => ({ type, threepidCreds: creds }),
      (creds: object) => ({ type, threepid_creds: creds, threepidCreds: creds }),
      (creds: object) => ({ type, threepid_creds: null, threepidCreds: creds }),
      (creds: object) => ({ type, threepid_creds: creds, session: 'abc' }),
      (creds: object) => ({ type, threepid_creds: { ...creds, id_server: 'id.example.org', id_access_token: 'x' } }),
    ]
    for (const [index, authOf] of ways.entries()) {
      const session = await askAndProve(host, 'email', { client_secret: `secret-${index}` })
      expectUnauthorized(await post(host, { auth: authOf(none), new_password: 'x' }, at))
      expect(await post(host, { auth: authOf(credentialsOf(session)), new_password: 'x' }, at)).toMatchObject({
        status: 200,
      })
    }
    expect(host.changes).toHaveLength(ways.length)
  })

  test('a stage of the other medium, or none, completes nothing', async () => {
    const host = await startHost(kind)
    for (const medium of ['email', 'msisdn'] as const) {
      const session = await askAndProve(host, medium)
      const wrong = medium === 'email' ? stages.msisdn : stages.email
      for (const type of [wrong, 'm.login.dummy', 'm.login.password', '', undefined, null, 'constructor']) {
        const auth = { type, threepid_creds: credentialsOf(session) }
        expectUnauthorized(await post(host, { auth, new_password: 'x' }))
      }
      expect(await host.passwordReset.validated(credentialsOf(session))).not.toBeNull()
    }
    expect(host.changes).toEqual([])
  })

  test('malformed credentials prove nothing', async () => {
    const host = await startHost(kind)
    const session = await askAndProve(host, 'email')
    const { sid, client_secret } = credentialsOf(session)
    const bad = [{}, { sid }, { sid: [sid], client_secret }, { sid, client_secret: 5 }, { sid: '', client_secret: '' }]
    for (const threepid_creds of bad) {
      const auth = { type: stages.email, threepid_creds }
      expectUnauthorized(await post(host, { auth, new_password: 'x' }))
    }
    expect(host.changes).toEqual([])
  })

  test('logout_devices: what the client says, true where it says nothing', async () => {
    const host = await startHost(kind)
    for (const [index, logout_devices] of [true, false, null, undefined].entries()) {
      const session = await askAndProve(host, 'email', { client_secret: `secret-${index}` })
      expect(await post(host, bodyFor(session, { logout_devices }))).toMatchObject({ status: 200 })
    }
    expect(host.changes.map(({ logoutDevices }) => logoutDevices)).toEqual([true, false, true, true])
  })

  test('fields of the wrong type are 400, and the session stays good', async () => {
    const host = await startHost(kind)
    const session = await askAndProve(host, 'email')
    const good = bodyFor(session)
    const bad = [
      { logout_devices: 'false' },
      { logout_devices: 0 },
      { new_password: ['x'] },
      { new_password: { a: 1 } },
      { new_password: 5 },
      { auth: 'x' },
      { auth: [good.auth] },
      { auth: { ...good.auth, type: 5 } },
      { auth: { ...good.auth, session: {} } },
      { auth: { ...good.auth, threepid_creds: [credentialsOf(session)] } },
      { auth: { ...good.auth, threepid_creds: 'x' } },
    ]
    for (const fields of bad) expectError(await post(host, { ...good, ...fields }), 400, 'M_BAD_JSON')
    expect(host.changes).toEqual([])
    expect(await post(host, good)).toMatchObject({ status: 200 })
  })

  test('once it is proved, a missing or empty new_password is 400, and the session stays good', async () => {
    const host = await startHost(kind)
    const session = await askAndProve(host, 'email')
    expectError(await post(host, { auth: bodyFor(session).auth }), 400, 'M_MISSING_PARAM')
    expectError(await post(host, bodyFor(session, { new_password: '' })), 400, 'M_INVALID_PARAM')
    expect(host.changes).toEqual([])
    expect(await post(host, bodyFor(session))).toMatchObject({ status: 200 })
  })

  test('a MatrixError of setPassword reaches the client, and the session stays good', async () => {
    const setPassword = jest.fn(async (_change: { newPassword: string }): Promise<void> => undefined)
    const host = await startHost(kind, { accountPassword: { setPassword } })
    const session = await askAndProve(host, 'email')
    setPassword.mockRejectedValueOnce(new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 characters, please'))
    const weak = await post(host, bodyFor(session))
    expectError(weak, 400, 'M_WEAK_PASSWORD')
    expect(weak.body['error']).toBe('At least 12 characters, please')
    setPassword.mockRejectedValueOnce(new Error('database of alice@example.org is away'))
    const failed = await post(host, bodyFor(session))
    expectError(failed, 500, 'M_UNKNOWN')
    expect(failed.text).not.toContain('database')
    expect(await post(host, bodyFor(session))).toMatchObject({ status: 200 })
    expect(setPassword).toHaveBeenCalledTimes(3)
  })

  test('a request with an access token falls through, body and all', async () => {
    const host = await startHost(kind)
    const session = await askAndProve(host, 'email')
    const inHeader = await host.agent.post(host.at(path)).set('Authorization', 'Bearer abc').send(bodyFor(session))
    const inQuery = await post(host, bodyFor(session), `${path}?access_token=abc`)
    for (const answer of [inHeader, inQuery]) {
      expect(answer).toMatchObject({ status: 404, body: { method: 'POST' } })
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
    expect(host.changes).toEqual([])
    expect(await host.passwordReset.validated(credentialsOf(session))).not.toBeNull()
  })

  test('another account has the address by now: 401, and no password is set', async () => {
    const accounts = {
      findByThreepid: jest.fn(async () => ({ userId: '@alice:localhost', address: 'alice@example.org' })),
    }
    const host = await startHost(kind, { accounts })
    const session = await askAndProve(host, 'email')
    accounts.findByThreepid.mockResolvedValue({ userId: '@eve:localhost', address: 'alice@example.org' })
    expectUnauthorized(await post(host, bodyFor(session)))
    expect(host.changes).toEqual([])
  })
})

describe('limits of /account/password', () => {
  test('polling a live session is limited by 120 a minute of its own', async () => {
    const host = await startHost(plainHost, { limits: undefined })
    const session = await askForToken(host, 'email')
    for (let poll = 0; poll < 120; poll += 1) {
      const { status } = await post(host, bodyFor(session))
      if (status !== 401) throw new Error(`Poll ${poll} was answered ${status}`)
    }
    await submitToken(host, session)
    expectLimited(await post(host, bodyFor(session)), 60_000)
    expect(host.changes).toEqual([])
    expect(host.events.at(-1)).toMatchObject({ type: 'limited', limit: 'accountPasswordPerSession' })
    const another = await askAndProve(host, 'email', { client_secret: 'another' })
    expect(await post(host, bodyFor(another))).toMatchObject({ status: 200 })
  })

  test.each(hostKinds)('bad credentials are, after 60 a minute, on a host $name', async (kind) => {
    const host = await startHost(kind, { limits: undefined })
    const session = await askForToken(host, 'email')
    const bad = [{}, { auth: { type: stages.email, threepid_creds: { sid: 'a', client_secret: 'b' } } }]
    for (let time = 0; time < 60; time += 1) expectUnauthorized(await post(host, bad[time % 2] ?? {}))
    expectLimited(await post(host, {}), minuteMs)
    expectLimited(await post(host, bodyFor({ ...session, client_secret: 'wrong' })), minuteMs)
    // Who polls a live session is not held up by that.
    expectUnauthorized(await post(host, bodyFor(session)))
    await submitToken(host, session)
    expect(await post(host, bodyFor(session))).toMatchObject({ status: 200 })
  })
})
