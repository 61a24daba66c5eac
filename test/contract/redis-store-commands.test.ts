import { Cluster, type Redis } from 'ioredis'
import { scripts } from '../../lib/sessions/redis-scripts'
import { redisStore } from '../../lib/sessions/redis-store'
import type { SessionStore } from '../../lib/sessions/session-store'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import { everyVerb } from './every-verb'
import { longMs, randomTag, SessionUnderTest } from './session-under-test'
import { countOne, name } from './count-one'

let server: RedisServer
let client: Redis
let store: SessionStore
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  client = server.connect()
  store = redisStore(client)
  await server.flush()
})

interface Seen {
  readonly args: readonly string[]
  readonly byScript: boolean
}

/** What reaches the server while `run` runs: a connection that listens to MONITOR sees it, up to a mark at the end. */
async function commandsDuring(run: () => Promise<unknown>): Promise<Seen[]> {
  const seen: Seen[] = []
  const monitor = await server.connect().monitor()
  monitor.on('monitor', (_time: string, args: string[], source: string) =>
    seen.push({ args, byScript: source === 'lua' }),
  )
  const mark = randomTag()
  await run()
  await client.echo(mark)
  await waitFor('the mark', () => seen.some(({ args }) => args[1] === mark))
  monitor.disconnect()
  return seen.filter(({ args }) => args[1] !== mark && !/^(info|client|hello|select)$/i.test(args[0] ?? ''))
}

/** The store has met its server: it knows the clock, the server knows the scripts. */
async function warmUp(): Promise<void> {
  for (const { call } of everyVerb(store)) await call()
}

test('each verb is one command, and its script touches no key but those it was given', async () => {
  await warmUp()
  for (const { verb, call } of everyVerb(store)) {
    const seen = await commandsDuring(call)
    const sent = seen.filter(({ byScript }) => !byScript)
    expect([verb, sent.map(({ args }) => args[0]?.toLowerCase())]).toEqual([verb, ['evalsha']])

    const [, , keyCount, ...rest] = sent[0]!.args
    const keys = rest.slice(0, Number(keyCount))
    const touched = seen.filter(({ args, byScript }) => byScript && args[0]?.toLowerCase() !== 'time')
    expect([verb, keys]).toEqual([verb, expect.arrayContaining(touched.map(({ args }) => args[1]))])
    // The first pair of braces decides the slot of a Redis Cluster.
    expect([verb, new Set(keys.map((key) => /\{([^}]+)\}/.exec(key)?.[1])).size]).toEqual([verb, 1])
  }
})

test.each(Object.entries(scripts))('%s calls one command a line: a refusal names only the line', (_verb, source) => {
  const calls = source.split('\n').map((line) => line.match(/redis\.p?call\(/g)?.length ?? 0)
  expect(Math.max(...calls)).toBe(1)
})

test('a verb that changes nothing writes nothing', async () => {
  const session = new SessionUnderTest(store)
  const { token } = await session.send()
  const writes = (await commandsDuring(() => session.look({ linkTokens: [token] }))).filter(({ args }) =>
    /^(p?expire|hset|hincrby|set|del)/i.test(args[0] ?? ''),
  )
  expect(writes).toEqual([])
})

test('goes on when the server has forgotten the scripts', async () => {
  await warmUp()
  for (const { verb, call } of everyVerb(store)) {
    await client.script('FLUSH')
    expect([verb, await call()]).not.toEqual([verb, expect.any(Error)])
  }
  const key = randomTag()
  const counts = Array.from({ length: 200 }, async (_, index) => {
    if (index % 20 === 0) await server.connect().script('FLUSH')
    return countOne(store, { key, windowMs: longMs })
  })
  const numbers = (await Promise.all(counts)).map(({ count }) => count)
  expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
})

test('sends a script again on NOSCRIPT only', async () => {
  const names: string[] = []
  const failing = {
    evalsha: async (): Promise<unknown> => {
      names.push('evalsha')
      throw new Error('ERR something else')
    },
    eval: async (): Promise<unknown> => {
      names.push('eval')
      return []
    },
  }
  await expect(redisStore(failing).undoCount({ key: 'key', name, windowEndsAt: 1 })).rejects.toThrow('something else')
  expect(names).toEqual(['evalsha'])
})

test('leaves the caller’s client as it is: no command, property or listener more', async () => {
  const other = server.connect()
  await other.ping()
  const portrait = (): unknown => ({
    own: Object.getOwnPropertyNames(other).sort(),
    inherited: Object.getOwnPropertyNames(Object.getPrototypeOf(other)).sort(),
    options: { ...other.options },
    listeners: other.eventNames().map((name) => [name, other.listenerCount(name)]),
  })
  const before = portrait()
  const itsStore = redisStore(other)
  for (const { call } of everyVerb(itsStore)) await call()
  itsStore.close()
  expect(portrait()).toEqual(before)
  expect(await other.ping()).toBe('PONG')
})

describe('an ioredis Cluster with automatic pipelines', () => {
  // Before 5.11 its options lacked this one, and such a Cluster took a script's hash for a key.
  const cluster = (options: object): Cluster => {
    return new Cluster([{ host: '127.0.0.1', port: 1 }], { lazyConnect: true, ...options })
  }

  test('is taken from 5.11 on', () => {
    expect(() => redisStore(cluster({ enableAutoPipelining: true }))).not.toThrow()
  })

  test.each([true, false])('before 5.11 is refused only where they are on (%s)', (enableAutoPipelining) => {
    const old = cluster({ enableAutoPipelining })
    expect(Reflect.deleteProperty(old.options, 'clusterNodeRetryStrategy')).toBe(true)
    const make = (): unknown => redisStore(old)
    if (enableAutoPipelining) expect(make).toThrow(/update ioredis to 5\.11 or newer, or turn enableAutoPipelining off/)
    else expect(make).not.toThrow()
  })
})

test.each([
  ['no client', () => redisStore(undefined as never), /first argument/],
  ['braces in the prefix', () => redisStore(client, { prefix: 'a{b}' }), /prefix/],
  ['no time', () => redisStore(client, { timeoutMs: 0 }), /timeoutMs/],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(TypeError)
  expect(make).toThrow(message)
})
