import type { Redis } from 'ioredis'
import { redisStore } from '../../lib/sessions/redis-store'
import { StoreUnavailableError, type SessionStore } from '../../lib/sessions/session-store'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { everyVerb } from './every-verb'
import { longMs, randomTag, SessionUnderTest } from './session-under-test'
import { countOne, name } from './count-one'

let server: RedisServer
let client: Redis
let store: SessionStore
beforeEach(async () => {
  server = await startRedisServer()
  client = server.connect({ maxRetriesPerRequest: null })
  store = redisStore(client, { timeoutMs: 150 })
})
afterEach(() => server.stop())

/** Every key with its value and expiry, as one can compare them. */
async function everything(): Promise<unknown[]> {
  const admin = server.connect()
  const keys = (await admin.keys('*')).sort()
  return Promise.all(
    keys.map(async (key) => [key, await admin.dumpBuffer(key), await admin.call('PEXPIRETIME', key)] as const),
  )
}

async function expectUnavailable(verb: string, call: () => Promise<unknown>): Promise<void> {
  const error: unknown = await call().then(
    (result) => ({ verb, result }),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StoreUnavailableError)
}

/** A store that has met its server, sessions to act on, and one call of each kind that would change something. */
async function callsThatChange(): Promise<[string, () => Promise<unknown>][]> {
  const limits = { sendsPerAddress: { max: 9, windowMs: longMs }, wrongCodesPerAddress: { max: 9, windowMs: longMs } }
  const [fresh, pending, sending, code, validated, claimed, tried, ended, finished, proxied] = Array.from(
    { length: 10 },
    () => new SessionUnderTest(store),
  )
  const { token } = await pending!.send({ limits })
  const send = await sending!.startSending({ limits })
  await code!.send({ deliver: 'code', limits })
  await validated!.validate()
  await claimed!.validate()
  await claimed!.claim('claim')
  await tried!.send({ deliver: 'code' })
  await tried!.enterWrong(1, limits)
  await ended!.send()
  await finished!.validate()
  await finished!.claim('claim')
  await proxied!.send()
  const account = { accountTag: 'account', claimId: 'claim', sessionTag: 'session' }
  await store.hold({ ...account, leaseMs: longMs })
  await countOne(store, { key: 'key', windowMs: longMs })
  // The second: what gives the last one back only deletes, and may when the server is full.
  const { windowEndsAt } = await countOne(store, { key: 'key', windowMs: longMs })
  return [
    ['begin, new', () => store.begin(fresh!.request({ limits }))],
    ['begin', () => store.begin(pending!.request({ sendAttempt: 2, limits }))],
    ['sent', () => sending!.sent(send)],
    ['failed', () => sending!.failed(send)],
    ['submit, right', () => pending!.enter(token)],
    ['submit, wrong', () => code!.enterWrong(1, limits)],
    ['undoTry', () => store.undoTry(tried!.ref)],
    ['look, counted', () => pending!.look({ limit: { max: 9, windowMs: longMs } })],
    ['end', () => pending!.end({ linkTokens: [token] })],
    ['end, address', () => ended!.end({ scope: 'address' })],
    ['claim', () => validated!.claim('other')],
    ['giveBack', () => claimed!.giveBack('claim')],
    ['finish', () => finished!.finish('claim')],
    ['endAll', () => store.endAll(pending!.key)],
    ['forget', () => store.forget(code!.key)],
    ['validate', () => store.validate({ ...proxied!.ref, validatedLifetimeMs: longMs })],
    ['hold', () => store.hold({ ...account, accountTag: 'free', leaseMs: longMs })],
    ['release, finished', () => store.release({ ...account, rememberMs: longMs })],
    ['count', () => countOne(store, { key: 'key', windowMs: longMs })],
    ['undoCount', () => store.undoCount({ key: 'key', name, windowEndsAt })],
  ]
}

