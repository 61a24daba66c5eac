import type { Redis } from 'ioredis'
import { everythingKept } from '../processes/at-rest'
import { Fleet, secret, type HostSettings, type WorkerHost } from '../processes/fleet'
import {
  allAtOnce,
  ask,
  askAndProve,
  changePassword,
  requestEmail,
  submit,
  tally,
  wrongCode,
} from '../processes/requests'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import { expectUnavailable, untilServed } from './answers'

let redis: RedisServer
let admin: Redis
let fleet: Fleet
beforeAll(async () => {
  ;[redis, fleet] = await Promise.all([startRedisServer(['--repl-diskless-sync-delay', '0']), Fleet.start(1)])
  admin = redis.connect()
})
afterAll(async () => {
  await fleet.stop()
  await redis.stop()
})
beforeEach(() => redis.flush())

const minuteMs = 60_000

function serve(settings: Partial<HostSettings> = {}, limits: HostSettings['options']['limits'] = false) {
  const options = { secret, email: {}, sms: {}, limits }
  return fleet.workers[0]!.serve({ redis: { port: redis.port }, ...settings, options })
}

describe('memory', () => {
  afterEach(async () => {
    await admin.config('SET', 'maxmemory', '0')
    await admin.config('SET', 'maxmemory-policy', 'noeviction')
  })

  test('full, with noeviction: 503, nothing by halves, and service by itself once there is room', async () => {
    const host = await serve({}, { smsInAll: { max: 100, windowMs: minuteMs } })
    const proved = await askAndProve(host, 'email')
    const code = await ask(host, 'msisdn')
    const before = await everythingKept(admin)
    const sent = host.told.messages.length
    await admin.config('SET', 'maxmemory', '1')
    const answers = await Promise.all([
      requestEmail(host, { client_secret: 'another' }),
      submit(host, 'msisdn', code.credentials, wrongCode(code.token, 1)),
      submit(host, 'msisdn', code.credentials, code.token),
      changePassword(host, 'email', proved.credentials),
    ])
    answers.forEach(expectUnavailable)
    expect(await everythingKept(admin)).toEqual(before)
    // Looking needs no room.
    expect(await host.validated(proved.credentials)).toMatchObject({ userId: '@alice:localhost' })
    await admin.config('SET', 'maxmemory', '0')

    expect((await requestEmail(host, { client_secret: 'another' })).status).toBe(200)
    expect((await submit(host, 'msisdn', code.credentials, code.token)).status).toBe(200)
    expect((await changePassword(host, 'email', proved.credentials)).status).toBe(200)
    await host.worker.settle()
    expect(host.told.messages).toHaveLength(sent + 1)
    expect(host.told.changes).toHaveLength(1)
  })

  const clients = {
    'a client as it comes': {},
    'a client without an offline queue': { redis: { options: { enableOfflineQueue: false } } },
    'a client whose host connects it later': { redis: { options: { lazyConnect: true } }, connects: true },
  }

  test.each(Object.entries(clients))(
    'a maxmemory-policy that evicts is warned of at the start: %s',
    async (_, client) => {
      const settings = { ...client, redis: { port: redis.port, ...('redis' in client && client.redis) } }
      const warnings = (host: WorkerHost) => host.told.logLines.filter((line) => line.startsWith('warn'))
      const content = await serve(settings)
      await untilServed(content)

      await admin.config('SET', 'maxmemory-policy', 'allkeys-lru')
      const warned = await serve(settings)
      await waitFor('the warning', () => warnings(warned).length > 0)
      expect(warnings(warned)).toEqual([expect.stringMatching(/maxmemory-policy allkeys-lru.*noeviction/) as string])
      expect(warnings(content).filter((line) => line.includes('maxmemory-policy'))).toEqual([])
    },
  )

  test('the warning comes too where Redis is down at the start, once it is up', async () => {
    const late = await startRedisServer(['--maxmemory-policy', 'volatile-ttl'])
    try {
      await late.crash()
      const host = await serve({ redis: { port: late.port, options: { maxRetriesPerRequest: 1 } } })
      expectUnavailable(await requestEmail(host))
      await late.start()
      await waitFor('the warning', () => host.told.logLines.some((line) => line.includes('volatile-ttl')))
    } finally {
      await late.stop()
    }
  })
})

test('SCRIPT FLUSH while serving: no request fails, none is counted twice or not at all', async () => {
  const host = await serve({}, { requestTokenPerNetwork: { max: 150, windowMs: minuteMs }, emailsPerNetwork: false })
  let flushes = 0
  let serving = true
  const flushing = (async () => {
    for (; serving; flushes += 1) await admin.script('FLUSH')
  })()
  try {
    const answers = await allAtOnce([host], 200, (to, index) =>
      requestEmail(to, { email: `user-${index}@example.org` }, { network: '192.0.2.1' }),
    )
    expect(tally(answers)).toEqual({ 200: 150, '429 M_LIMIT_EXCEEDED': 50 })
    const { credentials } = await askAndProve(host, 'msisdn')
    expect((await changePassword(host, 'msisdn', credentials)).status).toBe(200)
  } finally {
    serving = false
    await flushing
  }
  expect(flushes).toBeGreaterThan(10)
})

describe('waitForReplicas', () => {
  let replica: RedisServer
  beforeEach(async () => {
    replica = await startRedisServer(['--replicaof', '127.0.0.1', String(redis.port)])
    await waitFor('the replica', async () => (await replica.connect().info('replication')).includes('link_status:up'))
  })
  afterEach(() => replica.stop())

  test('with its replica: every write is on both when its answer comes; without it: 503; with it again: service', async () => {
    const host = await serve({ waitForReplicas: 1 })
    const copy = replica.connect()
    const { credentials } = await askAndProve(host, 'email')
    const { sid } = credentials
    const [addressTag, tripleTag] = sid.split('.')
    const script = "return cmsgpack.unpack(redis.call('GET', KEYS[1]))[3]"
    const state = () => copy.eval_ro(script, 1, `mpr2:{${addressTag}}${tripleTag}`)
    expect(await state()).toBe('v')
    expect((await changePassword(host, 'email', credentials)).status).toBe(200)
    expect(await state()).toBe('s')

    await replica.crash()
    expectUnavailable(await requestEmail(host, { client_secret: 'another' }))
    await host.worker.settle()
    expect(host.told.messages).toHaveLength(1)
    expect(host.told.logLines.join('\n')).toContain('reached 0 of 1 replicas')
    await replica.start()
    await untilServed(host)
  })
})
