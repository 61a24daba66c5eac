import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { Fleet, secret, type WorkerHost } from './fleet'
import { allAtOnce, ask, requestSms, submit, tally, wrongCode, type ClientSession, type From } from './requests'

let redis: RedisServer
let fleet: Fleet
let hosts: WorkerHost[]
beforeAll(async () => {
  ;[redis, fleet] = await Promise.all([startRedisServer(), Fleet.start(4)])
  // The default limits; whoever guesses has as many networks as guesses.
  hosts = await fleet.serve({ redis: { port: redis.port }, options: { secret, email: { deliver: 'code' }, sms: {} } })
})
afterAll(async () => {
  await fleet.stop()
  await redis.stop()
})
beforeEach(() => redis.flush())

const guesses = 1_000
const network = (index: number): From => ({ network: `198.51.${index >> 8}.${index & 255}` })
const expired = { status: 400, body: { errcode: 'M_SESSION_EXPIRED' } }

test.each([
  ['msisdn', guesses],
  ['email', 200],
] as const)(
  '%s: of %i wrong codes at the same moment over 4 processes 5 are judged, and then the right one is refused',
  async (medium, count) => {
    const { credentials, token } = await ask(hosts[0]!, medium)
    const answers = await allAtOnce(hosts, count, (host, index) =>
      submit(host, medium, credentials, wrongCode(token, index + 1), network(index)),
    )
    expect(tally(answers)).toEqual({ '400 M_TOKEN_INCORRECT': 5, '400 M_SESSION_EXPIRED': count - 5 })
    for (const host of hosts) expect(await submit(host, medium, credentials, token)).toMatchObject(expired)
    expect(await hosts[0]!.validated(credentials)).toBeNull()
  },
)

test('the right code among 200 is judged if it is among the first, and never more than 5 are', async () => {
  const { credentials, token } = await ask(hosts[0]!, 'msisdn')
  const answers = await allAtOnce(hosts, 200, (host, index) =>
    submit(host, 'msisdn', credentials, wrongCode(token, index), network(index)),
  )
  const { 200: right = 0, '400 M_TOKEN_INCORRECT': wrong = 0 } = tally(answers)
  // Once it is right, the session ends no more: wrong ones are told so, without end.
  if (right === 0) expect(wrong).toBe(5)
  expect(right).toBeLessThanOrEqual(1)
  expect((await hosts[1]!.validated(credentials)) !== null).toBe(right === 1)
})

test('over many sessions of one address no more than 30 are judged', async () => {
  const sessions: ClientSession[] = []
  for (let index = 0; index < 8; index += 1) {
    const from = network(2_000 + index)
    sessions.push(await ask(hosts[index % 4]!, 'msisdn', { client_secret: `secret-${index}` }, from))
  }
  const answers = await allAtOnce(hosts, guesses, (host, index) => {
    const { credentials, token } = sessions[index % sessions.length]!
    return submit(host, 'msisdn', credentials, wrongCode(token, index + 1), network(index))
  })
  expect(tally(answers)).toEqual({ '400 M_TOKEN_INCORRECT': 30, '400 M_SESSION_EXPIRED': guesses - 30 })
  for (const { credentials, token } of sessions)
    expect(await submit(hosts[3]!, 'msisdn', credentials, token)).toMatchObject(expired)
  const again = await requestSms(hosts[2]!, { client_secret: 'one more', send_attempt: 1 }, network(3_000))
  expect(again).toMatchObject({ status: 400, body: { errcode: 'M_INVALID_PARAM' } })
  const another = await requestSms(hosts[2]!, { client_secret: 'one-more' }, network(3_000))
  expect(another).toMatchObject({ status: 429, body: { errcode: 'M_LIMIT_EXCEEDED' } })
})

test('resends give no more tries', async () => {
  const { credentials, token } = await ask(hosts[0]!, 'msisdn')
  const judge = (host: WorkerHost, step: number) =>
    submit(host, 'msisdn', credentials, wrongCode(token, step), network(step))
  expect(tally(await allAtOnce(hosts, 4, (host, index) => judge(host, index + 1)))).toEqual({
    '400 M_TOKEN_INCORRECT': 4,
  })
  const resent = await ask(hosts[1]!, 'msisdn', { send_attempt: 2 })
  expect(resent.credentials).toEqual(credentials)
  const answers = await allAtOnce(hosts, 40, (host, index) =>
    submit(host, 'msisdn', credentials, wrongCode(resent.token, index + 1), network(index)),
  )
  expect(tally(answers)).toEqual({ '400 M_TOKEN_INCORRECT': 1, '400 M_SESSION_EXPIRED': 39 })
  expect(await submit(hosts[2]!, 'msisdn', credentials, resent.token)).toMatchObject(expired)
})
