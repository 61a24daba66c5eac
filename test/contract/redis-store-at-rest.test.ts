import type { Redis } from 'ioredis'
import { redisStore } from '../../lib/sessions/redis-store'
import type { SessionStore } from '../../lib/sessions/session-store'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { everyVerb } from './every-verb'
import { longMs, SessionUnderTest } from './session-under-test'
import { countOne, name } from './count-one'

let server: RedisServer
let client: Redis
let store: SessionStore
beforeAll(async () => {
  server = await startRedisServer()
  client = server.connect()
})
afterAll(() => server.stop())
beforeEach(async () => {
  await server.flush()
  store = redisStore(client, { prefix: 'at-rest:' })
})

const expiries = async (): Promise<Record<string, number>> => {
  const keys = await client.keys('*')
  return Object.fromEntries(
    await Promise.all(keys.map(async (key) => [key, Number(await client.call('PEXPIRETIME', key))] as const)),
  )
}

/** Which key of the store it is, without its tags. */
const kindOf = (key: string): string =>
  key
    .replace(/\{[^}]*\}/, '{}')
    .replace(/\}[\w-]+$/, '}triple')
    .replace(/#.*/, '#counters')

/** What a script sees in a packed value. */
const unpacked = async (key: string): Promise<unknown[]> => {
  const script = "return cjson.encode({ cmsgpack.unpack(redis.call('GET', KEYS[1])) })"
  return (JSON.parse(String(await client.eval(script, 1, key))) as unknown[]).flat(4)
}

test('every key has its TTL after each verb', async () => {
  const kinds = new Set<string>()
  for (const { verb, call } of everyVerb(store)) {
    await call()
    for (const [key, expiry] of Object.entries(await expiries())) {
      kinds.add(kindOf(key))
      expect([verb, key, expiry > 0]).toEqual([verb, key, true])
    }
  }
  expect([...kinds].sort()).toEqual(['#counters', '{}', '{}@', '{}triple'].map((kind) => `at-rest:2:${kind}`))
})

test('no key outlives what it is kept for', async () => {
  const limits = {
    sendsPerAddress: { max: 9, windowMs: 40_000 },
    sendsPerAddressAndNetwork: { max: 9, windowMs: 40_000 },
    wrongCodesPerAddress: { max: 9, windowMs: 40_000 },
  }
  const session = new SessionUnderTest(store)
  const { token } = await session.send({ deliver: 'code', tokenLifetimeMs: 40_000, limits })
  await session.enterWrong(1, limits)
  await session.submit({ codeTokens: [token], validatedLifetimeMs: 30_000, ...limits })
  await countOne(store, { key: 'counter', windowMs: 40_000 })
  const left = Object.values(await expiries()).map(async (expiry) => expiry - (await server.now()))
  for (const ms of await Promise.all(left)) expect(ms).toBeLessThanOrEqual(40_000)
})

test('no key goes before what needs it: a validated session may outlive its tokens, and a cut all that it ends', async () => {
  const session = new SessionUnderTest(store)
  const { token } = await session.send({ tokenLifetimeMs: 60_000 })
  await session.enter(token, { validatedLifetimeMs: longMs })
  const { expiresInMs } = await session.seen()
  const earliest = (await server.now()) + expiresInMs
  const kept = Object.entries(await expiries())
  expect(kept.map(([key]) => kindOf(key)).sort()).toEqual(['at-rest:2:{}', 'at-rest:2:{}triple'])
  for (const [, expiry] of kept) expect(expiry).toBeGreaterThan(earliest - 30_000)

  const short = new SessionUnderTest(store, { addressTag: session.key.addressTag })
  await short.send({ tokenLifetimeMs: 60_000 })
  expect(Math.max(...Object.values(await expiries()))).toBe(Math.max(...kept.map(([, expiry]) => expiry)))
})

test('neither a read, nor a replay, nor a wrong code, nor a claim and its return extend a key', async () => {
  const limits = { sendsPerAddress: { max: 9, windowMs: longMs }, wrongCodesPerAddress: { max: 9, windowMs: longMs } }
  const session = new SessionUnderTest(store)
  const { token } = await session.send({ deliver: 'code', limits })
  await session.enterWrong(1, limits)
  const pending = await expiries()
  await nextMillisecond()
  await session.look({ linkTokens: [token] })
  await session.begin({ deliver: 'code', limits, tokenLifetimeMs: 2 * longMs })
  await session.enterWrong(2, limits)
  expect(await expiries()).toEqual(pending)

  await session.enter(token, limits)
  const validated = await expiries()
  await nextMillisecond()
  await session.look()
  await session.begin({ deliver: 'code', sendAttempt: 5, limits, tokenLifetimeMs: 2 * longMs })
  await session.enterWrong(1, limits)
  await session.enter(token, { ...limits, validatedLifetimeMs: 2 * longMs })
  await session.claim('claim')
  await session.giveBack('claim')
  expect(await expiries()).toEqual(validated)
})

test('what is kept of a session is what was passed, numbers, and words of the store’s own', async () => {
  const session = new SessionUnderTest(store)
  const limits = { sendsPerAddress: { max: 9, windowMs: longMs }, wrongCodesPerAddress: { max: 9, windowMs: longMs } }
  const { token, leaseId, generation } = await session.startSending({ deliver: 'code', data: 'sealed data', limits })
  await session.submit({ codeTokens: ['HMAC of a wrong guess'], ...limits })
  const passed = [token, leaseId, generation, 'sealed data']
  const kept = await unpacked(keyOf(session))
  for (const value of passed) expect(kept).toContain(value)
  const others = kept.filter((value) => typeof value !== 'number' && !passed.includes(String(value)))
  expect(others.filter((value) => value !== '').sort()).toEqual(['c', 'p'])
  for (const key of await client.keys('*')) expect(key).toContain(`{${session.key.addressTag}}`)
  expect((await client.hkeys(`at-rest:2:{${session.key.addressTag}}`)).sort()).toEqual(['S', 's', 'w'])
})

test('keys and records carry a version, and a record of another one is not read', async () => {
  const session = new SessionUnderTest(store)
  await session.send()
  const script = `local r = cmsgpack.unpack(redis.call('GET', KEYS[1]))
    assert(r[1] == 2)
    r[1] = 3
    redis.call('SET', KEYS[1], cmsgpack.pack(r), 'KEEPTTL')`
  await client.eval(script, 1, keyOf(session))
  expect(await session.look()).toBeUndefined()
  expect((await session.begin()).outcome).toBe('send')
})

test('what an address counts by network is let go when it counts no more, however many networks there are', async () => {
  const limits = { sendsPerAddressAndNetwork: { max: 9, windowMs: 40 } }
  const session = new SessionUnderTest(store)
  for (let sendAttempt = 0; sendAttempt < 200; sendAttempt += 1) {
    await session.send({ sendAttempt, networkTag: `network ${sendAttempt}`, limits })
    if (sendAttempt % 50 === 49) await waitUntilLater(40)
  }
  expect(await client.hlen(`at-rest:2:{${session.key.addressTag}}`)).toBeLessThan(100)
})

test('counters of one key are let go when they count no more, and the key goes with the longest window', async () => {
  const count = (name: string, windowMs: number) => store.count({ key: 'network', counters: [{ name, windowMs }] })
  const [longest] = await count('longest', longMs)
  for (let customer = 0; customer < 200; customer += 1) {
    await count(`customer ${customer}`, 40)
    if (customer % 50 === 49) await waitUntilLater(40)
  }
  expect(await client.hlen('at-rest:2:#network')).toBeLessThan(100)
  expect(await expiries()).toEqual({ 'at-rest:2:#network': longest?.windowEndsAt })
})

test('the same where two are added at a time, past any number of them', async () => {
  await store.count({ key: 'network', counters: [{ name: 'longest', windowMs: longMs }] })
  for (let customer = 0; customer < 100; customer += 1) {
    const names = [`requests ${customer}`, `mails ${customer}`]
    await store.count({ key: 'network', counters: names.map((name) => ({ name, windowMs: 40 })) })
    if (customer % 25 === 24) await waitUntilLater(40)
  }
  expect(await client.hlen('at-rest:2:#network')).toBeLessThan(100)
})

test('a count that is given back leaves nothing', async () => {
  const { windowEndsAt } = await countOne(store, { key: 'key', windowMs: longMs })
  await store.undoCount({ key: 'key', name, windowEndsAt })
  expect(await client.keys('*')).toEqual([])
})

test('stores with different prefixes share nothing', async () => {
  const session = new SessionUnderTest(store)
  const other = new SessionUnderTest(redisStore(client, { prefix: 'other:' }), session.key)
  await session.send()
  other.generation = session.generation
  expect(await other.look()).toBeUndefined()
})

const keyOf = ({ key }: SessionUnderTest): string => `at-rest:2:{${key.addressTag}}${key.tripleTag}`

/** An expiry that was set again would differ only once the clock has gone on. */
const nextMillisecond = (): Promise<void> => waitUntilLater(1)

async function waitUntilLater(ms: number): Promise<void> {
  const start = await server.now()
  while ((await server.now()) < start + ms);
}
