import type { Medium } from '../../lib'
import { expectError } from '../http/answers'
import { wrongCode } from '../http/flow'
import type { FakeIdentityServer } from '../identity-server/fake-identity-server'
import { plainHost, startHost, type TestHost } from '../host/host'
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
  postRequestToken,
  secret,
  startPair,
  submitToken,
  type ProxiedSession,
  type ProxyingHostOptions,
} from './proxy-host'

const hoursMs = 3_600_000
const clocks = [-2 * hoursMs, 0, 2 * hoursMs]

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
const cases = stores.flatMap(([store, options]) => clocks.map((clock) => ({ store, options, clock })))
const casesByMedium = cases.flatMap((one) => media.map((medium) => ({ ...one, medium })))

async function startPairAt({ options, clock }: (typeof cases)[number], more: ProxyingHostOptions = {}) {
  const pair = await startPair({ ...options(), ...more })
  pair.fake.setClock(clock)
  return pair
}

/** As its person does: a link is clicked there, a code is typed here. */
async function prove(host: TestHost, fake: FakeIdentityServer, session: ProxiedSession): Promise<void> {
  if (session.medium === 'email') return clickAtIdentityServer(fake, session)
  expect(await submitToken(host, session)).toMatchObject({ status: 200 })
}

const upstreamPath = (medium: Medium, route: string) => `/_matrix/identity/api/v1/validate/${medium}/${route}`

