import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { Fleet, secret, type WorkerHost } from './fleet'
import { allAtOnce, changePassword, requestEmail, requestSms, submit, tally } from './requests'

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
test('SMS to neighbouring numbers: 10 an hour over 4 processes, from clients that have nothing else in common', async () => {
  const hosts = await serve()
  const answers = await allAtOnce(hosts, 24, (host, index) => {
    const phone_number = `+44740012${3_400 + index}`
    return requestSms(host, { phone_number, client_secret: `secret-${index}` }, { network: `192.0.2.${index}` })
  })
  expect(tally(answers)).toEqual({ 200: 10, [limited]: 14 })
  expect(await fleet.messages(hosts)).toHaveLength(10)
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
