import { rm } from 'node:fs/promises'
import type { Redis } from 'ioredis'
import { memoryStore, redisStore, type RedisClient, type StoreCheck } from '../../lib'
import { RedisCaller } from '../../lib/sessions/redis-caller'
import { redisConnection } from '../../lib/sessions/redis-client'
import { scriptCommands } from '../../lib/sessions/redis-commands'
import { checkRedis } from '../../lib/sessions/redis-health'
import { NodeRedisClients } from '../redis/node-redis'
import { startRedisCluster } from '../redis/redis-cluster'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'

/** What `check` says of a store in each way that its Redis can be wrong: real servers, each wrong in fact. */
const nodeRedis = new NodeRedisClients()
let server: RedisServer
beforeEach(async () => {
  server = await startRedisServer()
})
afterEach(async () => {
  nodeRedis.destroyAll()
  await server.stop()
})

type Details = Readonly<Record<StoreCheck['part'], Pick<StoreCheck, 'ok' | 'detail'>>>

/** The answer by part, after what holds for every answer: three parts, in time, and nothing that not everybody may see. */
async function checked(client: RedisClient, prefix = 'mpr'): Promise<Details> {
  const start = performance.now()
  const answer = await redisStore(client, { prefix }).check!()
  expect(performance.now() - start).toBeLessThan(4_000)
  expect(answer.map(({ part }) => part)).toEqual(['store', 'clock', 'eviction'])
  for (const { detail } of answer) {
    expect(detail).toMatch(/^[A-Z]/)
    expect(detail).not.toMatch(
      new RegExp(`127\\.0\\.0\\.1|localhost|${server.port}|a-user|a-password|another-password`),
    )
  }
  return Object.fromEntries(answer.map(({ part, ok, detail }) => [part, { ok, detail }])) as Details
}

const admin = (): Redis => server.connect()

test('a Redis with nothing wrong: ok, and no key stays for long', async () => {
  for (const client of [admin(), await nodeRedis.one(server), await nodeRedis.pool(server)]) {
    const { store, clock, eviction } = await checked(client)
    expect([store, clock, eviction].map(({ ok }) => ok)).toEqual([true, true, true])
  }
  const keys = await admin().keys('*')
  expect(keys.length).toBeGreaterThan(0)
  for (const key of keys) {
    expect(key).toMatch(/^mpr2:\{check\}/)
    expect(await admin().pttl(key)).toBeGreaterThan(0)
    expect(await admin().pttl(key)).toBeLessThanOrEqual(10_000)
  }
})

test.each(['allkeys-lru', 'volatile-ttl'])('%s: names the policy and the one to set', async (policy) => {
  await admin().config('SET', 'maxmemory-policy', policy)
  const { store, eviction } = await checked(admin())
  expect(store.ok).toBe(true)
  expect(eviction).toEqual({ ok: false, detail: expect.stringMatching(new RegExp(`${policy}.*noeviction`)) })
})

test('out of memory: says so, and still compares the clocks', async () => {
  await admin().config('SET', 'maxmemory', '1')
  const { store, clock } = await checked(admin())
  expect(store).toEqual({ ok: false, detail: expect.stringContaining('out of memory') })
  expect(clock.ok).toBe(true)
})

describe('a server that takes no writes', () => {
  const refused = (words: RegExp) => ({ ok: false, detail: expect.stringMatching(words) })

  test('because it is a replica', async () => {
    await admin().replicaof('127.0.0.1', '1')
    expect((await checked(admin())).store).toEqual(refused(/replica|loading/))
  })

  test('because it could not save: names the log, and still compares the clocks', async () => {
    const [, folder = ''] = (await admin().config('GET', 'dir')) as string[]
    await rm(folder, { recursive: true })
    await admin().config('SET', 'save', '3600 1')
    await admin().bgsave()
    await waitFor('the save to fail', async () =>
      (await admin().info('persistence')).includes('rdb_last_bgsave_status:err'),
    )
    for (const client of [admin(), await nodeRedis.one(server)]) {
      const { store, clock } = await checked(client)
      expect(store).toEqual(refused(/could not save to disk \(MISCONF\): see its log$/))
      expect(clock.ok).toBe(true)
    }
  })

  test('because it lacks replicas: names the setting', async () => {
    await admin().config('SET', 'min-replicas-to-write', '1')
    for (const client of [admin(), await nodeRedis.one(server)])
      expect((await checked(client)).store).toEqual(refused(/fewer replicas than its min-replicas-to-write asks for/))
  })

  test('because another script runs on and on', async () => {
    await admin().config('SET', 'lua-time-limit', '1')
    // Connected before: while the script runs, nobody is let in.
    const [io, node, caller] = [admin(), await nodeRedis.one(server), admin()]
    await Promise.all([io.ping(), caller.ping()])
    const ended = expect(caller.eval('while true do end', 0)).rejects.toThrow(/script/i)
    for (const client of [io, node]) {
      const { store, clock } = await checked(client)
      expect(store).toEqual(refused(/loading its data, or is busy: wait/))
      expect(clock).toEqual(refused(/^Not known/))
    }
    await io.script('KILL')
    await ended
  })
})

