import {
  memoryStore,
  outbox,
  SendError,
  type LimitsByName,
  type PasswordResetEvent,
  type PasswordResetOptions,
  type SessionStore,
} from '../../lib'
import { startAbuseHost, secret, type AbuseHost } from '../abuse/abuse-host'
import { requestToken, type Answer } from '../abuse/client'
import { startRedisServer, type RedisServer } from '../redis/redis-server'

let server: RedisServer
beforeAll(async () => {
  server = await startRedisServer()
})
afterAll(() => server.stop())

type Medium = 'email' | 'msisdn'
type Name = keyof LimitsByName
const hourMs = 3_600_000
const once = { max: 1, windowMs: hourMs }
const noOthers = { requestTokenPerNetwork: false, sendsPerAddress: false, sendsPerAddressAndNetwork: false } as const
/** A limit of one message alone, whoever asks. */
const only = (name: Name, limit = once) => ({ limits: { ...all(false), ...noOthers, [name]: limit } })
const all = (value: false) =>
  Object.fromEntries(
    [
      'smsPerPrefix',
      'smsPerCountry',
      'smsInAll',
      'smsPerNetwork',
      'emailsPerNetwork',
      'emailsInAll',
      'noticesInAll',
    ].map((name) => [name, value]),
  )
const ofMedium: readonly (readonly [Name, Medium])[] = [
  ['emailsPerNetwork', 'email'],
  ['emailsInAll', 'email'],
  ['smsPerNetwork', 'msisdn'],
  ['smsPerPrefix', 'msisdn'],
  ['smsPerCountry', 'msisdn'],
  ['smsInAll', 'msisdn'],
]
const shared: readonly Name[] = ['emailsInAll', 'smsPerCountry', 'smsInAll']

interface Started {
  readonly hosts: readonly AbuseHost[]
  readonly messages: ReturnType<typeof outbox>['messages']
  readonly warnings: string[]
  readonly events: PasswordResetEvent[]
  readonly store: { readonly redis: PasswordResetOptions['redis'] } | { readonly store: SessionStore }
}

/** Several processes' worth of routers on one store; on that of others, where they are given. */
async function start(isRedis: boolean, options: object, others?: Started): Promise<Started> {
  if (!others) await server.flush()
  const { email, sms, messages } = outbox()
  const warnings: string[] = []
  const events: PasswordResetEvent[] = []
  const onEvent = (event: PasswordResetEvent) => void events.push(event)
  const logger = { warn: (fields: object) => void warnings.push(JSON.stringify(fields)), error: () => undefined }
  const store = others?.store ?? (isRedis ? { redis: server.connect() } : { store: memoryStore() })
  const senders = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] } }
  const host = () => startAbuseHost({ options: { ...store, secret, ...senders, logger, onEvent, ...options } })
  return { hosts: [await host(), await host()], messages, warnings, events, store }
}

const close = ({ hosts }: Started) => Promise.all(hosts.map(({ passwordReset }) => passwordReset.close()))

function ask({ hosts }: Started, medium: Medium, number: number, fields: object = {}): Promise<Answer> {
  return requestToken(hosts[number % hosts.length] as AbuseHost, medium, { number, ...fields })
}

