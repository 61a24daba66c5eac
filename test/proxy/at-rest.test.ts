import type { Redis } from 'ioredis'
import type { Medium } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import {
  addresses,
  askForToken,
  credentialsOf,
  media,
  postPassword,
  secret,
  startPair,
  submitToken,
  type ProxiedSession,
} from './proxy-host'

let redis: RedisServer
let client: Redis
beforeAll(async () => {
  redis = await startRedisServer()
  client = redis.connect()
})
afterAll(() => redis.stop())
beforeEach(() => redis.flush())

const minuteMs = 60_000
const nextLink = 'https://matrix.example.org/welcome'
const withLimits = { limits: { requestTokenPerNetwork: { max: 1_000, windowMs: minuteMs } } }

/** All that Redis keeps, as text: keys, fields and values. */
async function dump(): Promise<string> {
  const keys = await client.keys('*')
  const kept = keys.map(async (key) => {
    const type = await client.type(key)
    if (type === 'string') return [key, await client.get(key)]
    expect(type).toBe('hash')
    return [key, await client.hgetall(key)]
  })
  return JSON.stringify(await Promise.all(kept))
}

/** What a text would be met as: as it stands, and in the usual encodings. */
function spellingsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  return [text, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), bytes.toString('hex')]
}

function secretsOf(
  medium: Medium,
  { sid, client_secret, token, upstream }: ProxiedSession,
  accessToken: string,
): string[] {
  const { canonical } = addresses[medium]
  return [
    sid,
    client_secret,
    upstream.sid,
    upstream.client_secret,
    token,
    accessToken,
    canonical,
    '@alice:localhost',
    nextLink,
  ]
}

describe.each(media)('%s: a proxied session in Redis', (medium) => {
  test('gives nothing away, and every key has its TTL, after each step', async () => {
    const { host, fake } = await startPair({ redis: redis.connect(), secret, ...withLimits })
    const accessToken = fake.register()
    const steps: (() => Promise<{ status: number }>)[] = [
      () => submitToken(host, session, { token: '999999x' }),
      () => submitToken(host, session),
      () => postPassword(host, session),
    ]
    const fields = { client_secret: 'a-long-client-secret', id_access_token: accessToken, next_link: nextLink }
    const session = await askForToken(host, fake, medium, fields)
    const statuses: number[] = []
    for (const step of [async () => ({ status: 200 }), ...steps]) {
      statuses.push((await step()).status)
      const text = await dump()
      expect(text).toContain(session.sid.split('.')[0])
      const told = secretsOf(medium, session, accessToken).filter((known) =>
        spellingsOf(known).some((spelling) => text.includes(spelling)),
      )
      expect(told).toEqual([])
      for (const key of await client.keys('*')) expect([key, (await client.pttl(key)) > 0]).toEqual([key, true])
    }
    expect(statuses).toEqual([200, 400, 200, 200])
  })

  test('the access token is kept no longer than the session', async () => {
    const lifetimes = { linkLifetimeMs: 5 * minuteMs, codeLifetimeMs: 5 * minuteMs, validatedLifetimeMs: 3 * minuteMs }
    const { host, fake } = await startPair({ redis: redis.connect(), secret, tokens: lifetimes })
    const session = await askForToken(host, fake, medium, { id_access_token: fake.register() })
    const longestLeft = async () =>
      Math.max(...(await Promise.all((await client.keys('*:session:*')).map((key) => client.pttl(key)))))
    expect(await longestLeft()).toBeLessThanOrEqual(5 * minuteMs)
    await submitToken(host, session)
    expect(await longestLeft()).toBeLessThanOrEqual(3 * minuteMs)
    await host.passwordReset.validated(credentialsOf(session))
    expect(await longestLeft()).toBeLessThanOrEqual(3 * minuteMs)
  })

  test('over v1 no access token is kept: what the client gives later is not sent', async () => {
    const { host, fake } = await startPair({ redis: redis.connect(), secret })
    const session = await askForToken(host, fake, medium)
    await submitToken(host, session, { id_access_token: fake.register() })
    await host.passwordReset.validated({ ...credentialsOf(session), id_access_token: fake.register() })
    expect(fake.requests).toHaveLength(3)
    for (const { headers } of fake.requests) expect(headers.authorization).toBeUndefined()
  })
})
