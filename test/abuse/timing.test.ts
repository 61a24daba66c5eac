import type { PasswordResetOptions } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { findNumbered, secret } from './abuse-host'
import { middleProbability, probabilityThatKnownIsSlower, tellsNothing } from './timing'

let server: RedisServer
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())

const slow = { send: () => new Promise<void>((resolve) => setTimeout(resolve, 300)) }
const failing = { send: () => Promise.reject(new Error('socket hang up')) }

const redis = () => ({ redis: server.connect(), secret })

test.each([
  ['in memory', 'takes 300 ms', () => ({ email: { sender: slow } })],
  ['in memory', 'fails', () => ({ email: { sender: failing } })],
  ['in Redis', 'takes 300 ms', () => ({ email: { sender: slow }, ...redis() })],
  ['in Redis', 'fails', () => ({ email: { sender: failing }, ...redis() })],
] as const)(
  'sessions %s, a sender that %s: time does not tell who has an account',
  async (_store, _sender, options) => {
    const found = await middleProbability(() => ({ options: options(), requests: 3_000 }))
    expect(Math.abs(found - 0.5)).toBeLessThan(tellsNothing)
  },
  300_000,
)

test('the measure sees it where a known address costs half a millisecond more', async () => {
  const accounts: PasswordResetOptions['accounts'] = {
    findByThreepid: (threepid) => {
      const account = findNumbered(threepid)
      const until = performance.now() + (account ? 0.5 : 0)
      while (performance.now() < until);
      return account
    },
  }
  const options = { email: { sender: slow }, accounts }
  expect(await probabilityThatKnownIsSlower({ options, requests: 1_000 })).toBeGreaterThan(0.6)
}, 120_000)
