import { Fleet, secret, type WorkerHost } from '../processes/fleet'
import { ask, askAndProve, changePassword, requestEmail, submit } from '../processes/requests'
import { startRedisSentinel, type RedisSentinel } from '../redis/redis-sentinel'
import { waitFor } from '../redis/wait-for'
import { expectUnavailable, untilServed } from './answers'

let redis: RedisSentinel
let fleet: Fleet
let host: WorkerHost
beforeEach(async () => {
  ;[redis, fleet] = await Promise.all([startRedisSentinel(), Fleet.start(1)])
})
afterEach(async () => {
  await fleet.stop()
  await redis.stop()
})

async function serve(options: object): Promise<WorkerHost> {
  const { sentinels, name } = redis.connect({ lazyConnect: true }).options
  return fleet.workers[0]!.serve({
    redis: { options: { sentinels, name, ...options } },
    options: { secret, email: {}, sms: {}, limits: false },
  })
}

async function failedOver(): Promise<void> {
  const replica = redis.replica.connect()
  await waitFor('the replica to be the master', async () => (await replica.info('replication')).includes('role:master'))
}

test.each([
  ['killed', () => redis.master.crash(), {}],
  ['standing still', async () => redis.master.pause(), { failoverDetector: true }],
] as const)(
  'the master is %s: 503 in time, then the replica serves with what it had, and nothing is repeated',
  async (_, fail, options) => {
    host = await serve(options)
    const pending = await ask(host, 'msisdn')
    const proved = await askAndProve(host, 'email')
    await redis.replicated()

    await fail()
    // Told so in time, or served in time: the client may find the new master within the deadline.
    const meanwhile = await requestEmail(host, { email: 'bob@example.org' })
    if (meanwhile.status !== 200) expectUnavailable(meanwhile)
    await failedOver()
    await untilServed(host)
    expect((await submit(host, 'msisdn', pending.credentials, pending.token)).status).toBe(200)
    expect((await changePassword(host, 'email', proved.credentials)).status).toBe(200)
    expect((await changePassword(host, 'email', proved.credentials)).status).toBe(401)
    await host.worker.settle()
    const toBob = host.told.messages.filter(({ to }) => to === 'bob@example.org')
    expect(toBob).toHaveLength(meanwhile.status === 200 ? 1 : 0)
    expect(host.told.changes).toHaveLength(1)
  },
)
