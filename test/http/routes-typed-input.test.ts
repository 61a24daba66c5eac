import type { Medium } from '../../lib'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { expectError } from './answers'
import { plainHost, startHost, type HostOptions } from '../host/host'
import { typedInput, withCode } from './typed-input'
import { askForToken, credentialsOf, postRequestToken, submitToken } from './flow'

const secret = 'a secret of the tests, of 32 characters'
const lrm = '\u200e'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())

const stores: readonly (readonly [string, () => HostOptions])[] = [
  ['in memory', () => ({})],
  ['in Redis', () => ({ redis: redis.connect(), secret })],
]

const { emails, numbers, codes } = typedInput()

describe.each(stores)('what people type and paste, with sessions %s', (_store, optionsOfStore) => {
  beforeEach(() => redis.flush())

  test.each([
    ['email', 'email', [...emails, { typed: '', address: null }]],
    ['phone_number', 'msisdn', numbers],
  ] as const)('%s', async (field, medium: Medium, table) => {
    const host = await startHost(plainHost, optionsOfStore())
    for (const [index, { typed, address }] of table.entries()) {
      const lookUps = host.lookUps.length
      const answer = await postRequestToken(host, medium, { [field]: typed, send_attempt: index })
      const about = JSON.stringify(typed)
      expect([about, answer.status]).toEqual([about, address === null ? 400 : 200])
      if (address === null) expectError(answer, 400, 'M_INVALID_PARAM')
      expect([about, ...host.lookUps.slice(lookUps)]).toEqual([
        about,
        ...(address === null ? [] : [{ medium, address }]),
      ])
    }
    // However it is typed: one session for each address, and mail to what the account stores.
    const stored = { email: ['alice@example.org', 'Strauß@Example.com'], msisdn: ['+447400123456'] }
    expect(new Set(host.outbox.messages.map(({ to }) => to))).toEqual(new Set(stored[medium]))
  })

  test.each(codes)('a code with $what', async ({ typed, verdict }) => {
    const limits = { wrongCodesPerAddress: { max: 2, windowMs: 60_000 } } as const
    const host = await startHost(plainHost, { ...optionsOfStore(), email: { deliver: 'code' }, limits })
    const session = await askForToken(host, 'email')
    const token = withCode(typed, session.token)
    if (verdict === 'right') {
      expect(await submitToken(host, session, { token })).toMatchObject({ status: 200, body: { success: true } })
      expect(await host.passwordReset.validated(credentialsOf(session))).not.toBeNull()
      return
    }
    // Twice is all that the address has; what is no try leaves both.
    for (let time = 0; time < 6; time += 1) {
      const gone = verdict === 'wrong' && time >= 2
      expectError(await submitToken(host, session, { token }), 400, gone ? 'M_SESSION_EXPIRED' : 'M_TOKEN_INCORRECT')
    }
    const last = await submitToken(host, session)
    if (verdict === 'wrong') expectError(last, 400, 'M_SESSION_EXPIRED')
    else expect(last).toMatchObject({ status: 200, body: { success: true } })
  })

  test('text without a digit is no try of a session, and of a dead one it tells nothing new', async () => {
    const host = await startHost(plainHost, { ...optionsOfStore(), tokens: { codeTries: 1 } })
    const session = await askForToken(host, 'msisdn')
    for (let time = 0; time < 3; time += 1)
      expectError(await submitToken(host, session, { token: 'hello' }), 400, 'M_TOKEN_INCORRECT')

    expectError(await submitToken(host, session, { token: `${session.token}0` }), 400, 'M_TOKEN_INCORRECT')
    expectError(await submitToken(host, session, { token: 'hello' }), 400, 'M_SESSION_EXPIRED')
    expectError(
      await submitToken(host, { ...session, client_secret: 'other' }, { token: 'hello' }),
      400,
      'M_SESSION_EXPIRED',
    )
  })

  test("a link's token may have white space around it, and none in it", async () => {
    const host = await startHost(plainHost, optionsOfStore())
    const session = await askForToken(host, 'email')
    const inside = `${session.token.slice(0, 5)} ${session.token.slice(5)}`
    expectError(await submitToken(host, session, { token: inside }), 400, 'M_TOKEN_INCORRECT')
    expectError(await submitToken(host, session, { token: 'no-digit' }), 400, 'M_TOKEN_INCORRECT')
    expect(await submitToken(host, session, { token: ` ${session.token}${lrm}\n` })).toMatchObject({ status: 200 })
  })
})
