import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster, Redis } from 'ioredis'
import { redisStore } from '../../lib'
import type { SessionStore } from '../../lib/sessions/session-store'
import { countOne, name } from '../contract/count-one'
import { longMs, randomTag } from '../contract/session-under-test'
import { startRedisCluster, type RedisCluster } from '../redis/redis-cluster'
import { startRedisServer, type RedisServer } from '../redis/redis-server'

interface Counted {
  readonly key: string
  readonly windowEndsAt: number
}

/** Counts two under each of so many keys. */
async function countTwice(store: SessionStore, keys: number): Promise<Counted[]> {
  return Promise.all(
    Array.from({ length: keys }, async () => {
      const key = randomTag()
      await countOne(store, { key, windowMs: longMs })
      const { windowEndsAt } = await countOne(store, { key, windowMs: longMs })
      return { key, windowEndsAt }
    }),
  )
}

async function giveBack(store: SessionStore, counts: readonly Counted[]): Promise<void> {
  await Promise.all(counts.map((counted) => store.undoCount({ ...counted, name })))
}

/** The counts, each with one more, which is how they are read. */
async function nextCounts(store: SessionStore, counts: readonly Counted[]): Promise<number[]> {
  return Promise.all(counts.map(async ({ key }) => (await countOne(store, { key, windowMs: longMs })).count))
}

/** A store on a client whose calls of scripts are kept, by the number of their keys. */
function watchedStore(client: Redis | Cluster): { readonly store: SessionStore; readonly keysOfCalls: number[] } {
  const keysOfCalls: number[] = []
  const evalsha = (sha: string, keyCount: number, ...rest: (string | number)[]): Promise<unknown> => {
    keysOfCalls.push(keyCount)
    return client.evalsha(sha, keyCount, ...rest)
  }
  const watched: Redis = Object.create(client, { evalsha: { value: evalsha } })
  return { store: redisStore(watched), keysOfCalls }
}

/** A store that knows its server's clock, and whose server knows the scripts. */
async function readyStore(client: Redis | Cluster): Promise<ReturnType<typeof watchedStore>> {
  const watched = watchedStore(client)
  await giveBack(watched.store, await countTwice(watched.store, 1))
  return watched
}

describe('on one server', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedisServer()
  })
  afterAll(() => server.stop())

  test('counts of the same moment are given back by one command', async () => {
    const { store, keysOfCalls } = await readyStore(server.connect())
    const counts = await countTwice(store, 5)
    keysOfCalls.length = 0
    await giveBack(store, counts)
    expect(keysOfCalls).toEqual([5])
    expect(await nextCounts(store, counts)).toEqual([2, 2, 2, 2, 2])
  })

  test('each count of one key is given back, and none of another window', async () => {
    const { store } = await readyStore(server.connect())
    const [both, other] = (await countTwice(store, 2)) as [Counted, Counted]
    await giveBack(store, [both, { ...other, windowEndsAt: other.windowEndsAt - 1 }, both, both])
    expect(await nextCounts(store, [both, other])).toEqual([1, 3])
  })

  test('no command gives back more than a hundred, so that none takes long', async () => {
    const { store, keysOfCalls } = await readyStore(server.connect())
    const counts = await countTwice(store, 250)
    keysOfCalls.length = 0
    await giveBack(store, counts)
    expect(keysOfCalls).toEqual([100, 100, 50])
    expect(new Set(await nextCounts(store, counts))).toEqual(new Set([2]))
  })

  test('counts that come later are given back by a command of their own', async () => {
    const { store, keysOfCalls } = await readyStore(server.connect())
    const [first, second] = (await countTwice(store, 2)) as [Counted, Counted]
    keysOfCalls.length = 0
    await giveBack(store, [first])
    await giveBack(store, [second])
    expect(keysOfCalls).toEqual([1, 1])
  })

  test('a count of the same key comes after what is given back at that moment', async () => {
    const { store, keysOfCalls } = await readyStore(server.connect())
    const counts = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const key = randomTag()
        return { key, windowEndsAt: (await countOne(store, { key, windowMs: longMs, max: 1 })).windowEndsAt }
      }),
    )
    keysOfCalls.length = 0
    const given = giveBack(store, counts)
    const { key } = counts[1]!
    expect(await countOne(store, { key, windowMs: longMs, max: 1 })).toMatchObject({ counted: true, count: 1 })
    await given
    // The command that gives back, then the one that counts.
    expect(keysOfCalls).toEqual([3, 1])
  })

  test('a count of another key sends nothing early', async () => {
    const { store, keysOfCalls } = await readyStore(server.connect())
    const counts = await countTwice(store, 2)
    keysOfCalls.length = 0
    const given = giveBack(store, counts)
    await countOne(store, { key: randomTag(), windowMs: longMs })
    await given
    expect(keysOfCalls).toEqual([1, 2])
  })

  test('close() sends what waits, so that the host may close its client next', async () => {
    const client = server.connect()
    const { store } = await readyStore(client)
    const counts = await countTwice(store, 2)
    const given = giveBack(store, counts)
    store.close()
    await Promise.all([client.quit(), given])
    expect(await nextCounts(redisStore(server.connect()), counts)).toEqual([2, 2])
  })

  test('whoever gives a count back learns that it failed', async () => {
    const client = server.connect()
    const { store } = await readyStore(client)
    const counts = await countTwice(store, 3)
    client.disconnect()
    const results = await Promise.allSettled(counts.map((counted) => store.undoCount({ ...counted, name })))
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
})

describe('on servers with Cluster mode', () => {
  let cluster: RedisCluster
  afterEach(() => cluster.stop())

  test('a Cluster gets a command for each key', async () => {
    cluster = await startRedisCluster()
    const { store, keysOfCalls } = await readyStore(cluster.connect())
    const counts = await countTwice(store, 20)
    keysOfCalls.length = 0
    await giveBack(store, counts)
    expect(new Set(keysOfCalls)).toEqual(new Set([1]))
    expect(new Set(await nextCounts(store, counts))).toEqual(new Set([2]))
  })

  test('a server that refuses keys of several slots gets them one by one, from then on at once', async () => {
    cluster = await startRedisCluster({ masters: 1 })
    const { store, keysOfCalls } = await readyStore(cluster.masters[0]!.connect())
    const counts = await countTwice(store, 4)
    keysOfCalls.length = 0
    await giveBack(store, counts)
    // After a refusal each call learns the server's clock anew, with a command more.
    expect(keysOfCalls).toEqual([4, ...Array.from({ length: 8 }, () => 1)])
    keysOfCalls.length = 0
    await giveBack(store, counts)
    expect(keysOfCalls).toEqual([1, 1, 1, 1])
    expect(await nextCounts(store, counts)).toEqual([1, 1, 1, 1])
  })
  test('if one of them fails, the others are given back before that is answered', async () => {
    cluster = await startRedisCluster({ masters: 1 })
    const client = cluster.masters[0]!.connect()
    const { store } = await readyStore(client)
    const counts = await countTwice(store, 3)
    const broken = (await client.keys(`*${counts[0]!.key}`))[0]!
    const late: Redis = Object.create(client, {
      evalsha: {
        value: async (sha: string, keyCount: number, ...rest: (string | number)[]) => {
          if (rest[0] === broken && keyCount === 1) throw new Error('refused')
          await delay(50)
          return client.evalsha(sha, keyCount, ...rest)
        },
      },
    })
    await expect(giveBack(redisStore(late), counts)).rejects.toThrow('refused')
    expect(await nextCounts(store, counts)).toEqual([3, 2, 2])
  })
})
