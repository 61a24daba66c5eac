import { MatrixError } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import {
  addresses,
  askAndProve,
  askForToken,
  clickAtIdentityServer,
  credentialsOf,
  media,
  postPassword,
  secret,
  startFake,
  startPair,
  startProxyingHost,
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

describe.each(media)('%s: what getValidated3pid must say', (medium) => {
  const path = '/_matrix/identity/api/v1/3pid/getValidated3pid'
  const { canonical, otherwise, another } = addresses[medium]
  const validated = (fields: object = {}) => ({
    status: 200,
    body: { medium, address: canonical, validated_at: Date.now(), ...fields },
  })

  test('asked over v1 with sid and client_secret alone', async () => {
    const { host, fake } = await startPair()
    const session = await askAndProve(host, fake, medium)
    const before = Date.now()
    const proved = await host.passwordReset.validated({ ...credentialsOf(session), id_access_token: fake.register() })
    expect(proved).toEqual({
      medium,
      address: canonical,
      userId: '@alice:localhost',
      validatedAt: expect.any(Number) as number,
    })
    expect(Math.abs((proved?.validatedAt ?? 0) - before)).toBeLessThan(60_000)
    const request = fake.requests.at(-1)
    expect(request).toMatchObject({ method: 'GET', path, query: credentialsOf(session) })
    expect(Object.keys(request?.query ?? {})).toHaveLength(2)
    expect(request?.headers.authorization).toBeUndefined()
  })

  test('over v2 with the credentials’ own token, else with the one that was kept', async () => {
    const { host, fake } = await startPair()
    const [kept, newer] = [fake.register(), fake.register()]
    const session = await askAndProve(host, fake, medium, { id_access_token: kept })
    for (const [id_access_token, sent] of [
      [newer, newer],
      [undefined, kept],
      [null, kept],
      ['', kept],
      [7, kept],
      ['no\r\ntoken', kept],
      ['x'.repeat(5_000), kept],
    ] as const) {
      const credentials = { ...credentialsOf(session), id_access_token }
      expect(await host.passwordReset.validated(credentials)).toMatchObject({ userId: '@alice:localhost' })
      expect(fake.requests.at(-1)).toMatchObject({
        path: '/_matrix/identity/v2/3pid/getValidated3pid',
        headers: { authorization: `Bearer ${sent}` },
      })
    }
    expect(await postPassword(host, session, { id_access_token: newer })).toMatchObject({ status: 200 })
  })

  const refused: readonly (readonly [string, () => object])[] = [
    ['another address', () => validated({ address: another })],
    ['an address that is none', () => validated({ address: 'no address' })],
    ['another medium', () => validated({ medium: medium === 'email' ? 'msisdn' : 'email' })],
    ['no medium, in 200 with an errcode', () => ({ validated: 'without medium' })],
    ['no medium, in 200 with all else', () => validated({ medium: undefined })],
    ['M_SESSION_NOT_VALIDATED', () => ({ status: 400, body: { errcode: 'M_SESSION_NOT_VALIDATED' } })],
    ['M_SESSION_EXPIRED', () => ({ status: 400, body: { errcode: 'M_SESSION_EXPIRED' } })],
    ['M_NO_VALID_SESSION', () => ({ status: 404, body: { errcode: 'M_NO_VALID_SESSION' } })],
    ['a proof from before this session', () => validated({ validated_at: Date.now() - 5 * 60_000 })],
    ['a proof in seconds', () => validated({ validated_at: Math.floor(Date.now() / 1_000) })],
  ]
  test.each(refused)('%s proves nothing, and spends nothing', async (_what, fault) => {
    const { host, fake } = await startPair()
    const session = await askAndProve(host, fake, medium)
    fake.fault('getValidated3pid', fault() as Parameters<typeof fake.fault>[1])
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    expect(await host.passwordReset.redeem(credentialsOf(session), () => 'used')).toBeNull()
    expect(await postPassword(host, session)).toMatchObject({ status: 401, body: { errcode: 'M_UNAUTHORIZED' } })
    expect(host.changes).toEqual([])
    fake.fault('getValidated3pid', null)
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  const accepted: readonly (readonly [string, () => object])[] = [
    ['the address as it may be written', () => validated({ address: otherwise })],
    ['a clock that is 30 seconds behind', () => validated({ validated_at: Date.now() - 30_000 })],
  ]
  test.each(accepted)('%s is taken', async (_what, fault) => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    fake.fault('getValidated3pid', fault() as Parameters<typeof fake.fault>[1])
    expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ address: canonical })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('a proof in the future is of now', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    fake.fault('getValidated3pid', validated({ validated_at: Date.now() + 86_400_000 }))
    const proved = await host.passwordReset.validated(credentialsOf(session))
    expect(proved?.validatedAt).toBeLessThanOrEqual(Date.now())
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('a proof older than validatedLifetimeMs is none', async () => {
    const { host, fake } = await startPair({ tokens: { validatedLifetimeMs: 20_000 } })
    const session = await askForToken(host, fake, medium)
    fake.fault('getValidated3pid', validated({ validated_at: Date.now() - 21_000 }))
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    expect(await postPassword(host, session)).toMatchObject({ status: 401 })
    fake.fault('getValidated3pid', validated({ validated_at: Date.now() - 1_000 }))
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('the homeserver’s own record of a right token is no proof', async () => {
    const { host, fake } = await startPair()
    fake.fault('submitToken', { status: 200, body: { success: true } })
    const session = await askAndProve(host, fake, medium)
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    expect(await postPassword(host, session)).toMatchObject({ status: 401 })
  })

  test('an account must have the address still', async () => {
    let userId: string | null = '@alice:localhost'
    const findByThreepid = () => (userId === null ? null : { userId, address: canonical })
    const { host, fake } = await startPair({ accounts: { findByThreepid } })
    const session = await askAndProve(host, fake, medium)
    for (userId of ['@bob:localhost', null]) expect(await postPassword(host, session)).toMatchObject({ status: 401 })
    userId = '@alice:localhost'
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })
})

describe.each(stores)('redeem of a proxied session, in %s', (_store, options) => {
  test.each(media)('%s: of 50 at once, in two processes, one is used', async (medium) => {
    const fake = await startFake()
    const shared = options()
    const host = await startProxyingHost([fake], shared)
    const other = shared.redis ? await startProxyingHost([fake], options()) : host
    const session = await askForToken(host, fake, medium)
    await clickAtIdentityServer(fake, session)
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
    [
      'proved at the identity server alone',
      async (...asked: Parameters<typeof askForToken>) => {
        const session = await askForToken(...asked)
        await clickAtIdentityServer(asked[1], session)
        return session
      },
    ],
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