describe.each([
  ['in memory', false],
  ['in Redis', true],
] as const)('what a message is counted by, %s', (_name, isRedis) => {
  test.each(ofMedium)(
    "%s under 'reject': past it 429 with its wait, and a replay is not charged",
    async (name, medium) => {
      const started = await start(isRedis, only(name, { max: 2, windowMs: hourMs }))
      expect((await ask(started, medium, 1)).status).toBe(200)
      for (let time = 0; time < 5; time += 1) expect((await ask(started, medium, 1)).status).toBe(200)
      await close(started)
      expect((await ask(started, medium, 2)).status).toBe(200)
      const refused = await ask(started, medium, 3)
      expect(refused).toMatchObject({ status: 429, body: { errcode: 'M_LIMIT_EXCEEDED' } })
      expect(Number(refused.body['retry_after_ms'])).toBeGreaterThan(hourMs - 60_000)
      expect(started.messages).toHaveLength(2)
      expect(started.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: name }))
      // A replay is answered at the limit too.
      expect((await ask(started, medium, 1)).status).toBe(200)
      // A message of the other medium costs nothing of it.
      expect((await ask(started, medium === 'email' ? 'msisdn' : 'email', 3)).status).toBe(200)
    },
  )

  test.each(ofMedium)('%s: what is refused is not charged by the other limits', async (name, medium) => {
    const others = ofMedium.filter(([other, its]) => its === medium && other !== name).map(([other]) => other)
    const limits = Object.fromEntries(others.map((other) => [other, { max: 4, windowMs: hourMs }]))
    const address = { sendsPerAddress: { max: 2, windowMs: hourMs } }
    const started = await start(isRedis, { limits: { ...noOthers, ...address, ...limits, [name]: once } })
    expect((await ask(started, medium, 1)).status).toBe(200)
    for (let attempt = 2; attempt < 10; attempt += 1)
      expect((await ask(started, medium, 1, { send_attempt: attempt })).status).toBe(429)
    await close(started)
    const again = await start(isRedis, { limits: { ...noOthers, ...address, ...limits, [name]: false } }, started)
    expect((await ask(again, medium, 1, { send_attempt: 20 })).status).toBe(200)
  })

  test('smsPerCountry: one country reaches its limit, and another one is texted all the same', async () => {
    const { sms } = outbox()
    const started = await start(isRedis, {
      ...only('smsPerCountry'),
      accounts: { findByThreepid: ({ address }: { address: string }) => ({ userId: '@user:example.org', address }) },
      sms: { sender: sms, countries: ['GB', 'DE'] },
    })
    expect((await ask(started, 'msisdn', 1)).status).toBe(200)
    expect((await ask(started, 'msisdn', 2)).status).toBe(429)
    const german = (phone_number: string) => ask(started, 'msisdn', 3, { country: 'DE', phone_number })
    expect((await german('0151 23456789')).status).toBe(200)
    expect((await german('0151 23456788')).status).toBe(429)
  })

  test('the longest of the waits is told', async () => {
    const limits = {
      ...noOthers,
      smsPerPrefix: { max: 1, windowMs: 60_000 },
      smsPerNetwork: { max: 1, windowMs: 120_000 },
    }
    const started = await start(isRedis, { limits: { ...limits, sendsPerAddress: { max: 1, windowMs: hourMs } } })
    expect((await ask(started, 'msisdn', 1)).status).toBe(200)
    expect(Number((await ask(started, 'msisdn', 3)).body['retry_after_ms'])).toBeGreaterThan(60_000)
    const wait = Number((await ask(started, 'msisdn', 1, { send_attempt: 2 })).body['retry_after_ms'])
    expect(wait).toBeGreaterThan(hourMs - 60_000)
  })

  test.each(['conceal', 'notify'] as const)(
    '%s: asking for what nobody has uses up none of what all share; past it the answer is the same, and nothing is sent',
    async (unknownThreepid) => {
      for (const name of shared) {
        const medium = name === 'emailsInAll' ? 'email' : 'msisdn'
        const started = await start(isRedis, { unknownThreepid, ...only(name) })
        for (const nobody of [1_001, 1_002, 1_003]) expect((await ask(started, medium, nobody)).status).toBe(200)
        await close(started)
        expect(started.messages.filter(({ to }) => to.includes('user-1@') || to.endsWith('3001'))).toEqual([])
        const answers = [
          await ask(started, medium, 1),
          await ask(started, medium, 2),
          await ask(started, medium, 1_004),
        ]
        await close(started)
        expect(answers.map(({ status, body }) => [status, Object.keys(body)])).toEqual(
          Array.from({ length: 3 }, () => [200, Object.keys(answers[0]?.body ?? {})]),
        )
        const sent = started.messages.filter(({ to }) => /user-[12]@|300[12]$/.test(to))
        expect(sent).toHaveLength(1)
        expect(started.warnings.filter((line) => line.includes(name))).toHaveLength(1)
      }
    },
  )

  test.each([
    ['emailsPerNetwork', 'email'],
    ['smsPerNetwork', 'msisdn'],
    ['smsPerPrefix', 'msisdn'],
  ] as const)('conceal: %s is charged for nobody as for somebody', async (name, medium) => {
    for (const first of [1, 1_001]) {
      const started = await start(isRedis, { unknownThreepid: 'conceal', ...only(name) })
      expect((await ask(started, medium, first)).status).toBe(200)
      expect((await ask(started, medium, first + 1)).status).toBe(429)
    }
  })

  test("notify: notices in all; who gets none uses none up, and the other limits' counts stay", async () => {
    const limits = { ...noOthers, emailsPerNetwork: false, noticesInAll: { max: 2, windowMs: hourMs } } as const
    const started = await start(isRedis, { unknownThreepid: 'notify', limits })
    for (const number of [1, 2, 3, 4]) await ask(started, 'email', number)
    await close(started)
    for (const number of [1_001, 1_002, 1_003, 1_004]) {
      expect((await ask(started, 'email', number)).status).toBe(200)
      await close(started)
    }
    const notices = started.messages.filter(({ links }) => links.length === 0)
    expect(notices.map(({ to }) => to)).toEqual(['user-1001@example.org', 'user-1002@example.org'])
    // One line of each of the two routers.
    expect(started.warnings.filter((line) => line.includes('noticesInAll'))).toHaveLength(2)
  })
})

