import { expectLimited } from './http/answers'
import { askForToken, credentialsOf, postRequestToken, submitToken, wrongCode } from './http/flow'
import { plainHost, startHost } from './host/host'
import { startRedisServer, type RedisServer } from './redis/redis-server'

const dayMs = 86_400_000
const secret = 'a secret of the store, 32 characters or more'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())

test.each(['memory', 'Redis'])('%s: unblock ends an address’s sessions and deletes its counters', async (store) => {
  const host = await startHost(plainHost, {
    ...(store === 'Redis' && { redis: redis.connect(), secret }),
    limits: {
      requestTokenPerNetwork: false,
      smsPerPrefix: false,
      sendsPerAddress: { max: 1, windowMs: dayMs },
      wrongCodesPerAddress: { max: 1, windowMs: dayMs },
    },
  })
  const session = await askForToken(host, 'msisdn')
  await submitToken(host, session, { token: wrongCode(session.token) })
  expectLimited(await postRequestToken(host, 'msisdn', { client_secret: 'another' }), dayMs)
  await host.passwordReset.unblock({ medium: 'msisdn', address: '+447400123456' })
  expect(host.events.at(-1)).toMatchObject({ type: 'revoked', medium: 'msisdn', reason: 'host' })
  expect(await submitToken(host, session)).toMatchObject({ status: 400, body: { errcode: 'M_SESSION_EXPIRED' } })
  const anew = await askForToken(host, 'msisdn', { client_secret: 'another' })
  expect(await submitToken(host, anew)).toMatchObject({ status: 200 })
  expect(await host.passwordReset.validated(credentialsOf(anew))).not.toBeNull()
})

test('unblock takes an address as revoke does', async () => {
  const { passwordReset, events } = await startHost(plainHost)
  await passwordReset.unblock({ medium: 'email', address: 'no address' })
  expect(events).toEqual([])
  for (const argument of [
    { medium: 'pigeon', address: 'a@b.example' },
    { medium: 'email', address: 5 },
  ])
    await expect(passwordReset.unblock(argument as never)).rejects.toThrow(/^unblock: .*medium/)
})
