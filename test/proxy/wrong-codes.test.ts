import { expectError, expectLimited } from '../http/answers'
import { wrongCode } from '../http/flow'
import type { TestHost } from '../host/host'
import type { FakeIdentityServer } from '../identity-server/fake-identity-server'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import {
  askForToken,
  credentialsOf,
  postPassword,
  postRequestToken,
  secret,
  startFake,
  startPair,
  startProxyingHost,
  submitToken,
  type ProxiedSession,
  type ProxyingHostOptions,
} from './proxy-host'

const dayMs = 86_400_000
const hourMs = 3_600_000

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())
beforeEach(() => redis.flush())

const guesses = (fake: FakeIdentityServer) => fake.requests.filter(({ path }) => path.endsWith('submitToken')).length

async function guess(host: TestHost, session: ProxiedSession, count: number) {
  return Promise.all(
    Array.from({ length: count }, (_, i) => submitToken(host, session, { token: wrongCode(session.token, i + 1) })),
  )
}

const stores: readonly (readonly [string, () => ProxyingHostOptions])[] = [
  ['memory', () => ({})],
  ['Redis', () => ({ redis: redis.connect(), secret })],
]

describe.each(stores)('wrong codes of a proxied session, in %s', (_store, options) => {
  test('five a session; then it is gone, and the identity server is asked no more', async () => {
    const { host, fake } = await startPair(options())
    fake.refuseAs('reference')
    const session = await askForToken(host, fake, 'msisdn')
    for (let tries = 1; tries <= 5; tries += 1) {
      expectError(
        await submitToken(host, session, { token: wrongCode(session.token, tries) }),
        400,
        'M_TOKEN_INCORRECT',
      )
    }
    expect(guesses(fake)).toBe(5)
    for (const token of [wrongCode(session.token), session.token])
      expectError(await submitToken(host, session, { token }), 400, 'M_SESSION_EXPIRED')
    expect(guesses(fake)).toBe(5)
    const { length } = fake.requests
    expectLimited(await postRequestToken(host, fake, 'msisdn', { send_attempt: 2 }), dayMs)
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    expect(fake.requests).toHaveLength(length)
  })

  test('a right one at the fifth try', async () => {
    const { host, fake } = await startPair(options())
    const session = await askForToken(host, fake, 'msisdn')
    await guess(host, session, 4)
    expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('a resend resets no count', async () => {
    const { host, fake } = await startPair(options())
    const session = await askForToken(host, fake, 'msisdn')
    await guess(host, session, 3)
    await askForToken(host, fake, 'msisdn', { send_attempt: 2 })
    await guess(host, session, 3)
    expect(guesses(fake)).toBe(5)
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
  })

  test('once proved they end nothing', async () => {
    const { host, fake } = await startPair(options())
    const session = await askForToken(host, fake, 'msisdn')
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    await guess(host, session, 7)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('the address’s ceiling holds over its sessions, and right codes leave it as it is', async () => {
    const limits = { ...noLimits, wrongCodesPerAddress: { max: 6, windowMs: dayMs } }
    const { host, fake } = await startPair({ ...options(), limits })
    const ask = (client_secret: string) => askForToken(host, fake, 'msisdn', { client_secret })
    const proved = await ask('proved')
    for (let time = 1; time <= 3; time += 1) expect(await submitToken(host, proved)).toMatchObject({ status: 200 })
    const sessions = [await ask('one'), await ask('two'), await ask('three')]
    for (const session of sessions) await guess(host, session, 4)
    expect(guesses(fake)).toBe(3 + 6)
    for (const session of sessions) expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
    expectLimited(await postRequestToken(host, fake, 'msisdn', { client_secret: 'four' }), dayMs)
    expect(guesses(fake)).toBe(3 + 6)
    expect(await submitToken(host, proved)).toMatchObject({ status: 200 })
  })

  test('past the network’s limit the identity server is asked for no code, not even the right one; links go on', async () => {
    const limits = { ...noLimits, wrongCodesPerNetwork: { max: 2, windowMs: hourMs } }
    const { host, fake } = await startPair({ ...options(), limits })
    const ask = (client_secret: string) => askForToken(host, fake, 'msisdn', { client_secret })
    const [one, two, proved] = [await ask('one'), await ask('two'), await ask('proved')]
    // A right one is given back.
    for (let time = 1; time <= 3; time += 1) expect(await submitToken(host, proved)).toMatchObject({ status: 200 })
    for (const session of [one, two]) {
      const wrong = { token: wrongCode(session.token) }
      expectError(await submitToken(host, session, wrong), 400, 'M_TOKEN_INCORRECT')
    }
    const before = guesses(fake)
    for (const session of [one, two]) {
      expectLimited(await submitToken(host, session), hourMs)
      expectLimited(await submitToken(host, session, { token: 'no digit' }), hourMs)
      expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    }
    expect(guesses(fake)).toBe(before)
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: 'wrongCodesPerNetwork' }))
    const link = await askForToken(host, fake, 'email')
    expect(await submitToken(host, link)).toMatchObject({ status: 200 })
    expectError(await submitToken(host, { ...link, sid: 'unknown' }), 400, 'M_SESSION_EXPIRED')
  })
})

const noLimits = {
  requestTokenPerNetwork: false,
  submitTokenPerNetwork: false,
  sendsPerAddress: false,
  sendsPerAddressAndNetwork: false,
} as const

test('of 1,000 guesses at once, in two processes, five reach the identity server', async () => {
  const fake = await startFake()
  const host = () => startProxyingHost([fake], { redis: redis.connect(), secret })
  const [one, other] = [await host(), await host()]
  const session = await askForToken(one, fake, 'msisdn')
  const answers = (await Promise.all([guess(one, session, 500), guess(other, session, 500)])).flat()
  expect(guesses(fake)).toBe(5)
  const count = (errcode: string) => answers.filter(({ body }) => body['errcode'] === errcode).length
  expect(count('M_TOKEN_INCORRECT')).toBe(5)
  expect(count('M_SESSION_EXPIRED')).toBe(995)
  expectError(await submitToken(one, session), 400, 'M_SESSION_EXPIRED')
})

test('links are not counted', async () => {
  const { host, fake } = await startPair()
  const session = await askForToken(host, fake, 'email')
  await guess(host, { ...session, token: '100000' }, 20)
  expect(guesses(fake)).toBe(20)
  expect(await submitToken(host, session)).toMatchObject({ status: 200 })
})
