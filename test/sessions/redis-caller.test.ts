import type { Redis } from 'ioredis'
import { redisStore } from '../../lib'
import { StoreUnavailableError } from '../../lib/sessions/session-store'
import { countOne } from '../contract/count-one'
import { longMs, randomTag } from '../contract/session-under-test'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'

let server: RedisServer
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())

type Evalsha = (sha: string, keyCount: number, ...rest: (string | number)[]) => Promise<unknown>

const withEvalsha = (client: Redis, evalsha: Evalsha): Redis => Object.create(client, { evalsha: { value: evalsha } })

test('a call learns the server’s clock first, also after a failure: another server may answer then', async () => {
  const client = server.connect()
  const deadlines: number[] = []
  const store = redisStore(
    withEvalsha(client, (sha, keyCount, ...rest) => {
      deadlines.push(Number(rest[keyCount]))
      return client.evalsha(sha, keyCount, ...rest)
    }),
  )
  const askedForTheClock = async () => {
    deadlines.length = 0
    await countOne(store, { key: randomTag(), windowMs: longMs })
    return deadlines[0] === 0
  }
  await askedForTheClock()
  expect(await askedForTheClock()).toBe(false)
  client.disconnect()
  await expect(askedForTheClock()).rejects.toThrow(StoreUnavailableError)
  await client.connect()
  await waitFor('the client', () => client.status === 'ready')
  expect(await askedForTheClock()).toBe(true)
  expect(await askedForTheClock()).toBe(false)
})

test('a client that throws instead of answering a promise is a store that is unavailable', async () => {
  const throwing = withEvalsha(server.connect(), () => {
    throw new Error('thrown at once')
  })
  const store = redisStore(throwing)
  await expect(countOne(store, { key: randomTag(), windowMs: longMs })).rejects.toThrow(StoreUnavailableError)
  await expect(store.undoCount({ key: randomTag(), name: 'one', windowEndsAt: 1 })).rejects.toThrow('thrown at once')
})
