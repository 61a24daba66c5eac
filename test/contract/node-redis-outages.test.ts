import { redisStore } from '../../lib/sessions/redis-store'
import { StoreUnavailableError, type SessionStore } from '../../lib/sessions/session-store'
import { NodeRedisClients } from '../redis/node-redis'
import { startRedisCluster } from '../redis/redis-cluster'
import { startRedisSentinel } from '../redis/redis-sentinel'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import { everyVerb } from './every-verb'
import { longMs, randomTag, SessionUnderTest } from './session-under-test'
import { countOne } from './count-one'

/** What a connection of node-redis can go through: major 5 here, 6 in the project `redis-6`. */
const clients = new NodeRedisClients()
let server: RedisServer
beforeEach(async () => {
  server = await startRedisServer()
})
afterEach(async () => {
  clients.destroyAll()
  await server.stop()
})

const keysOf = (): Promise<string[]> => server.connect().keys('*')

async function expectUnavailable(call: () => Promise<unknown>): Promise<void> {
  await expect(call()).rejects.toBeInstanceOf(StoreUnavailableError)
}

/** Calls that would write, of a store that has met its server. */
async function callsThatWrite(store: SessionStore): Promise<(() => Promise<unknown>)[]> {
  await countOne(store, { key: 'key', windowMs: longMs })
  const session = new SessionUnderTest(store)
  const send = await session.startSending()
  return [
    () => new SessionUnderTest(store).begin(),
    () => session.sent(send),
    () => countOne(store, { key: 'key', windowMs: longMs }),
    () => store.endAll(session.key),
  ]
}

/** Every key with its value. */
async function everything(): Promise<unknown[]> {
  const admin = server.connect()
  return Promise.all((await keysOf()).sort().map(async (key) => [key, await admin.dumpBuffer(key)] as const))
}

const kinds = {
  client: (): ReturnType<NodeRedisClients['one']> => clients.one(server),
  pool: (): ReturnType<NodeRedisClients['pool']> => clients.pool(server),
}

test.each(['client', 'pool'] as const)(
  '%s: what was given up while the server stood still does not act later',
  async (kind) => {
    const store = redisStore(await kinds[kind](), { timeoutMs: 150 })
    const calls = await callsThatWrite(store)
    const before = await everything()
    server.pause()
    await Promise.all(calls.map(expectUnavailable))
    server.resume()
    await waitFor('the store to answer', () =>
      store.look({ addressTag: 'none', tripleTag: 'none', generation: 'none' }).then(
        () => true,
        () => false,
      ),
    )
    expect(await everything()).toEqual(before)
  },
)

test('what was queued while the server was down does not act when it is back', async () => {
  const client = await clients.one(server)
  const store = redisStore(client, { timeoutMs: 150 })
  const calls = await callsThatWrite(store)
  await server.crash()
  await waitFor('the client to notice', () => !client.isReady)
  await Promise.all(calls.map(expectUnavailable))
  await server.start()
  await client.ping()
  expect(await keysOf()).toEqual([])
  for (const { call } of everyVerb(store)) await call()
})

test('a restart and SCRIPT FLUSH are survived', async () => {
  const client = await clients.one(server)
  const store = redisStore(client)
  for (const { call } of everyVerb(store)) await call()
  for (const { call } of everyVerb(store)) {
    await server.connect().script('FLUSH')
    await call()
  }
  await server.restart()
  await waitFor('the client to be back', () => client.isReady)
  for (const { call } of everyVerb(store)) await call()
})

test('a client that nobody connected is told of at once, and works once it is', async () => {
  const client = clients.unconnected(server)
  const store = redisStore(client)
  await expect(countOne(store, { key: 'key', windowMs: longMs })).rejects.toThrow(/closed/)
  await client.connect()
  expect(await countOne(store, { key: 'key', windowMs: longMs })).toMatchObject({ count: 1 })
})

