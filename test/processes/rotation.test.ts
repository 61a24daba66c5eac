import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { Fleet, secret as oldSecret, type WorkerHost } from './fleet'
import { ask, askAndProve, changePassword, requestEmail, submit } from './requests'

const newSecret = 'the secret that comes after it, 32 characters or more'

let redis: RedisServer
let fleet: Fleet
/** One Redis, and processes at each stage of a change of the secret. */
let before: WorkerHost
let both: WorkerHost
let after: WorkerHost
beforeAll(async () => {
  ;[redis, fleet] = await Promise.all([startRedisServer(), Fleet.start(1)])
  const serve = (secret: string | string[]) =>
    fleet.workers[0]!.serve({
      redis: { port: redis.port },
      options: { secret, email: {}, sms: {}, limits: false },
    })
  ;[before, both, after] = [await serve(oldSecret), await serve([newSecret, oldSecret]), await serve(newSecret)]
})
afterAll(async () => {
  await fleet.stop()
  await redis.stop()
})
beforeEach(() => redis.flush())

const expired = { status: 400, body: { errcode: 'M_SESSION_EXPIRED' } }

test.each(['email', 'msisdn'] as const)(
  '%s: what the old secret made lives on where both are accepted',
  async (medium) => {
    const { credentials, token } = await ask(before, medium)
    expect((await submit(both, medium, credentials, 'wrong-token')).body['errcode']).toBe('M_TOKEN_INCORRECT')
    expect((await submit(both, medium, credentials, token)).body).toEqual({ success: true })
    expect(await both.validated(credentials)).toMatchObject({ userId: expect.any(String) as string })
    expect((await changePassword(both, medium, credentials)).status).toBe(200)
    expect(await before.validated(credentials)).toBeNull()
  },
)

test('a new secret in front starts new sessions, which need nothing of the old one', async () => {
  const old = await ask(before, 'email')
  const fresh = await ask(both, 'email')
  expect(both.told.messages).not.toEqual([])
  expect(fresh.credentials.sid).not.toBe(old.credentials.sid)
  expect((await requestEmail(both)).body['sid']).toBe(fresh.credentials.sid)
  expect((await requestEmail(after)).body['sid']).toBe(fresh.credentials.sid)
  expect((await submit(after, 'email', fresh.credentials, fresh.token)).status).toBe(200)
  expect((await submit(both, 'email', old.credentials, old.token)).status).toBe(200)
})

test('without the old one its sessions are gone, proved or not, and its links too', async () => {
  const pending = await ask(before, 'email', { client_secret: 'pending' })
  const proved = await askAndProve(before, 'email', { client_secret: 'proved' })
  expect(await submit(after, 'email', pending.credentials, pending.token)).toMatchObject(expired)
  expect(await after.validated(proved.credentials)).toBeNull()
  expect((await changePassword(after, 'email', proved.credentials)).status).toBe(401)
  // They were not spent by it: elsewhere they are still good.
  expect(await both.validated(proved.credentials)).not.toBeNull()
})

test('a process that has not got the new one yet knows nothing of what it made', async () => {
  const fresh = await askAndProve(both, 'email')
  expect(await before.validated(fresh.credentials)).toBeNull()
  expect(await submit(before, 'email', fresh.credentials, fresh.token)).toMatchObject(expired)
})

test('where both are accepted, a finished reset and a revocation end the sessions of both', async () => {
  for (const end of ['redeem', 'revoke'] as const) {
    const old = await askAndProve(before, 'email', { client_secret: `old-${end}` })
    const fresh = await askAndProve(both, 'email', { client_secret: `fresh-${end}` })
    const spent = await askAndProve(both, 'email', { client_secret: `spent-${end}` })
    if (end === 'revoke') await both.revoke({ medium: 'email', address: 'alice@example.org' })
    else expect((await changePassword(both, 'email', spent.credentials)).status).toBe(200)
    for (const { credentials } of [old, fresh, spent]) expect(await both.validated(credentials)).toBeNull()
    expect(await before.validated(old.credentials)).toBeNull()
  }
})
