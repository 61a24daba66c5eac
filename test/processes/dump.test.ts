import { createHash, createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import { SecretKeys } from '../../lib/sessions/secrets'
import { parseSid } from '../../lib/sessions/sid'
import { tokenTag } from '../../lib/sessions/tags'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import { everythingKept, readable, textOf, type KeptKey } from './at-rest'
import { Fleet, secret, type WorkerHost } from './fleet'
import {
  ask,
  changePassword,
  requestEmail,
  requestSms,
  submit,
  tokenOf,
  wrongCode,
  type ClientSession,
  type From,
} from './requests'

let redis: RedisServer
let admin: Redis
let fleet: Fleet
beforeAll(async () => {
  ;[redis, fleet] = await Promise.all([startRedisServer(), Fleet.start(1)])
  admin = redis.connect()
})
afterAll(async () => {
  await fleet.stop()
  await redis.stop()
})
beforeEach(() => redis.flush())

const nextLink = 'https://app.example.org/after-reset?campaign=winter'
const from: From = { network: '203.0.113.77', userAgent: 'Sleuth/9.1 (Baker Street)' }
const clientSecret = 'the-client-secret-of-this-client'
const request = { client_secret: clientSecret, next_link: nextLink }
const personal = [
  clientSecret,
  'alice@example.org',
  'nobody@example.org',
  '@alice:localhost',
  '447400123456',
  '07400 123456',
  '7400123456',
  nextLink,
  'app.example.org',
  'winter',
  '203.0.113.77',
  '203.0.113',
  'Sleuth/9.1 (Baker Street)',
  'Sleuth',
  secret,
]

async function serve(options: object): Promise<WorkerHost> {
  const common = { secret, nextLink: { origins: ['https://app.example.org'] } }
  const [host] = await fleet.serve({ redis: { port: redis.port }, options: { ...common, ...options } })
  return host!
}

/** Nothing that is kept tells any of it, and everything that is kept goes. */
function expectNothingTold(kept: readonly KeptKey[], texts: readonly string[]): void {
  expect(kept.length).toBeGreaterThan(0)
  expect(readable(textOf(kept), texts)).toEqual([])
  expect(kept.filter(({ expiresAt }) => expiresAt <= 0)).toEqual([])
}

function expectQuiet(host: WorkerHost, texts: readonly string[]): void {
  const output = [
    ...host.told.logLines,
    ...host.worker.output,
    ...host.told.events.map((event) => JSON.stringify(event)),
  ]
  expect(output.length).toBeGreaterThan(0)
  expect(readable(output.join('\n'), texts)).toEqual([])
}

const journeys = [
  { journey: 'a link by email', medium: 'email', options: { email: {} } },
  { journey: 'a code by email', medium: 'email', options: { email: { deliver: 'code' } } },
  { journey: 'a code by SMS', medium: 'msisdn', options: { sms: {} } },
  { journey: 'a link by SMS', medium: 'msisdn', options: { sms: { deliver: 'link' } } },
  {
    journey: 'a code by email, concealed',
    medium: 'email',
    options: { email: { deliver: 'code' }, unknownThreepid: 'conceal' },
  },
] as const

test.each(journeys)('$journey: a dump at each step of a reset, and log and events, tell nothing', async (one) => {
  const { medium, options } = one
  const host = await serve(options)
  const dumps: KeptKey[][] = []
  const dump = async () => void dumps.push(await everythingKept(admin))
  if (one.journey === 'a code by email, concealed')
    await requestEmail(host, { ...request, email: 'nobody@example.org' }, from)
  const session = await askSoon(host, medium)
  await dump()
  const { credentials, token } = session
  await submit(host, medium, credentials, /^\d+$/.test(token) ? wrongCode(token, 1) : 'wrong-token', from)
  await changePassword(host, medium, credentials, 'a new password', from)
  await changePassword(host, medium, { ...credentials, sid: 'unknown' }, 'a new password', from)
  await dump()
  await submit(host, medium, credentials, token, from)
  await dump()
  await changePassword(host, medium, credentials, 'a new password', from)
  await dump()
  await host.worker.settle()
  expect(host.told.changes).toHaveLength(1)

  const told = [...personal, token, 'wrong-token', 'a new password']
  for (const kept of dumps) expectNothingTold(kept, told)
  expectQuiet(host, [...told, credentials.sid])
})

test('what fails is told without it too', async () => {
  const host = await serve({ email: {}, sms: {}, limits: { sendsPerAddress: { max: 1, windowMs: 60_000 } } })
  const { credentials, token } = await ask(host, 'email', request, from)
  await requestEmail(host, { ...request, send_attempt: 2 }, from)
  await requestEmail(host, { ...request, email: 'nobody@example.org' }, from)
  await requestEmail(host, { ...request, email: '<alice@example.org>' }, from)
  await requestSms(host, { ...request, country: 'FR', phone_number: '06 12 34 56 78' }, from)
  await admin.config('SET', 'maxmemory', '1')
  expect((await submit(host, 'email', credentials, token, from)).status).toBe(503)
  await admin.config('SET', 'maxmemory', '0')
  await host.worker.settle()
  expect(host.told.logLines).not.toEqual([])
  expectQuiet(host, [...personal, token, credentials.sid, '0612345678', '612345678'])
})

/** Where addresses are concealed the answer comes before the message. */
async function askSoon(host: WorkerHost, medium: 'email' | 'msisdn'): Promise<ClientSession> {
  const answer = await (medium === 'email' ? requestEmail : requestSms)(host, request, from)
  expect(answer.status).toBe(200)
  await waitFor('the message', () => host.told.messages.length > 0)
  const credentials = { sid: String(answer.body['sid']), client_secret: clientSecret }
  return { credentials, token: tokenOf(host.told.messages.at(-1)) }
}

describe('the six digits of a code', () => {
  /** All that somebody with the dump, the sid and the address could put beside the digits. */
  function partsKnown({ sid, client_secret }: ClientSession['credentials'], kept: readonly KeptKey[]): string[] {
    const ref = parseSid(sid)!
    const inKeys = kept.flatMap(({ key }) => [key, ...key.split(/[:{}]+/)])
    const words = ['token', 'code', 'msisdn', 'password', '447400123456', 'https://matrix.example.org']
    return [...new Set([sid, ...Object.values(ref), client_secret, ...words, ...inKeys, ''])]
  }

  /** Hashes without a key that one would think of, of these digits. */
  function* bareHashes(code: string, parts: readonly string[]): Generator<Buffer> {
    const prefixed = (part: string) => `${Buffer.byteLength(part)}:${part}`
    for (const one of parts) {
      for (const joint of ['', ':', '|', '.', ' ', '\n', '\0']) {
        for (const text of [`${one}${joint}${code}`, `${code}${joint}${one}`, prefixed(one) + prefixed(code)]) {
          for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) {
            yield createHash(algorithm).update(text).digest()
            yield createHmac(algorithm, '').update(text).digest()
          }
          yield createHmac('sha256', one).update(code).digest()
          yield createHmac('sha256', code).update(one).digest()
        }
      }
    }
  }

  /** What this package itself would keep, had it no secret, or one that everybody knows. */
  function ownHashes(code: string, tripleTag: string): string[] {
    const parts = ['token', 'code', 'msisdn', tripleTag, code]
    const prefixed = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')
    const short = (hash: Buffer) => hash.subarray(0, 16).toString('base64url')
    const keyless = ['', 'secret', 'token', tripleTag].map((key) => createHmac('sha256', key).update(prefixed).digest())
    const tagged = ['', 'secret', tripleTag].map((key) => tagWith(key, tripleTag, code))
    return [...[createHash('sha256').update(prefixed).digest(), ...keyless].map(short), ...tagged]
  }

  function tagWith(key: string, tripleTag: string, code: string): string {
    return tokenTag(new SecretKeys(key), { deliver: 'code', medium: 'msisdn', tripleTag, token: code })
  }

  /** Every form in which a dump may have a hash: 96 bits or more of it. */
  function isKept(hash: Buffer, haystack: string): boolean {
    const start = hash.subarray(0, 12)
    return (['hex', 'base64', 'base64url'] as const).some((encoding) => haystack.includes(start.toString(encoding)))
  }

  test('can’t be found without the secret, by any hash that one would try; with it they are found', async () => {
    const host = await serve({ sms: {} })
    const { credentials, token } = await ask(host, 'msisdn', request, from)
    const kept = await everythingKept(admin)
    const haystack = textOf(kept)
    const { tripleTag } = parseSid(credentials.sid)!

    // Whoever tries all codes meets the true one: that its hash is nowhere is enough.
    const found = [...bareHashes(token, partsKnown(credentials, kept))].filter((hash) => isKept(hash, haystack))
    expect(found).toEqual([])
    expect(ownHashes(token, tripleTag).filter((hash) => haystack.includes(hash))).toEqual([])

    const values = new Set(kept.flatMap((each) => each.values))
    expect(searchAll((code) => createHash('sha256').update(code).digest('base64url').slice(0, 22), values)).toBeNull()
    const keys = new SecretKeys(secret)
    const withSecret = (code: string) => tokenTag(keys, { deliver: 'code', medium: 'msisdn', tripleTag, token: code })
    expect(searchAll(withSecret, values)).toBe(token)
  })

  function searchAll(hash: (code: string) => string, values: ReadonlySet<string>): string | null {
    for (let number = 0; number < 1_000_000; number += 1) {
      const code = String(number).padStart(6, '0')
      if (values.has(hash(code))) return code
    }
    return null
  }
})