test('a server that loads its data: to be waited for', async () => {
  await server.stop()
  server = await startRedisServer(['--enable-debug-command', 'yes'])
  const [client, reloading] = [admin(), admin()]
  await reloading.ping()
  await client.mset(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key-${index}`, 'x'.repeat(2_000)])))
  // It answers, with a refusal, after each key; each takes 100 ms. That lasts longer than the test.
  for (const [name, value] of [
    ['rdbcompression', 'no'],
    ['loading-process-events-interval-bytes', '1024'],
    ['key-load-delay', '100000'],
  ] as const)
    await client.config('SET', name, value)
  reloading.call('DEBUG', 'RELOAD').catch(() => undefined)
  await waitFor('the server to load', async () => (await client.info('persistence')).includes('\nloading:1'))
  const { store, clock } = await checked(client)
  expect(store).toEqual({ ok: false, detail: expect.stringContaining('loading its data') })
  expect(clock).toEqual({ ok: false, detail: expect.stringMatching(/^Not known/) })
})

describe('a Redis Cluster with a slot that no master serves', () => {
  test.each(['yes', 'no'])('cluster-require-full-coverage %s: says so', async (required) => {
    const cluster = await startRedisCluster()
    try {
      const nodes = cluster.masters.map((master) => master.connect())
      // By itself ioredis tries for 1.7 seconds, which is just within the time of a check.
      const clients = [cluster.connect({ retryDelayOnClusterDown: 20 }), await nodeRedis.cluster(cluster)]
      for (const client of clients) expect((await checked(client)).store.ok).toBe(true)
      for (const node of nodes) {
        await node.config('SET', 'cluster-require-full-coverage', required)
        await node.cluster('DELSLOTS', await node.cluster('KEYSLOT', 'mpr2:{check}:value'))
      }
      await waitFor('the nodes to know it', async () => {
        const infos = await Promise.all(nodes.map((node) => node.cluster('INFO')))
        return infos.every((info) => info.includes(`cluster_state:${required === 'yes' ? 'fail' : 'ok'}`))
      })
      const unserved = { ok: false, detail: expect.stringMatching(/slot that no master serves: see CLUSTER INFO$/) }
      for (const client of clients) expect((await checked(client)).store).toEqual(unserved)
    } finally {
      await cluster.stop()
    }
  })
})

describe('a clock', () => {
  const clockWith = async (apartMs: number): Promise<StoreCheck | undefined> => {
    const connection = redisConnection(admin())
    const caller = new RedisCaller(connection, 1_900, 0)
    const answer = await checkRedis({ connection, caller, prefix: 'p:', now: () => Date.now() + apartMs })
    return answer.find(({ part }) => part === 'clock')
  }
  test.each([0, 50_000, -50_000])('that is %d ms off is taken', async (apartMs) => {
    expect(await clockWith(apartMs)).toMatchObject({ ok: true })
  })
  test.each([
    [120_000, /1[12]\d seconds behind/],
    [-120_000, /1[12]\d seconds ahead of/],
  ])('that is %d ms off is not', async (apartMs, words) => {
    expect(await clockWith(apartMs)).toMatchObject({ ok: false, detail: expect.stringMatching(words) })
  })
})

describe('a password', () => {
  const refused = { ok: false, detail: expect.stringContaining('password') }

  test('that is wrong, or not given: names user and password', async () => {
    await admin().config('SET', 'requirepass', 'a-password')
    expect((await checked(server.connect())).store).toEqual(refused)
    expect((await checked(server.connect({ password: 'another-password' }))).store).toEqual(refused)
    const early = nodeRedis.unconnected(server, { password: 'another-password' })
    void early.connect().catch(() => undefined)
    expect((await checked(early)).store).toEqual(refused)
  })
})

describe('an ACL', () => {
  const userWith = async (...rules: string[]): Promise<Redis> => {
    await admin().call('ACL', 'SETUSER', 'a-user', 'reset', 'on', '>a-password', '+info', '+ping', ...rules)
    return server.connect({ username: 'a-user', password: 'a-password' })
  }

  test.each([...scriptCommands, 'EVALSHA'])('without %s: names it', async (command) => {
    const client = await userWith('~*', '+@all', `-${command.toLowerCase()}`)
    expect((await checked(client)).store).toEqual({ ok: false, detail: expect.stringMatching(`\\b${command}\\b`) })
  })

  test('without INFO: the policy is not known, and the rest is ok', async () => {
    const client = await userWith('~*', '+@all', '-info')
    const { store, eviction } = await checked(client)
    expect(store.ok).toBe(true)
    expect(eviction).toEqual({ ok: true, detail: expect.stringMatching(/^Not known/) })
  })

  test('for other keys: says that the keys are lacking', async () => {
    const client = await userWith('~other:*', '+@all')
    expect((await checked(client)).store).toEqual({ ok: false, detail: expect.stringMatching(/keys.*redisStoreAcl/) })
  })
})

describe('nobody there', () => {
  test('a server that is down, and one that stands still', async () => {
    const [io, node] = [server.connect({ maxRetriesPerRequest: null }), await nodeRedis.one(server)]
    await io.ping()
    server.pause()
    expect((await checked(io)).store.ok).toBe(false)
    server.resume()
    await server.crash()
    for (const client of [io, node]) {
      const { store, clock, eviction } = await checked(client)
      expect(store).toEqual({ ok: false, detail: expect.stringMatching(/reached|connected/) })
      expect(clock).toEqual({ ok: false, detail: expect.stringMatching(/^Not known/) })
      expect(eviction.detail).toMatch(/^Not known/)
    }
  })

  test('a client that nobody connected', async () => {
    const { store } = await checked(nodeRedis.unconnected(server))
    expect(store).toEqual({ ok: false, detail: expect.stringContaining('connect()') })
  })
})

test('the store in memory is ok, and says what it is', async () => {
  const store = memoryStore()
  expect(await store.check!()).toEqual([
    { part: 'store', ok: true, detail: expect.stringContaining('one process only') },
    { part: 'clock', ok: true, detail: expect.any(String) },
    { part: 'eviction', ok: true, detail: expect.any(String) },
  ])
  store.close()
})
