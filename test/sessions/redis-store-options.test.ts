import { redisStore, type RedisClient } from '../../lib'

const client: RedisClient = {
  evalsha: () => Promise.reject(new Error('no command goes out')),
  eval: () => Promise.reject(new Error('no command goes out')),
}
const withWait: RedisClient = { ...client, wait: () => Promise.resolve(1) }

test.each([
  ['timeoutMs', { timeoutMs: 0 }],
  ['timeoutMs', { timeoutMs: 1.5 }],
  ['prefix', { prefix: '{slot}:' }],
  ['waitForReplicas', { waitForReplicas: -1 }],
  ['waitForReplicas', { waitForReplicas: 0.5 }],
])('redisStore refuses a wrong %s: %j', (option, options) => {
  expect(() => redisStore(withWait, options)).toThrow(new RegExp(`^redisStore: ${option} must be`))
  expect(() => redisStore(withWait, options)).toThrow(TypeError)
})

test('redisStore refuses to wait for replicas by a client that can’t', () => {
  expect(() => redisStore(client, { waitForReplicas: 1 })).toThrow(/^redisStore: waitForReplicas needs a client/)
  expect(() => redisStore(withWait, { waitForReplicas: 1 }).close()).not.toThrow()
})