test('a client without an offline queue, and one whose queue is full, are heard at once', async () => {
  const impatient = await clients.one(server, { disableOfflineQueue: true })
  const short = await clients.one(server, { commandsQueueMaxLength: 8 })
  const stores = [redisStore(impatient), redisStore(short)]
  for (const store of stores) await countOne(store, { key: 'key', windowMs: longMs })
  server.pause()
  const reasons = Array.from({ length: 9 }, () =>
    countOne(stores[1]!, { key: 'key', windowMs: longMs }).catch((error: unknown) => String(error)),
  )
  expect(await reasons.at(-1)).toMatch(/queue is full/)
  await server.crash()
  await Promise.all(reasons)
  await waitFor('the client to notice', () => !impatient.isReady)
  await expectUnavailable(() => countOne(stores[0]!, { key: 'key', windowMs: longMs }))
})

test('what socketTimeout gives up does not act later', async () => {
  const store = redisStore(await clients.one(server, { socket: { socketTimeout: 300 } }), { timeoutMs: 60_000 })
  const calls = await callsThatWrite(store)
  const before = await everything()
  server.pause()
  await Promise.all(calls.map(expectUnavailable))
  server.resume()
  await waitFor('the store to answer', () =>
    store.look({ addressTag: 'none', tripleTag: 'none', generation: 'none' }).then(
      () => true,
      () => false,
    ),
  )
  expect(await everything()).toEqual(before)
})

test('leaves the host’s client as it is: no property, listener or option more', async () => {
  const client = await clients.one(server)
  const portrait = (): unknown => ({
    own: Object.getOwnPropertyNames(client).sort(),
    options: { ...client.options },
    listeners: client.eventNames().map((name) => [name, client.listenerCount(name)]),
  })
  const before = portrait()
  const store = redisStore(client)
  for (const { call } of everyVerb(store)) await call()
  await store.check?.()
  store.close()
  expect(portrait()).toEqual(before)
  expect(await client.ping()).toBe('PONG')
})

test('waitForReplicas: by a client and by a pool', async () => {
  const stores = [await clients.one(server), await clients.pool(server)].map((client) =>
    redisStore(client, { timeoutMs: 2_000, waitForReplicas: 1 }),
  )
  for (const store of stores) {
    await expect(countOne(store, { key: randomTag(), windowMs: longMs })).rejects.toThrow(
      'A write reached 0 of 1 replicas',
    )
  }

  const replica = await startRedisServer(['--replicaof', '127.0.0.1', String(server.port)])
  try {
    for (const store of stores) {
      await waitFor('the replica to follow', () =>
        countOne(store, { key: randomTag(), windowMs: longMs }).then(
          () => true,
          () => false,
        ),
      )
    }
  } finally {
    await replica.stop()
  }
})

test('refuses what legacy() makes, and waitForReplicas on a Cluster', async () => {
  const client = await clients.one(server)
  expect(() => redisStore(client.legacy() as never)).toThrow(TypeError)
  const cluster = await startRedisCluster()
  try {
    const ofACluster = await clients.cluster(cluster)
    expect(() => redisStore(ofACluster, { waitForReplicas: 1 })).toThrow(/waitForReplicas/)
  } finally {
    clients.destroyAll()
    await cluster.stop()
  }
})

describe('a Sentinel client', () => {
  test.each([1, 2])(
    'of %d connections goes on after hundreds of calls at the same moment, and leaves the host its own',
    async (size) => {
      const sentinel = await startRedisSentinel()
      try {
        const client = await clients.sentinel(sentinel, size)
        const store = redisStore(client)
        for (let round = 0; round < 5; round += 1) {
          const key = randomTag()
          await Promise.all(Array.from({ length: 100 }, () => countOne(store, { key, windowMs: longMs })))
          expect(await client.ping()).toBe('PONG')
        }
      } finally {
        clients.destroyAll()
        await sentinel.stop()
      }
    },
  )

  test('is served by the new master after a failover, with 503 in between and nothing else', async () => {
    const sentinel = await startRedisSentinel()
    try {
      const store = redisStore(await clients.sentinel(sentinel, 2), { timeoutMs: 500 })
      const session = new SessionUnderTest(store)
      await session.validate({ data: 'sealed' })
      await sentinel.replicated()
      await sentinel.failOver()
      await waitFor('the store to answer again', async () => {
        try {
          return (await session.look())?.state === 'validated'
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailableError)
          return false
        }
      })
      expect((await session.claim())?.data).toBe('sealed')
      expect(await session.claim()).toBeUndefined()
    } finally {
      clients.destroyAll()
      await sentinel.stop()
    }
  })
})
