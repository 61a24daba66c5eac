import type { Threepid } from '../../lib'
import { expectError } from '../http/answers'
import { findAccount } from '../host/accounts'
import type { TestHost } from '../host/host'
import type { FakeIdentityServer } from '../identity-server/fake-identity-server'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { media, meetingOf, postRequestToken, secret, startFake, startProxyingHost } from './proxy-host'

const count = 50

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())
beforeEach(() => redis.flush())

/** Hosts at which so many requests meet before any of them goes on. */
async function hostsMeeting(fake: FakeIdentityServer, processes: number): Promise<TestHost[]> {
  const meet = meetingOf(count)
  const findByThreepid = async (threepid: Threepid) => {
    await meet()
    return findAccount(threepid)
  }
  const options = { accounts: { findByThreepid } }
  if (processes === 1) return [await startProxyingHost([fake], options)]
  return Promise.all(
    Array.from({ length: processes }, () => startProxyingHost([fake], { ...options, redis: redis.connect(), secret })),
  )
}

const cases = media.flatMap((medium) => [1, 2].map((processes) => ({ medium, processes })))

describe.each(cases)(
  `$medium: ${String(count)} equal requests at once, in $processes process(es)`,
  ({ medium, processes }) => {
    const askAll = async (
      hosts: readonly TestHost[],
      fake: FakeIdentityServer,
      fields: (i: number) => object = () => ({}),
    ) =>
      Promise.all(
        Array.from({ length: count }, (_, i) => postRequestToken(hosts[i % processes]!, fake, medium, fields(i))),
      )

    test('one is passed on, and all are answered the session’s sid', async () => {
      const fake = await startFake()
      const hosts = await hostsMeeting(fake, processes)
      const answers = await askAll(hosts, fake)
      expect(fake.requests).toHaveLength(1)
      const sid = answers[0]?.body['sid']
      for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { sid } })
      const events = hosts.flatMap((host) => host.events)
      expect(events.filter(({ type }) => type === 'token_sent')).toHaveLength(1)
    })

    test('where it fails, who asked it hears so, and the others were answered already', async () => {
      const fake = await startFake()
      fake.fault('requestToken', 'status 500')
      const hosts = await hostsMeeting(fake, processes)
      const answers = await askAll(hosts, fake)
      const failed = answers.filter(({ status }) => status !== 200)
      // Who comes once it has failed tries again.
      expect(failed).toHaveLength(fake.requests.length)
      expect(failed.length).toBeGreaterThanOrEqual(1)
      for (const answer of failed) expectError(answer, 502, 'M_UNKNOWN')
      fake.fault('requestToken', null)
      expect(await postRequestToken(hosts[0]!, fake, medium)).toMatchObject({ status: 200 })
      expect(fake.messages).toHaveLength(1)
    })

    test('those that differ do not wait for one another', async () => {
      const fake = await startFake()
      const hosts = await hostsMeeting(fake, processes)
      const answers = await askAll(hosts, fake, (i) => ({ client_secret: `secret-${String(i)}` }))
      expect(new Set(answers.map(({ body }) => body['sid'])).size).toBe(count)
      expect(fake.messages).toHaveLength(count)
    })
  },
)

test('while one hangs its equals are answered, and a later one asks again', async () => {
  const fake = await startFake()
  const host = await startProxyingHost([fake])
  fake.fault('requestToken', 'never answers')
  const hanging = postRequestToken(host, fake, 'email').then((answer) => answer)
  await fake.seen(1)
  const equal = await postRequestToken(host, fake, 'email')
  expect(equal).toMatchObject({ status: 200 })
  fake.fault('requestToken', null)
  // A higher send_attempt is another request: it is passed on beside the one that hangs.
  const { sid } = equal.body
  const higher = await postRequestToken(host, fake, 'email', { send_attempt: 2 })
  expect(higher).toMatchObject({ status: 200, body: { sid } })
  expect(fake.requests).toHaveLength(2)
  expectError(await hanging, 502, 'M_UNKNOWN')
  expect(await postRequestToken(host, fake, 'email')).toMatchObject({ status: 200, body: { sid } })
  expect(fake.requests).toHaveLength(2)
})
