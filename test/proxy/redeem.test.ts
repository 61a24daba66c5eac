import { MatrixError } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import {
  addresses,
  askAndProve,
  askForToken,
  clickAtIdentityServer,
  credentialsOf,
  media,
  pollPassword,
  postPassword,
  secret,
  startFake,
  startPair,
  startProxyingHost,
  submitToken,
  type ProxiedSession,
  type ProxyingHostOptions,
} from './proxy-host'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())
beforeEach(() => redis.flush())

const stores: readonly (readonly [string, () => ProxyingHostOptions])[] = [
  ['memory', () => ({})],
  ['Redis', () => ({ redis: redis.connect(), secret })],
]

const path = '/_matrix/identity/api/v1/3pid/getValidated3pid'

/** Asks for a token and clicks its link at the identity server: nothing is known here. */
async function askAndClick(...parameters: Parameters<typeof askForToken>): Promise<ProxiedSession> {
  const session = await askForToken(...parameters)
  await clickAtIdentityServer(parameters[1], session)
  return session
}

describe('what getValidated3pid must say of a link', () => {
  const { canonical, otherwise, another } = addresses.email
  const validated = (fields: object = {}) => ({
    status: 200,
    body: { medium: 'email', address: canonical, validated_at: 1, ...fields },
  })

  test('asked over v1 with what was made for it alone, until it is learnt', async () => {
    const { host, fake } = await startPair()
    const session = await askAndClick(host, fake, 'email')
    const before = Date.now()
    const proved = await host.passwordReset.validated({ ...credentialsOf(session), id_access_token: fake.register() })
    expect(proved).toEqual({
      medium: 'email',
      address: canonical,
      userId: '@alice:localhost',
      validatedAt: expect.any(Number) as number,
    })
    expect(Math.abs((proved?.validatedAt ?? 0) - before)).toBeLessThan(10_000)
    const request = fake.requests.at(-1)
    expect(request).toMatchObject({ method: 'GET', path })
    expect(request?.query).toEqual(session.upstream)
    expect(request?.headers.authorization).toBeUndefined()
    const { length } = fake.requests
    expect(await host.passwordReset.validated(credentialsOf(session))).toEqual(proved)
    expect(fake.requests).toHaveLength(length)
  })

  test('over v2 with the token that came with the newest request, whatever the credentials hold', async () => {
    const { host, fake } = await startPair()
    const [first, newest] = [fake.register(), fake.register()]
    await askForToken(host, fake, 'email', { id_access_token: first })
    const session = await askAndClick(host, fake, 'email', { id_access_token: newest, send_attempt: 2 })
    expect(fake.requests[1]).toMatchObject({ method: 'GET', headers: { authorization: `Bearer ${newest}` } })
    const credentials = { ...credentialsOf(session), id_access_token: 'another' }
    while ((await host.passwordReset.validated(credentials)) === null) expect(fake.requests.length).toBeLessThan(20)
    expect(fake.requests.at(-1)).toMatchObject({
      path: '/_matrix/identity/v2/3pid/getValidated3pid',
      headers: { authorization: `Bearer ${newest}` },
    })
  })

  const refused: readonly (readonly [string, object])[] = [
    ['another address', validated({ address: another })],
    ['an address that is none', validated({ address: 'no address' })],
    ['another medium', validated({ medium: 'msisdn' })],
    ['no medium, in 200 with an errcode', { validated: 'without medium' }],
    ['no medium, in 200 with all else', validated({ medium: undefined })],
    ['M_SESSION_NOT_VALIDATED', { status: 400, body: { errcode: 'M_SESSION_NOT_VALIDATED' } }],
    ['M_SESSION_EXPIRED', { status: 400, body: { errcode: 'M_SESSION_EXPIRED' } }],
    ['M_NO_VALID_SESSION', { status: 404, body: { errcode: 'M_NO_VALID_SESSION' } }],
  ]
  test.each(refused)('%s proves nothing, and spends nothing', async (_what, fault) => {
    const { host, fake } = await startPair()
    const session = await askAndClick(host, fake, 'email')
    fake.fault('getValidated3pid', fault as Parameters<typeof fake.fault>[1])
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    expect(await host.passwordReset.redeem(credentialsOf(session), () => 'used')).toBeNull()
    expect(await postPassword(host, session)).toMatchObject({ status: 401, body: { errcode: 'M_UNAUTHORIZED' } })
    expect(host.changes).toEqual([])
    fake.fault('getValidated3pid', null)
    expect(await pollPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('the address as it may be written is taken', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, 'email')
    fake.fault('getValidated3pid', validated({ address: otherwise }))
    expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ address: canonical })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })
})

