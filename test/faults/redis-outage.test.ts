import type { RedisOptions } from 'ioredis'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { Fleet, secret, type WorkerHost } from '../processes/fleet'
import { everythingKept } from '../processes/at-rest'
import {
  ask,
  askAndProve,
  changePassword,
  post,
  ownPath,
  requestEmail,
  requestSms,
  submit,
  wrongCode,
} from '../processes/requests'
import { expectUnavailable, untilServed } from './answers'

/** What hosts set on their client, whose Redis it is. */
const clients: Readonly<Record<string, RedisOptions>> = {
  'as it comes': {},
  'maxRetriesPerRequest: null': { maxRetriesPerRequest: null },
  'maxRetriesPerRequest: 0': { maxRetriesPerRequest: 0 },
  'enableOfflineQueue: false': { enableOfflineQueue: false },
  keyPrefix: { keyPrefix: 'matrix:' },
  commandTimeout: { commandTimeout: 700 },
  lazyConnect: { lazyConnect: true },
  enableAutoPipelining: { enableAutoPipelining: true },
}
const names = Object.keys(clients)

let redis: RedisServer
let fleet: Fleet
let hosts: WorkerHost[]
const secondMs = 1_000

/** Redis is down when the app starts: one process with a host for each kind of client. */
beforeAll(async () => {
  ;[redis, fleet] = await Promise.all([startRedisServer(), Fleet.start(1)])
  await redis.crash()
  const limits = { requestTokenPerNetwork: { max: 1_000, windowMs: 60 * secondMs } }
  hosts = []
  for (const [index, options] of Object.values(clients).entries()) {
    const publicBaseUrl = `https://matrix-${index}.example.org`
    const settings = { secret, email: {}, sms: {}, limits, publicBaseUrl }
    hosts.push(await fleet.workers[0]!.serve({ redis: { port: redis.port, options }, options: settings }))
  }
})
afterAll(async () => {
  await fleet.stop()
  await redis.stop()
})

const ofEach = (work: (host: WorkerHost, name: string) => Promise<unknown>) =>
  Promise.all(hosts.map((host, index) => work(host, names[index]!)))

/** The whole of a reset, with the limits by network on its way. */
async function reset(host: WorkerHost, name: string): Promise<void> {
  const email = `reset-${names.indexOf(name)}@example.org`
  const { credentials } = await askAndProve(host, 'email', { email, client_secret: 'of-the-reset' })
  expect((await changePassword(host, 'email', credentials)).status).toBe(200)
}

/** One of each kind of request, none of which may act. */
async function expectAllUnavailable(host: WorkerHost): Promise<void> {
  const credentials = { sid: `${'a'.repeat(22)}.${'b'.repeat(22)}.${'c'.repeat(11)}`, client_secret: 'a-client-secret' }
  const answers = await Promise.all([
    requestEmail(host, { email: 'down@example.org' }),
    requestSms(host),
    submit(host, 'email', credentials, 'token'),
    post(host, `${ownPath}/email/confirm`, { sid: credentials.sid, token: 'token' }),
    changePassword(host, 'email', credentials),
  ])
  for (const answer of answers) expectUnavailable(answer)
}

test('down at the start of the app: 503 in time, and service by itself once it is up', async () => {
  await ofEach((host) => expectAllUnavailable(host))
  expect(await fleet.messages(hosts)).toEqual([])
  await redis.start()
  await ofEach((host) => untilServed(host))
  await ofEach(reset)
  // What was asked for meanwhile is not sent now.
  expect((await fleet.messages(hosts)).filter(({ to }) => to === 'down@example.org')).toEqual([])
})

test('stopped, and started again empty: the same', async () => {
  await redis.crash()
  await ofEach((host) => expectAllUnavailable(host))
  await redis.start()
  await ofEach((host) => untilServed(host, 'served-again'))
  await ofEach(reset)
  expect((await fleet.messages(hosts)).filter(({ to }) => to === 'down@example.org')).toEqual([])
})

/** Requests that would each change something; each is told 503. */
async function expectNoneServed(host: WorkerHost, prepared: Prepared): Promise<void> {
  const { proved, pending } = prepared
  const answers = await Promise.all([
    requestEmail(host, { email: 'stopped@example.org' }),
    requestEmail(host, { client_secret: 'pending', send_attempt: 2 }),
    requestSms(host, { phone_number: '07400 123457' }),
    submit(host, 'msisdn', pending.credentials, wrongCode(pending.token, 1)),
    submit(host, 'msisdn', pending.credentials, pending.token),
    changePassword(host, 'email', proved.credentials),
  ])
  for (const answer of answers) expectUnavailable(answer)
}

interface Prepared {
  readonly proved: Awaited<ReturnType<typeof ask>>
  readonly pending: Awaited<ReturnType<typeof ask>>
}

async function prepare(host: WorkerHost): Promise<Prepared> {
  const proved = await askAndProve(host, 'email', { client_secret: 'proved' })
  await ask(host, 'email', { client_secret: 'pending' })
  return { proved, pending: await ask(host, 'msisdn') }
}

test('stands still (SIGSTOP) and goes on: a deadline, not a hang, and nothing that was answered 503 acts later', async () => {
  await ofEach((host) => untilServed(host, 'before-standstill'))
  const prepared = await Promise.all(hosts.map(prepare))
  const admin = redis.connect()
  const before = await everythingKept(admin)
  const sent = (await fleet.messages(hosts)).length
  redis.pause()
  try {
    await Promise.all(hosts.map((host, index) => expectNoneServed(host, prepared[index]!)))
  } finally {
    redis.resume()
  }
  // Behind all that they have sent: by now it has been carried out, or found itself late.
  await Promise.all(hosts.map((host) => host.pingRedis()))
  expect(await everythingKept(admin)).toEqual(before)
  expect(await fleet.messages(hosts)).toHaveLength(sent)

  // The proved session is not spent, the code not used up, and the attempts send.
  await ofEach(async (host, name) => {
    const { proved, pending } = prepared[names.indexOf(name)]!
    expect((await changePassword(host, 'email', proved.credentials)).status).toBe(200)
    expect((await submit(host, 'msisdn', pending.credentials, pending.token)).status).toBe(200)
    expect((await requestEmail(host, { email: 'stopped@example.org' })).status).toBe(200)
  })
  const to = (await fleet.messages(hosts)).map((message) => message.to)
  expect(to.filter((address) => address === 'stopped@example.org')).toHaveLength(hosts.length)
})

test('a client that gives up earlier than the store: what it gave up does not act either', async () => {
  const host = hosts[names.indexOf('commandTimeout')]!
  await redis.flush()
  const prepared = await prepare(host)
  const admin = redis.connect()
  const before = await everythingKept(admin)
  redis.pause()
  try {
    await expectNoneServed(host, prepared)
  } finally {
    redis.resume()
  }
  await host.pingRedis()
  expect(await everythingKept(admin)).toEqual(before)
  expect((await changePassword(host, 'email', prepared.proved.credentials)).status).toBe(200)
})
