import { once } from 'node:events'
import { connect } from 'node:net'
import { startRedisServer } from '../redis/redis-server'
import { startExample } from './example-server'

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it in order, an idle connection or not', async (signal) => {
  const example = await startExample()
  const idle = connect(Number(new URL(example.url).port), '127.0.0.1')
  await once(idle, 'connect')
  // The end of the server may reset it.
  idle.on('error', () => undefined)
  expect(await example.stop(signal)).toBe(0)
  idle.destroy()
})

test.each(['node-redis', 'ioredis'])('ends in order while its Redis is away (%s)', async (client) => {
  const redis = await startRedisServer()
  const example = await startExample({
    REDIS_URL: redis.url,
    REDIS_CLIENT: client,
    RESET_SECRET: 'x'.repeat(32),
  })
  await redis.crash()
  expect(await example.stop()).toBe(0)
  await redis.stop()
})

test.each(['node-redis', 'ioredis'])(
  'ends in order while its Redis stands still over a command (%s)',
  async (client) => {
    const redis = await startRedisServer()
    const example = await startExample({ REDIS_URL: redis.url, REDIS_CLIENT: client, RESET_SECRET: 'x'.repeat(32) })
    redis.pause()
    const json = { email: 'alice@example.org', client_secret: 'a-client-secret', send_attempt: 1 }
    const answer = await example.ask('/_matrix/client/v3/account/password/email/requestToken', { json })
    // The package has given the command up; the client still waits for it.
    expect(answer.status).toBe(503)
    expect(await example.stop()).toBe(0)
    expect(example.output()).not.toContain('Could not stop')
    redis.resume()
    await redis.stop()
  },
)