test('a limit that is reached is one line of the log in its window, and says nobody’s name', async () => {
  const started = await start(false, only('emailsPerNetwork'))
  for (let number = 1; number < 6; number += 1) await ask(started, 'email', number)
  // Two routers, one line each.
  expect(started.warnings).toEqual(
    Array.from({ length: 2 }, () => JSON.stringify({ limit: 'emailsPerNetwork', max: 1, windowMs: hourMs })),
  )
})

describe('round trips to the store', () => {
  /** How many of the store's verbs waited for one that was begun before, until the answer. */
  async function waves(medium: Medium, options: object): Promise<{ before: number; verbs: string[] }> {
    const inner = memoryStore()
    let wave = 0
    const verbs: string[] = []
    const store = new Proxy(inner, {
      get: (target, name): unknown => {
        const verb: unknown = Reflect.get(target, name)
        if (typeof verb !== 'function' || name === 'close') return verb
        return async (...input: unknown[]) => {
          const mine = wave
          verbs.push(`${mine} ${String(name)}`)
          await new Promise((resolve) => setImmediate(resolve))
          const result: unknown = await (verb as (...values: unknown[]) => Promise<unknown>).apply(target, input)
          wave = Math.max(wave, mine + 1)
          return result
        }
      },
    })
    const { email, sms } = outbox()
    const senders = { email: { sender: email }, sms: { sender: sms, countries: ['GB'] } }
    const host = await startAbuseHost({ options: { store, secret, ...senders, ...options } })
    expect((await requestToken(host, medium, { number: 1 })).status).toBe(200)
    const before = new Set(verbs.filter((verb) => !verb.endsWith(' sent')).map((verb) => verb.split(' ')[0])).size
    await host.passwordReset.close()
    return { before, verbs }
  }

  test.each([
    ['a mail', 'email', {}, 2],
    ['a mail, where those in all are counted', 'email', { flows: ['password', 'register'] }, 3],
    ['an SMS', 'msisdn', {}, 3],
    ['an SMS, where none are counted in all', 'msisdn', { limits: { smsPerCountry: false, smsInAll: false } }, 2],
  ] as const)('%s: before the answer %s %j %i', async (_name, medium, options, expected) => {
    const { before, verbs } = await waves(medium, options)
    expect(before).toBe(expected)
    expect(verbs.filter((verb) => verb.endsWith(' sent'))).toHaveLength(1)
  })

  test('under conceal what all share is counted after the answer', async () => {
    const { before, verbs } = await waves('msisdn', { unknownThreepid: 'conceal' })
    expect(before).toBe(2)
    expect(verbs.filter((verb) => verb.endsWith(' count')).length).toBe(4)
  })
})

test.each([
  ['refused', 200],
  ['timeout', 429],
] as const)("under 'reject' a send that was %s: the next is %i", async (failure, status) => {
  let fails = true
  const send = () => (fails ? Promise.reject(new SendError(failure, 'The provider said so')) : Promise.resolve())
  const started = await start(true, { ...only('emailsInAll'), email: { sender: { send } } })
  expect((await ask(started, 'email', 1)).status).toBe(502)
  fails = false
  expect((await ask(started, 'email', 2)).status).toBe(status)
})