test('what was given up while the server stood still does not act when it goes on', async () => {
  const calls = await callsThatChange()
  const before = await everything()
  server.pause()
  await Promise.all(calls.map(([verb, call]) => expectUnavailable(verb, call)))
  server.resume()
  // Behind them on the same connection: when this is answered they have been carried out, or not.
  await client.ping()
  expect(await everything()).toEqual(before)
  for (const [, call] of calls.slice(0, 5)) await call()
  expect(await everything()).not.toEqual(before)
})

test('the same holds for the first call of a store, which has not learnt the server’s clock', async () => {
  await client.ping()
  server.pause()
  const cold = redisStore(client, { timeoutMs: 50 })
  await expectUnavailable('begin', () => new SessionUnderTest(cold).begin())
  server.resume()
  await client.ping()
  expect(await everything()).toEqual([])
})

test('what was queued while the server was down does not act when it is back', async () => {
  const calls = await callsThatChange()
  await server.crash()
  await Promise.all(calls.map(([verb, call]) => expectUnavailable(verb, call)))
  await server.start()
  await client.ping()
  expect(await everything()).toEqual([])
  expect((await new SessionUnderTest(store).begin()).outcome).toBe('send')
})

test('a client that was made while the server was down: 503, and later it works', async () => {
  await server.crash()
  const early = server.connect({ maxRetriesPerRequest: null })
  const earlyStore = redisStore(early, { timeoutMs: 100 })
  for (const { verb, call } of everyVerb(earlyStore).slice(0, 3)) await expectUnavailable(verb, call)
  await server.start()
  await early.ping()
  expect(await everything()).toEqual([])
  for (const { call } of everyVerb(earlyStore)) await call()
})

test('a client without an offline queue is told at once', async () => {
  const impatient = server.connect({ enableOfflineQueue: false })
  await expectUnavailable('count', () => countOne(redisStore(impatient), { key: 'key', windowMs: longMs }))
})

test('a client that gives up by itself is heard', async () => {
  const itself = server.connect({ maxRetriesPerRequest: 0 })
  await itself.ping()
  await server.crash()
  await expectUnavailable('look', () => new SessionUnderTest(redisStore(itself)).look())
})

test('waits two seconds where nothing else is said, and no more than a little longer', async () => {
  const usual = redisStore(client)
  await usual.undoCount({ key: 'key', name, windowEndsAt: 1 })
  server.pause()
  const start = performance.now()
  await expectUnavailable('look', () => new SessionUnderTest(usual).look())
  expect(performance.now() - start).toBeGreaterThan(1_900)
  expect(performance.now() - start).toBeLessThan(10_000)
})

test('a clock of this machine that is wrong, or jumps, changes nothing', async () => {
  const realNow = Date.now
  try {
    for (const offsetMs of [0, 3_600_000, -3_600_000]) {
      jest.spyOn(Date, 'now').mockImplementation(() => realNow() + offsetMs)
      const session = new SessionUnderTest(store)
      await session.validate()
      expect((await session.seen()).expiresInMs).toBeLessThanOrEqual(longMs)
      expect(Math.abs((await session.seen()).validatedAt! - (await server.now()))).toBeLessThan(60_000)
    }
  } finally {
    jest.restoreAllMocks()
  }
})

test('a full server: 503, nothing written by halves, reads go on, and all is well when there is room', async () => {
  const calls = await callsThatChange()
  const session = new SessionUnderTest(store)
  await session.send({ data: 'before' })
  const before = await everything()
  await client.config('SET', 'maxmemory', '1')
  for (const [verb, call] of calls) await expectUnavailable(verb, call)
  expect(await everything()).toEqual(before)
  expect((await session.seen()).data).toBe('before')
  await client.config('SET', 'maxmemory', '0')
  for (const [, call] of calls) await call()
  expect(await everything()).not.toEqual(before)
})

test('an error names neither a key nor a value', async () => {
  const session = new SessionUnderTest(store)
  await client.ping()
  await client.config('SET', 'maxmemory', '1')
  const request = session.request({ data: randomTag() })
  const error: unknown = await store.begin(request).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StoreUnavailableError)
  for (const value of [request.data, request.token, request.addressTag, request.tripleTag])
    expect((error as Error).message).not.toContain(value)
})