describe.each(media)('%s: a token that the identity server takes', (medium) => {
  const { canonical, otherwise, another } = addresses[medium]

  test.each([
    ['another address', { address: another }],
    ['another medium', { medium: 'pigeon' }],
  ])('proves nothing where that server then names %s', async (_what, fields) => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    const body = { medium, address: canonical, ...fields }
    fake.fault('getValidated3pid', { status: 200, body })
    const answer = await submitToken(host, session)
    expect([400, 502]).toContain(answer.status)
    fake.fault('getValidated3pid', { status: 404, body: { errcode: 'M_NO_VALID_SESSION' } })
    expect(await host.passwordReset.redeem(credentialsOf(session), () => 'used')).toBeNull()
    expect(host.events.map(({ type }) => type)).not.toContain('validated')
  })

  test('proves the address however that server writes it', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    fake.fault('getValidated3pid', { validated: { address: otherwise } })
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('uses up no try where that server then can’t say', async () => {
    const { host, fake } = await startPair({ tokens: { codeTries: 1 } })
    const session = await askForToken(host, fake, medium)
    fake.fault('getValidated3pid', { status: 500, body: {} })
    for (let tries = 0; tries < 3; tries += 1) expect(await submitToken(host, session)).toMatchObject({ status: 502 })
    fake.fault('getValidated3pid', null)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
  })
})

describe.each(stores)('redeem of a proxied session, in %s', (_store, options) => {
  test.each(media)('%s: of 50 at once, in two processes, one is used', async (medium) => {
    const fake = await startFake()
    const shared = options()
    const host = await startProxyingHost([fake], shared)
    const other = shared.redis ? await startProxyingHost([fake], options()) : host
    const session = await askForToken(host, fake, medium)
    await submitToken(host, session)
    const use = jest.fn(() => 'used')
    const all = Array.from({ length: 50 }, (_, i) =>
      (i % 2 ? host : other).passwordReset.redeem(credentialsOf(session), use),
    )
    expect((await Promise.all(all)).filter((result) => result !== null)).toEqual(['used'])
    expect(use).toHaveBeenCalledTimes(1)
    expect(use).toHaveBeenCalledWith({
      medium,
      address: addresses[medium].canonical,
      userId: '@alice:localhost',
      validatedAt: expect.any(Number) as number,
    })
    expect(await host.passwordReset.redeem(credentialsOf(session), use)).toBeNull()
  })

  test.each([
    ['proved through the homeserver', askAndProve],
    ['proved at the identity server alone', askAndClick],
  ])('%s: a throw gives it back', async (_how, prove) => {
    let weak = true
    const setPassword = () => {
      if (weak) throw new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 characters, please')
    }
    const { host, fake } = await startPair({ ...options(), accountPassword: { setPassword } })
    const session = await prove(host, fake, 'email')
    for (let time = 1; time <= 2; time += 1)
      expect(await postPassword(host, session)).toMatchObject({ status: 400, body: { errcode: 'M_WEAK_PASSWORD' } })
    const failure = new Error('the database is away')
    await expect(host.passwordReset.redeem(credentialsOf(session), () => Promise.reject(failure))).rejects.toBe(failure)
    weak = false
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
    expect(await postPassword(host, session)).toMatchObject({ status: 401 })
  })

  test('while it is being used it is nobody else’s', async () => {
    const { host, fake } = await startPair(options())
    const session = await askAndProve(host, fake, 'msisdn')
    const result = await host.passwordReset.redeem(credentialsOf(session), async () => [
      await host.passwordReset.validated(credentialsOf(session)),
      await host.passwordReset.redeem(credentialsOf(session), () => 'used twice'),
      (await postPassword(host, session)).status,
    ])
    expect(result).toEqual([null, null, 401])
  })
})
