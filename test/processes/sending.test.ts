import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import { Fleet, FleetWorker, secret } from './fleet'
import { allAtOnce, requestEmail, requestSms, submit, tally, tokenOf } from './requests'

const sendLeaseMs = 2_000

let redis: RedisServer
let fleet: Fleet
beforeAll(async () => {
  ;[redis, fleet] = await Promise.all([startRedisServer(), Fleet.start(4)])
})
afterAll(async () => {
  await fleet.stop()
  await redis.stop()
})
beforeEach(() => redis.flush())

const settings = (options = {}) => ({
  redis: { port: redis.port },
  options: { secret, email: {}, sms: {}, limits: false as const, ...options },
})

test.each([
  ['email', requestEmail],
  ['SMS', requestSms],
])('50 equal requests at the same moment over 4 processes: one %s, one sid, each answered 200', async (_, request) => {
  const hosts = await fleet.serve(settings())
  const answers = await allAtOnce(hosts, 50, (host) => request(host))
  expect(tally(answers)).toEqual({ 200: 50 })
  expect(new Set(answers.map(({ body }) => body['sid'])).size).toBe(1)
  expect(await fleet.messages(hosts)).toHaveLength(1)

  const higher = await allAtOnce(hosts, 20, (host) => request(host, { send_attempt: 2 }))
  expect(new Set([...answers, ...higher].map(({ body }) => body['sid'])).size).toBe(1)
  expect(await fleet.messages(hosts)).toHaveLength(2)
})

test('the same where addresses are concealed: one mail for somebody’s, none for nobody’s', async () => {
  const hosts = await fleet.serve(settings({ unknownThreepid: 'conceal' }))
  for (const email of ['alice@example.org', 'nobody@example.org']) {
    const answers = await allAtOnce(hosts, 20, (host) => requestEmail(host, { email }))
    expect(tally(answers)).toEqual({ 200: 20 })
    expect(new Set(answers.map(({ body }) => body['sid'])).size).toBe(1)
  }
  await Promise.all(hosts.map((host) => host.close()))
  expect((await fleet.messages(hosts)).map(({ to }) => to)).toEqual(['alice@example.org'])
})

test('an address that is told that it has no account is told once, over all processes', async () => {
  const limits = { requestTokenPerNetwork: false as const }
  const hosts = await fleet.serve(settings({ unknownThreepid: 'notify', limits }))
  const email = 'nobody@example.org'
  await allAtOnce(hosts, 12, (host, index) =>
    requestEmail(host, { email, client_secret: `secret-${index}` }, { network: `192.0.2.${index}` }),
  )
  await Promise.all(hosts.map((host) => host.close()))
  expect(await fleet.messages(hosts)).toHaveLength(1)
})

test('a process is killed between the record and the send: the attempt sends again after the lease, not before', async () => {
  const doomed = await FleetWorker.start()
  try {
    const tokens = { sendLeaseMs }
    const dying = await doomed.serve({ ...settings({ tokens }), hangs: true })
    const hosts = await fleet.serve(settings({ tokens }))
    const startedAt = await redis.now()
    const lost = requestEmail(dying)
    await waitFor('the send to begin', () => dying.told.hanging.length > 0)
    await doomed.kill()
    expect((await lost).status).toBe(0)

    // Clients in the field repeat the same attempt: each is answered at once, and one of them sends.
    const sids = new Set<unknown>()
    await waitFor('the attempt to send again', async () => {
      const answers = await allAtOnce(hosts, 4, (host) => requestEmail(host))
      expect(tally(answers)).toEqual({ 200: 4 })
      for (const { body } of answers) sids.add(body['sid'])
      return (await fleet.messages(hosts)).length > 0
    })
    const messages = await fleet.messages(hosts)
    expect(messages).toHaveLength(1)
    expect(messages[0]!.sentAt - startedAt).toBeGreaterThanOrEqual(sendLeaseMs)
    expect(sids.size).toBe(1)
    const credentials = { sid: String([...sids][0]), client_secret: 'a-client-secret' }
    expect((await submit(hosts[3]!, 'email', credentials, tokenOf(messages[0]))).status).toBe(200)
  } finally {
    await doomed.kill()
  }
})
