import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PasswordResetOptions } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { findNumbered, secret, startAbuseHost } from './abuse-host'
import { Random } from './random'

let server: RedisServer
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())

const warmUp = 100
const budgetMs = 45_000
const slow = { send: () => new Promise<void>((resolve) => setTimeout(resolve, 300)) }
const failing = { send: () => Promise.reject(new Error('socket hang up')) }

/**
 * The probability that a request for a known address takes longer than one for an unknown one (the area under the ROC
 * curve): a half where time tells nothing. Known and unknown come in random order, one after the other, so that whatever
 * else the machine does falls on both alike; of ranks, a few that take very long count no more than others.
 */
async function probabilityThatKnownIsSlower(options: Partial<PasswordResetOptions>, requests: number): Promise<number> {
  const host = await startAbuseHost({ options: { limits: false, unknownThreepid: 'conceal', ...options } })
  const random = new Random(Math.floor(Math.random() * 2 ** 31))
  const isKnown = random.shuffled(Array.from({ length: requests }, (_, index) => index % 2 === 0))
  const all = [...Array.from({ length: warmUp }, (_, index) => index % 2 === 0), ...isKnown]
  const bodies = all.map((known, index) => {
    const email = `user-${100 + random.below(900) + (known ? 0 : 9_000)}@example.org`
    // A session of its own, so that each of them sends.
    return JSON.stringify({ email, client_secret: `secret-${index}`, send_attempt: 1 })
  })
  const path = '/_matrix/client/v3/account/password/email/requestToken'
  const times = await timesOf({ port: host.port, path, bodies, budgetMs })
  return probability(times.slice(warmUp), isKnown)
}

function timesOf(workerData: object): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const client = new Worker(join(__dirname, 'timing-client.mjs'), { workerData })
    client.once('message', resolve)
    client.once('error', reject)
  })
}

/** Mann and Whitney's U, as a share of all pairs. */
function probability(times: readonly number[], isKnown: readonly boolean[]): number {
  const ranked = times.map((time, index) => ({ time, known: isKnown[index] === true })).sort((a, b) => a.time - b.time)
  const known = ranked.flatMap((one, index) => (one.known ? [index + 1] : []))
  const pairs = known.length * (times.length - known.length)
  return (known.reduce((sum, rank) => sum + rank, 0) - (known.length * (known.length + 1)) / 2) / pairs
}

/**
 * The middle one of three measurements, where the first is not close to a half. On a machine with fewer cores than work
 * the client's thread may wait for a core until the server has done what follows the answer; what a request really waits
 * for shows in each of the three.
 */
async function measured(options: () => Partial<PasswordResetOptions>): Promise<number> {
  const first = await probabilityThatKnownIsSlower(options(), 3_000)
  if (Math.abs(first - 0.5) < 0.05) return first
  const others = [
    await probabilityThatKnownIsSlower(options(), 3_000),
    await probabilityThatKnownIsSlower(options(), 3_000),
  ]
  return [first, ...others].sort((a, b) => a - b)[1] ?? first
}

const redis = () => ({ redis: server.connect(), secret })

test.each([
  ['in memory', 'takes 300 ms', () => ({ email: { sender: slow } })],
  ['in memory', 'fails', () => ({ email: { sender: failing } })],
  ['in Redis', 'takes 300 ms', () => ({ email: { sender: slow }, ...redis() })],
  ['in Redis', 'fails', () => ({ email: { sender: failing }, ...redis() })],
] as const)(
  'sessions %s, a sender that %s: time does not tell who has an account',
  async (_store, _sender, options) => {
    const found = await measured(options)
    expect(Math.abs(found - 0.5)).toBeLessThan(0.05)
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
  expect(await probabilityThatKnownIsSlower({ email: { sender: slow }, accounts }, 1_000)).toBeGreaterThan(0.6)
}, 120_000)
