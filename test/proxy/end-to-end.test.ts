import { startRedisServer, type RedisServer } from '../redis/redis-server'
import {
  addresses,
  askAndProve,
  askForToken,
  clickAtIdentityServer,
  media,
  pollPassword,
  postPassword,
  secret,
  startFake,
  startPair,
  startProxyingHost,
  submitToken,
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
const versions = ['v1', 'v2'] as const
const cases = stores.flatMap(([store, options]) =>
  media.flatMap((medium) => versions.map((version) => ({ store, options, medium, version }))),
)

describe.each(cases)('a reset by $medium over $version, in $store', ({ options, medium, version }) => {
  const path = version === 'v2' ? '/_matrix/identity/v2/' : '/_matrix/identity/api/v1/'

  test('ends with the password changed, once', async () => {
    const { host, fake } = await startPair(options())
    const accessToken = version === 'v2' ? { id_access_token: fake.register() } : {}
    const session = await askForToken(host, fake, medium, accessToken)
    expect(fake.messages).toMatchObject([{ medium, to: addresses[medium].canonical, token: session.token }])
    expect(await postPassword(host, session, accessToken)).toMatchObject({
      status: 401,
      body: { errcode: 'M_UNAUTHORIZED' },
    })
    expect(host.changes).toEqual([])

    if (medium === 'email') await clickAtIdentityServer(fake, session)
    else expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
    expect(await pollPassword(host, session, accessToken)).toMatchObject({ status: 200, body: {} })
    expect(host.changes).toMatchObject([{ userId: '@alice:localhost', newPassword: 'a new password' }])
    expect(await postPassword(host, session, accessToken)).toMatchObject({ status: 401 })
    expect(host.changes).toHaveLength(1)

    const ours = fake.requests.filter(({ method, path: to }) => !(method === 'GET' && to.endsWith('submitToken')))
    for (const request of ours) expect(request.path.slice(0, path.length)).toBe(path)
    expect(host.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['token_sent', 'validated', 'redeemed']))
    for (const event of host.events.filter(({ type }) => type === 'token_sent' || type === 'validated'))
      expect(event).toMatchObject({ via: 'proxy' })
  })
})

test.each(media)('%s: asked of one process, submitted to another, redeemed at a third', async (medium) => {
  const fake = await startFake()
  const process = () => startProxyingHost([fake], { redis: redis.connect(), secret })
  const [first, second, third] = [await process(), await process(), await process()]
  const idAccessToken = fake.register()
  const session = await askForToken(first, fake, medium, { id_access_token: idAccessToken })
  expect(await submitToken(second, session)).toMatchObject({ status: 200, body: { success: true } })
  expect(await postPassword(third, session)).toMatchObject({ status: 200 })
  expect(third.changes).toHaveLength(1)
  for (const { headers } of fake.requests) expect(headers.authorization).toBe(`Bearer ${idAccessToken}`)
  for (const host of [first, second, third]) expect(await postPassword(host, session)).toMatchObject({ status: 401 })
})

test('processes that share no secret share no session', async () => {
  const fake = await startFake()
  const first = await startProxyingHost([fake], { redis: redis.connect(), secret })
  const other = await startProxyingHost([fake], { redis: redis.connect(), secret: `other ${secret}` })
  const session = await askAndProve(first, fake, 'email')
  expect(await postPassword(other, session)).toMatchObject({ status: 401 })
  expect(await postPassword(first, session)).toMatchObject({ status: 200 })
})

test('a secret put in front of the others takes no session away', async () => {
  const fake = await startFake()
  const newSecret = `new ${secret}`
  const before = await startProxyingHost([fake], { redis: redis.connect(), secret })
  const session = await askForToken(before, fake, 'msisdn', { id_access_token: fake.register() })
  const after = await startProxyingHost([fake], { redis: redis.connect(), secret: [newSecret, secret] })
  expect(await submitToken(after, session)).toMatchObject({ status: 200 })
  expect(await postPassword(after, session)).toMatchObject({ status: 200 })
  expect(after.changes).toHaveLength(1)
})
