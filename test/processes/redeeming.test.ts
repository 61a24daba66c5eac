import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { Fleet, secret, type WorkerHost } from './fleet'
import { allAtOnce, ask, askAndProve, changePassword, submit, tally, type Answer } from './requests'

let redis: RedisServer
let fleet: Fleet
let hosts: WorkerHost[]
beforeAll(async () => {
  ;[redis, fleet] = await Promise.all([startRedisServer(), Fleet.start(4)])
  const options = { secret, email: {}, sms: {}, limits: false as const }
  hosts = await fleet.serve({ redis: { port: redis.port }, options })
})
afterAll(async () => {
  await fleet.stop()
  await redis.stop()
})
beforeEach(async () => {
  await redis.flush()
  for (const { told } of hosts) told.changes.length = 0
})

/** 200 callers over all processes. */
const redeemAtOnce = (call: (host: WorkerHost, index: number) => Promise<Answer>): Promise<Answer[]> =>
  allAtOnce(hosts, 200, call)

async function changes() {
  await Promise.all(hosts.map(({ worker }) => worker.settle()))
  return hosts.flatMap(({ told }) => told.changes)
}

test.each(['email', 'msisdn'] as const)(
  '%s: of 200 callers at the same moment over 4 processes one gets the session',
  async (medium) => {
    const { credentials } = await askAndProve(hosts[0]!, medium)
    const answers = await redeemAtOnce((host, index) => changePassword(host, medium, credentials, `password ${index}`))
    expect(tally(answers)).toEqual({ 200: 1, '401 M_UNAUTHORIZED': 199 })
    const winner = answers.findIndex(({ status }) => status === 200)
    expect(await changes()).toMatchObject([{ newPassword: `password ${winner}` }])
    for (const host of hosts) expect((await changePassword(host, medium, credentials)).status).toBe(401)
    expect(await changes()).toHaveLength(1)
  },
)

test('a password that is refused gives the session back, and then one of 200 gets it', async () => {
  const { credentials } = await askAndProve(hosts[0]!, 'email')
  for (const host of hosts) {
    expect((await changePassword(host, 'email', credentials, 'weak')).body['errcode']).toBe('M_WEAK_PASSWORD')
    expect(await host.validated(credentials)).toMatchObject({ userId: '@alice:localhost' })
  }
  // Refused ones among them: each gives back what it had, and never what another has.
  const answers = await redeemAtOnce((host, index) =>
    changePassword(host, 'email', credentials, index < 40 ? 'weak' : 'a new password'),
  )
  const { 200: changed, '401 M_UNAUTHORIZED': late = 0, '400 M_WEAK_PASSWORD': weak = 0 } = tally(answers)
  expect(late + weak).toBe(200 - (changed ?? 0))
  if (changed === undefined) expect((await changePassword(hosts[3]!, 'email', credentials)).status).toBe(200)
  expect(await changes()).toHaveLength(1)
  expect((await changePassword(hosts[1]!, 'email', credentials)).status).toBe(401)
})

test('a session that is spent in one process ends every other session of its address in all', async () => {
  const pending = await ask(hosts[1]!, 'email', { client_secret: 'pending' })
  const proved = await askAndProve(hosts[2]!, 'email', { client_secret: 'proved' })
  const { credentials } = await askAndProve(hosts[0]!, 'email')
  expect((await changePassword(hosts[3]!, 'email', credentials)).status).toBe(200)
  for (const host of hosts) {
    expect(await host.validated(proved.credentials)).toBeNull()
    expect((await changePassword(host, 'email', proved.credentials)).status).toBe(401)
  }
  expect((await submit(hosts[0]!, 'email', pending.credentials, pending.token)).body['errcode']).toBe(
    'M_SESSION_EXPIRED',
  )
  expect(await changes()).toHaveLength(1)
})

test('a session that the host revokes in one process is over in all', async () => {
  const { credentials } = await askAndProve(hosts[0]!, 'msisdn')
  await hosts[1]!.revoke({ medium: 'msisdn', address: '447400123456' })
  for (const host of hosts) expect(await host.validated(credentials)).toBeNull()
  const answers = await allAtOnce(hosts, 20, (host) => changePassword(host, 'msisdn', credentials))
  expect(tally(answers)).toEqual({ '401 M_UNAUTHORIZED': 20 })
})
