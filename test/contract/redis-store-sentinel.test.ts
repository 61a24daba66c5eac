import { redisStore } from '../../lib/sessions/redis-store'
import { StoreUnavailableError } from '../../lib/sessions/session-store'
import { startRedisSentinel, type RedisSentinel } from '../redis/redis-sentinel'
import { waitFor } from '../redis/wait-for'
import { SessionUnderTest } from './session-under-test'

let sentinel: RedisSentinel
beforeAll(async () => {
  sentinel = await startRedisSentinel()
})
afterAll(() => sentinel.stop())

test('sessions live on over a failover: 503 in between, nothing else, and the new master learns the scripts', async () => {
  const store = redisStore(sentinel.connect(), { timeoutMs: 500 })
  const session = new SessionUnderTest(store)
  const { generation } = await session.validate({ data: 'sealed' })
  const { startedAt, validatedAt } = await session.seen()
  await sentinel.replicated()
  await sentinel.failOver()

  await waitFor('the store to answer again, from the new master', async () => {
    try {
      const other = new SessionUnderTest(store)
      await other.begin()
      return (await sentinel.replica.connect().exists(...(await keysOf(other)))) === 1
    } catch (error) {
      expect(error).toBeInstanceOf(StoreUnavailableError)
      return false
    }
  })
  expect(session.generation).toBe(generation)
  expect(await session.seen()).toMatchObject({ state: 'validated', data: 'sealed', validatedAt })
  expect(await session.claim()).toEqual({ data: 'sealed', startedAt, validatedAt })
  expect(await session.claim()).toBeUndefined()
})

/** The key of that session at the new master, or one that does not exist. */
async function keysOf(session: SessionUnderTest): Promise<string[]> {
  const keys = await sentinel.replica.connect().keys(`*{${session.key.addressTag}}${session.key.tripleTag}`)
  return [keys[0] ?? 'none']
}
