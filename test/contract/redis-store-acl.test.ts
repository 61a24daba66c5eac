import type { Redis } from 'ioredis'
import { redisStore, redisStoreAcl, redisStoreCommands } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { everyVerb } from './every-verb'
import { countOne } from './count-one'

/** A Redis user with an ACL: what `redisStoreAcl` allows is enough, nothing of it is too much, and a refusal names its command. */
let server: RedisServer
beforeEach(async () => {
  server = await startRedisServer()
})
afterEach(() => server.stop())

async function userWith(rules: readonly string[]): Promise<Redis> {
  const admin = server.connect()
  await admin.call('ACL', 'SETUSER', 'a-user', 'reset', 'on', '>a-password', ...rules)
  await admin.call('ACL', 'LOG', 'RESET')
  return server.connect({
    username: 'a-user',
    password: 'a-password',
    enableReadyCheck: false,
    disableClientInfo: true,
  })
}

test.each(['mpr', 'with *[pattern]?\\ signs:'])('every verb is allowed, on the keys of %s', async (prefix) => {
  const store = redisStore(await userWith(redisStoreAcl({ prefix })), { prefix })
  for (const { call } of everyVerb(store)) await call()
  expect(await store.check!()).toEqual([
    expect.objectContaining({ part: 'store', ok: true }),
    expect.objectContaining({ part: 'clock', ok: true }),
    expect.objectContaining({ part: 'eviction', ok: true }),
  ])
  expect(await server.connect().call('ACL', 'LOG')).toEqual([])
})

test('the keys of another prefix are not, nor any other command', async () => {
  const client = await userWith(redisStoreAcl())
  const other = redisStore(client, { prefix: 'other:' })
  await expect(countOne(other, { key: 'key', windowMs: 1_000 })).rejects.toThrow(/NOPERM.*keys/)
  await expect(client.keys('*')).rejects.toThrow('NOPERM')
  await expect(client.flushall()).rejects.toThrow('NOPERM')
})

test.each(redisStoreCommands.needed)(
  '%s is needed: without it a verb is refused, and the error names it',
  async (command) => {
    const client = await userWith([...redisStoreAcl(), `-${command.toLowerCase()}`])
    const refusals: string[] = []
    for (const { call } of everyVerb(redisStore(client)))
      await call().catch((error: unknown) => refusals.push((error as Error).message))

    // Later ones may find what was refused lacking.
    expect(refusals[0]).toBe(`Redis refused the command ${command}: its ACL must allow it to this client's user`)
  },
)
