import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { Fleet, secret, type WorkerHost } from './fleet'
import { allAtOnce, changePassword, requestEmail, requestSms, submit, tally, type Answer } from './requests'

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

const serve = (limits?: object) =>
  fleet.serve({ redis: { port: redis.port }, options: { secret, email: {}, sms: {}, ...(limits && { limits }) } })

const limited = '429 M_LIMIT_EXCEEDED'
const hourMs = 3_600_000

/** Numbers that are as far apart as one says, asked for by clients that have nothing else in common. */
function texts(hosts: readonly WorkerHost[], count: number, number: (index: number) => string): Promise<Answer[]> {
  return allAtOnce(hosts, count, (host, index) =>
    requestSms(
      host,
      { phone_number: number(index), client_secret: `secret-${index}` },
      { network: `192.0.2.${index}` },
    ),
  )
}
const neighbours = (index: number) => `+44740012${3_400 + index}`
const strangers = (index: number) => `+447400${10 + index}3456`

describe('SMS, over 4 processes', () => {
  test('neighbouring numbers: 10 an hour where nothing else is said', async () => {
    const hosts = await serve()
    const answers = await texts(hosts, 24, neighbours)
    expect(tally(answers)).toEqual({ 200: 10, [limited]: 14 })
    expect(await fleet.messages(hosts)).toHaveLength(10)
    for (const { status, body, retryAfter } of answers.filter((answer) => answer.status === 429)) {
      expect({ status, retryAfter }).toEqual({
        status: 429,
        retryAfter: String(Math.ceil(Number(body['retry_after_ms']) / 1_000)),
      })
      expect(body['retry_after_ms']).toBeLessThanOrEqual(hourMs)
    }
  })

  test('a country', async () => {
    const hosts = await serve({ smsPerCountry: { max: 6, windowMs: hourMs } })
    expect(tally(await texts(hosts, 16, strangers))).toEqual({ 200: 6, [limited]: 10 })
    expect(await fleet.messages(hosts)).toHaveLength(6)
  })

  test('in all', async () => {
    const hosts = await serve({ smsInAll: { max: 7, windowMs: hourMs } })
    expect(tally(await texts(hosts, 16, strangers))).toEqual({ 200: 7, [limited]: 9 })
    expect(await fleet.messages(hosts)).toHaveLength(7)
  })

  test('what is refused charges nothing: when there is room again the same attempt sends', async () => {
    const smsPerCountry = { max: 8, windowMs: hourMs }
    const full = await serve({ smsPerCountry, smsInAll: { max: 1, windowMs: hourMs } })
    expect(tally(await texts(full, 8, strangers))).toEqual({ 200: 1, [limited]: 7 })
    const sendsPerAddress = { max: 1, windowMs: hourMs }
    const roomy = await serve({ smsPerCountry, smsInAll: { max: 8, windowMs: hourMs }, sendsPerAddress })
    expect(tally(await texts(roomy, 8, strangers))).toEqual({ 200: 8 })
    expect(await fleet.messages([...full, ...roomy])).toHaveLength(8)
  })
})

test('requestToken of one network: 10 a minute over 4 processes; another network is not concerned', async () => {
  const hosts = await serve()
  const ask = (host: WorkerHost, index: number, network: string) =>
    requestEmail(host, { email: `user-${index}@example.org` }, { network })
  const answers = await allAtOnce(hosts, 40, (host, index) => ask(host, index, '2001:db8:0:1::5'))
  expect(tally(answers)).toEqual({ 200: 10, [limited]: 30 })
  expect((await ask(hosts[0]!, 50, '2001:db8:0:99::7')).status).toBe(429)
  expect((await ask(hosts[0]!, 51, '2001:db8:0:100::7')).status).toBe(200)
})

test('submitToken and account/password of one network: 60 a minute over 4 processes', async () => {
  const hosts = await serve()
  const nobodys = { sid: 'unknown', client_secret: 'a-client-secret' }
  const network = { network: '203.0.113.7' }
  const submitted = await allAtOnce(hosts, 100, (host) => submit(host, 'email', nobodys, 'token', network))
  expect(tally(submitted)).toEqual({ '400 M_SESSION_EXPIRED': 60, [limited]: 40 })
  const changed = await allAtOnce(hosts, 100, (host) => changePassword(host, 'email', nobodys, 'password', network))
  expect(tally(changed)).toEqual({ '401 M_UNAUTHORIZED': 60, [limited]: 40 })
})

test('sends to one address: 5 an hour from one network, 20 a day from all, over 4 processes', async () => {
  const hosts = await serve({ requestTokenPerNetwork: false })
  const ask = (host: WorkerHost, index: number, network: string) =>
    requestEmail(host, { client_secret: `secret-${index}-${network}` }, { network })
  expect(tally(await allAtOnce(hosts, 16, (host, index) => ask(host, index, '203.0.113.7')))).toEqual({
    200: 5,
    [limited]: 11,
  })
  const others = await allAtOnce(hosts, 40, (host, index) => ask(host, index, `198.51.100.${index}`))
  expect(tally(others)).toEqual({ 200: 15, [limited]: 25 })
  expect(await fleet.messages(hosts)).toHaveLength(20)
})