async function postUpstream(fake: FakeIdentityServer, path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await fetch(`${fake.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as Record<string, unknown>
}

async function expectNothing(host: TestHost, session: ProxiedSession): Promise<void> {
  const changes = host.changes.length
  expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
  expect(await host.passwordReset.redeem(credentialsOf(session), () => 'used')).toBeNull()
  expect(await postPassword(host, session)).toMatchObject({ status: 401 })
  expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
  expect(host.changes).toHaveLength(changes)
}

describe.each(casesByMedium)('$store, $medium, a clock that is $clock ms off', (one) => {
  const { medium } = one

  test('one proof is good once, and the same triple starts anew with another secret there', async () => {
    const { host, fake } = await startPairAt(one)
    const session = await askForToken(host, fake, medium)
    await prove(host, fake, session)
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
    await expectNothing(host, session)
    const again = await askForToken(host, fake, medium, { send_attempt: 2 })
    expect(again.sid).not.toBe(session.sid)
    expect(again.upstream.client_secret).not.toBe(session.upstream.client_secret)
    expect(fake.messages).toHaveLength(2)
    expect(await host.passwordReset.validated(credentialsOf(again))).toBeNull()
    expect(await postPassword(host, again)).toMatchObject({ status: 401 })
    await prove(host, fake, again)
    expect(await pollPassword(host, again)).toMatchObject({ status: 200 })
    expect(host.changes).toHaveLength(2)
  })

  test('nor does one outlive revoke', async () => {
    const { host, fake } = await startPairAt(one)
    const session = await askForToken(host, fake, medium)
    await prove(host, fake, session)
    await host.passwordReset.revoke({ medium, address: addresses[medium].canonical })
    await expectNothing(host, session)
    const again = await askForToken(host, fake, medium)
    await expect(host.passwordReset.validated(credentialsOf(again))).resolves.toBeNull()
    expect(await postPassword(host, again)).toMatchObject({ status: 401 })
  })

  test('nor the owner’s own reset with another secret', async () => {
    const { host, fake } = await startPairAt(one)
    const attackers = await askForToken(host, fake, medium, { client_secret: 'an-attackers' })
    await prove(host, fake, attackers)
    const owners = await askForToken(host, fake, medium, { client_secret: 'the-owners' })
    await prove(host, fake, owners)
    expect(await postPassword(host, owners)).toMatchObject({ status: 200 })
    await expectNothing(host, attackers)
  })

  test('a session that somebody began there before, and the person proved, is not ours', async () => {
    const { host, fake } = await startPairAt(one)
    const { canonical } = addresses[medium]
    const threepid = medium === 'email' ? { email: canonical } : { country: 'GB', phone_number: canonical }
    const common = { ...threepid, client_secret: 'an-attackers', send_attempt: 1 }
    const { sid } = await postUpstream(fake, upstreamPath(medium, 'requestToken'), common)
    const { token } = fake.messages.at(-1)!
    const session = { sid, client_secret: 'an-attackers' }
    const right = await postUpstream(fake, upstreamPath(medium, 'submitToken'), { ...session, token })
    expect(right).toMatchObject({ success: true })
    const begun = await askForToken(host, fake, medium, { client_secret: 'an-attackers' })
    expect(await host.passwordReset.validated(credentialsOf(begun))).toBeNull()
    expect(await host.passwordReset.validated(session)).toBeNull()
    expect(await postPassword(host, begun)).toMatchObject({ status: 401 })
  })

  test('its sid with another client_secret, in every verb: nothing', async () => {
    const { host, fake } = await startPairAt(one)
    const session = await askForToken(host, fake, medium)
    const strangers = [
      { ...session, client_secret: 'another' },
      { ...session, client_secret: session.upstream.client_secret },
      { ...session, ...session.upstream },
      { ...session, sid: session.upstream.sid },
    ]
    for (const stranger of strangers) await expectNothing(host, stranger)
    await prove(host, fake, session)
    for (const stranger of strangers) await expectNothing(host, stranger)
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })
})

describe.each(cases)('$store, a clock that is $clock ms off', (one) => {
  test('codes that are guessed at the identity server itself, under all that a client knows, prove nothing', async () => {
    const { host, fake } = await startPairAt(one)
    const session = await askForToken(host, fake, 'msisdn')
    const path = upstreamPath('msisdn', 'submitToken')
    for (const sid of [session.sid, session.upstream.sid]) {
      for (const token of [wrongCode(session.token), session.token])
        await postUpstream(fake, path, { sid, client_secret: session.client_secret, token })
    }
    expect(await postPassword(host, session)).toMatchObject({ status: 401 })
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
  })

  test('no URL at the identity server names a session while its code can be guessed', async () => {
    const { host, fake } = await startPairAt(one)
    const session = await askForToken(host, fake, 'msisdn')
    for (let polls = 0; polls < 3; polls += 1) expect(await postPassword(host, session)).toMatchObject({ status: 401 })
    await submitToken(host, session, { token: wrongCode(session.token) })
    expect(fake.requests.filter(({ method }) => method === 'GET')).toEqual([])
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    const questions = fake.requests.filter(({ method }) => method === 'GET')
    expect(questions.map(({ query }) => query)).toEqual([session.upstream])
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
    expect(fake.requests.filter(({ method }) => method === 'GET')).toHaveLength(1)
  })

  test('before a resend the server is asked: one that was clicked meanwhile gets no second mail', async () => {
    const { host, fake } = await startPairAt(one, { limits: { sendsPerAddress: { max: 2, windowMs: hoursMs } } })
    const session = await askForToken(host, fake, 'email')
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    await clickAtIdentityServer(fake, session)
    const again = await postRequestToken(host, fake, 'email', { send_attempt: 2 })
    expect(again).toMatchObject({ status: 200, body: { sid: session.sid } })
    expect(fake.messages).toHaveLength(1)
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
    // The send that was begun for it is not charged.
    await askForToken(host, fake, 'email', { client_secret: 'another' })
  })

  test('200 polls at once ask three questions in a second at most, and all hear the answer', async () => {
    const { host, fake } = await startPairAt(one)
    const session = await askForToken(host, fake, 'email')
    const poll = () => host.passwordReset.validated(credentialsOf(session))
    const pollAll = async () => Promise.all(Array.from({ length: 200 }, poll))
    const questions = () => fake.requests.filter(({ method }) => method === 'GET').length
    const begun = performance.now()
    expect(new Set(await pollAll())).toEqual(new Set([null]))
    const seconds = Math.ceil((performance.now() - begun) / 1_000)
    expect(questions()).toBeLessThanOrEqual(1 + seconds)
    await clickAtIdentityServer(fake, session)
    while ((await poll()) === null) expect(performance.now() - begun).toBeLessThan(20_000)
    const before = questions()
    for (const proved of await pollAll()) expect(proved).toMatchObject({ userId: '@alice:localhost' })
    expect(questions()).toBe(before)
    expect(questions() - 1).toBeLessThanOrEqual(2 + Math.ceil((performance.now() - begun) / 1_000))
  })
})

test.each(stores)('%s: a proof lasts from when it is learnt, and expires', async (_store, options) => {
  const { host, fake } = await startPair({ ...options(), tokens: { validatedLifetimeMs: 1_000 } })
  const session = await askForToken(host, fake, 'email')
  await clickAtIdentityServer(fake, session)
  const before = Date.now()
  const proved = await host.passwordReset.validated(credentialsOf(session))
  expect(proved?.validatedAt).toBeGreaterThanOrEqual(before - 5)
  while ((await host.passwordReset.validated(credentialsOf(session))) !== null)
    expect(Date.now() - before).toBeLessThan(10_000)
  await expectNothing(host, session)
  const again = await askForToken(host, fake, 'email')
  expect(await host.passwordReset.validated(credentialsOf(again))).toBeNull()
  expect(again.sid).not.toBe(session.sid)
})

test.each(media)('%s: a session under the old secret is finished under the new one, once', async (medium) => {
  const old = { redis: redis.connect(), secret }
  const { host, fake } = await startPair(old)
  const session = await askForToken(host, fake, medium)
  const fresh = 'another secret of thirty-two characters or more'
  const trusted = { identityServers: { trusted: [fake.url] }, email: undefined, sms: undefined }
  const rotated = await startHost(plainHost, { ...trusted, redis: redis.connect(), secret: [fresh, secret] })
  await prove(rotated, fake, session)
  expect(await postPassword(rotated, session)).toMatchObject({ status: 200 })
  await expectNothing(rotated, session)
  await expectNothing(host, session)
  const again = await askForToken(rotated, fake, medium)
  expect(await rotated.passwordReset.validated(credentialsOf(again))).toBeNull()
})

test('a session by code that is proved is asked about no more', async () => {
  const { host, fake } = await startPair()
  const session = await askAndProve(host, fake, 'msisdn')
  const { length } = fake.requests
  expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ medium: 'msisdn' })
  expect(fake.requests).toHaveLength(length)
})
