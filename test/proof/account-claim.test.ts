import { MatrixError, type Account, type Threepid } from '../../lib'
import { faultyStore, type FaultyStore } from '../faults/faulty-store'
import { expectLimited } from '../http/answers'
import { askAndProve, askForToken, credentialsOf, submitToken } from '../http/flow'
import { findAccount } from '../host/accounts'
import { plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'

const secret = 'a secret of the store, 32 characters or more'
const fresh = 'another secret of thirty-two characters or more'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedisServer()
})
afterAll(() => redis.stop())
beforeEach(() => redis.flush())

const stores: readonly (readonly [string, () => HostOptions])[] = [
  ['memory', () => ({})],
  ['Redis', () => ({ redis: redis.connect(), secret })],
]

/** A use that begins, and ends when the test says so. */
function useInHand() {
  let begin: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  let succeed: () => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const ended = new Promise<string>((resolve, reject) => {
    succeed = () => resolve('used')
    fail = reject
  })
  const use = () => {
    begin()
    return ended
  }
  return { use, begun, succeed: () => succeed(), fail: (error: Error) => fail(error) }
}

describe.each(stores)('one account, in %s', (_store, options) => {
  let host: TestHost
  const redeem = (
    session: { sid: string; client_secret: string; medium?: unknown },
    use: () => unknown = () => 'used',
  ) => host.passwordReset.redeem({ sid: session.sid, client_secret: session.client_secret }, use)
  beforeEach(async () => {
    host = await startHost(plainHost, options())
  })

  test('the claim itself ends the address’s other sessions, and a throw gives back its own alone', async () => {
    const other = await askAndProve(host, 'email', { client_secret: 'another' })
    const mine = await askAndProve(host, 'email')
    const failing = redeem(mine, async () => {
      expect(await host.passwordReset.validated(credentialsOf(other))).toBeNull()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await host.passwordReset.validated(credentialsOf(mine))).not.toBeNull()
    expect(await redeem(other)).toBeNull()
    expect(await redeem(mine)).toBe('used')
  })

  test('the same session in other hands is null at once', async () => {
    const mine = await askAndProve(host, 'email')
    const first = useInHand()
    const using = redeem(mine, first.use)
    await first.begun
    const before = performance.now()
    expect(await redeem(mine)).toBeNull()
    expect(performance.now() - before).toBeLessThan(1_900)
    first.succeed()
    expect(await using).toBe('used')
  })

  test('another session waits, and is null where the first succeeded', async () => {
    const [email, phone] = [await askAndProve(host, 'email'), await askAndProve(host, 'msisdn')]
    const first = useInHand()
    const using = redeem(email, first.use)
    await first.begun
    const use = jest.fn()
    const waiting = redeem(phone, use)
    first.succeed()
    expect(await using).toBe('used')
    expect(await waiting).toBeNull()
    expect(use).not.toHaveBeenCalled()
    expect(await host.passwordReset.validated(credentialsOf(phone))).toBeNull()
  })

  test('it goes on where the first failed', async () => {
    const [email, phone] = [await askAndProve(host, 'email'), await askAndProve(host, 'msisdn')]
    const first = useInHand()
    const using = redeem(email, first.use)
    await first.begun
    const waiting = redeem(phone, () => 'by phone')
    first.fail(new Error('no'))
    await expect(using).rejects.toThrow('no')
    expect(await waiting).toBe('by phone')
  })

  test('past two seconds it is 429, and stays good', async () => {
    const [email, phone] = [await askAndProve(host, 'email'), await askAndProve(host, 'msisdn')]
    const first = useInHand()
    const using = redeem(email, first.use)
    await first.begun
    const refused: unknown = await redeem(phone).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(MatrixError)
    expect(refused).toMatchObject({ status: 429, errcode: 'M_LIMIT_EXCEEDED', retryAfterMs: expect.any(Number) })
    const auth = { type: 'm.login.msisdn', threepid_creds: credentialsOf(phone) }
    const path = host.at('/_matrix/client/v3/account/password')
    expectLimited(await host.agent.post(path).send({ new_password: 'a new password', auth }), 60_000)
    expect(await host.passwordReset.validated(credentialsOf(phone))).not.toBeNull()
    first.fail(new Error('no'))
    await expect(using).rejects.toThrow('no')
    expect(await redeem(phone)).toBe('used')
  })

  test('no session that was begun before the last finished reset is redeemed, whichever address it is of', async () => {
    const [email, phone] = [await askAndProve(host, 'email'), await askAndProve(host, 'msisdn')]
    const pending = await askForToken(host, 'msisdn', { client_secret: 'pending' })
    expect(await redeem(email)).toBe('used')
    expect(await redeem(phone)).toBeNull()
    await submitToken(host, pending)
    expect(await redeem(pending)).toBeNull()
    // Which ends it, and no other: the same triple starts anew.
    const anew = await askAndProve(host, 'msisdn')
    expect(anew.sid).not.toBe(phone.sid)
    expect(await redeem(anew)).toBe('used')
  })

  test('another account is not held up', async () => {
    const alices = await askAndProve(host, 'email')
    const bobs = await askAndProve(host, 'email', { email: 'bob@example.org' })
    expect(await redeem(alices, () => redeem(bobs, () => 'meanwhile'))).toBe('meanwhile')
  })
})

test('a rotation of the secret lets nobody pass: held and remembered under each of them', async () => {
  const start = (secrets: string | readonly string[]) =>
    startHost(plainHost, { redis: redis.connect(), secret: secrets })
  const [old, rotated] = [await start(secret), await start([fresh, secret])]
  const [email, phone] = [await askAndProve(old, 'email'), await askAndProve(old, 'msisdn')]
  const result = await rotated.passwordReset.redeem(credentialsOf(email), () => {
    return old.passwordReset.redeem(credentialsOf(phone), () => 'passed').catch((error: unknown) => error)
  })
  expect(result).toMatchObject({ status: 429 })
  expect(await old.passwordReset.redeem(credentialsOf(phone), () => 'passed')).toBeNull()
})

describe('the account is asked for with the claim in hand', () => {
  test('and is told the flow', async () => {
    const seen: unknown[] = []
    const known: { sid: string; client_secret: string }[] = []
    const host: TestHost = await startHost(plainHost, {
      accounts: {
        findByThreepid: async (threepid: Threepid): Promise<Account | null> => {
          for (const credentials of known) seen.push(threepid, await host.passwordReset.validated(credentials))
          return findAccount(threepid)
        },
      },
    })
    const credentials = credentialsOf(await askAndProve(host, 'email'))
    known.push(credentials)
    expect(await host.passwordReset.redeem(credentials, () => 'used')).toBe('used')
    expect(seen).toEqual([{ medium: 'email', address: 'alice@example.org', flow: 'password' }, null])
  })
})

describe('the store fails', () => {
  let faulty: FaultyStore
  let host: TestHost
  beforeEach(async () => {
    faulty = faultyStore()
    host = await startHost(plainHost, { store: faulty.store, secret })
  })
  const unavailable = { status: 503, errcode: 'M_UNKNOWN' }

  test.each(['hold', 'claim'] as const)(
    'at %s: 503, nothing is used, and the session is good after it',
    async (verb) => {
      const credentials = credentialsOf(await askAndProve(host, 'email'))
      faulty.fail(verb, 0)
      const use = jest.fn(() => 'used')
      await expect(host.passwordReset.redeem(credentials, use)).rejects.toMatchObject(unavailable)
      expect(use).not.toHaveBeenCalled()
      await waitFor('the account to be let go', () => faulty.calls.includes('release'))
      expect(await host.passwordReset.redeem(credentials, use)).toBe('used')
    },
  )

  test('at a claim whose answer alone is lost: 503, and it is spent without a use', async () => {
    const credentials = credentialsOf(await askAndProve(host, 'email'))
    const claim = faulty.store.claim.bind(faulty.store)
    const store = Object.assign(Object.create(faulty.store) as typeof faulty.store, {
      claim: async (...given: Parameters<typeof claim>) => {
        await claim(...given)
        faulty.fail('claim', 0)
        return claim(...given)
      },
    })
    const other = await startHost(plainHost, { store, secret })
    const use = jest.fn(() => 'used')
    await expect(other.passwordReset.redeem(credentials, use)).rejects.toMatchObject(unavailable)
    faulty.mend()
    expect(await host.passwordReset.redeem(credentials, use)).toBeNull()
    expect(use).not.toHaveBeenCalled()
    const anew = credentialsOf(await askAndProve(host, 'email'))
    expect(await host.passwordReset.redeem(anew, use)).toBe('used')
  })

  test('at giving back: the caller’s error is the answer, and the log says what the person needs', async () => {
    const credentials = credentialsOf(await askAndProve(host, 'email'))
    faulty.fail('giveBack')
    const failure = new Error('too weak')
    await expect(host.passwordReset.redeem(credentials, () => Promise.reject(failure))).rejects.toBe(failure)
    expect(host.logLines.join()).toContain('could not be given back')
    expect(await host.passwordReset.validated(credentials)).toBeNull()
  })

  test.each(['finish', 'release'] as const)('at %s after the use: it has succeeded all the same', async (verb) => {
    const [email, phone] = [await askAndProve(host, 'email'), await askAndProve(host, 'msisdn')]
    faulty.fail(verb, 0)
    expect(await host.passwordReset.redeem(credentialsOf(email), () => 'used')).toBe('used')
    expect(host.logLines.join()).toContain('could not be ended')
    const again = () => faulty.calls.filter((called) => called === verb).length === 2
    await waitFor('what follows to be tried again', again)
    expect(await host.passwordReset.redeem(credentialsOf(phone), () => 'used')).toBeNull()
  })

  test('a findByThreepid that throws: its error is the answer, and the session stays spent', async () => {
    let throws = false
    const failure = new Error('the database is away')
    const findByThreepid = (threepid: Threepid) => {
      if (throws) throw failure
      return findAccount(threepid)
    }
    const own = await startHost(plainHost, { store: faulty.store, secret, accounts: { findByThreepid } })
    const credentials = credentialsOf(await askAndProve(own, 'email'))
    throws = true
    await expect(own.passwordReset.redeem(credentials, () => 'used')).rejects.toBe(failure)
    throws = false
    expect(await own.passwordReset.redeem(credentials, () => 'used')).toBeNull()
  })
})
