import { memoryStore } from '../../lib'
import { askAndProve, credentialsOf, type ClientSession } from '../http/flow'
import { findAccount } from '../host/accounts'
import { plainHost, startHost, type TestHost } from '../host/host'

const secret = 'a secret of the store, 32 characters or more'
/** Longer than an account is held by a claim that is not renewed. */
const longMs = 31_000

afterEach(() => {
  jest.restoreAllMocks()
})

/** A host whose look-up, with a claim in hand, takes so long that `meanwhile` is done before it answers. */
async function slowHost() {
  const slow: { meanwhile: (() => Promise<unknown>) | undefined } = { meanwhile: undefined }
  let aheadMs = 0
  const host = await startHost(plainHost, {
    secret,
    store: memoryStore({ now: () => Date.now() + aheadMs }),
    accounts: {
      findByThreepid: async (threepid) => {
        const { meanwhile } = slow
        if (!meanwhile) return findAccount(threepid)
        slow.meanwhile = undefined
        aheadMs += longMs
        const now = performance.now.bind(performance)
        jest.spyOn(performance, 'now').mockImplementation(() => now() + longMs)
        await meanwhile()
        return findAccount(threepid)
      },
    },
  })
  const redeem = (session: ClientSession, use: () => string) => host.passwordReset.redeem(credentialsOf(session), use)
  return { host, slow, redeem }
}

async function errorOf(work: Promise<unknown>) {
  return work.then(
    () => undefined,
    (error: { status: number; retryAfterMs: number; errcode: string }) => error,
  )
}

function validated(host: TestHost, session: ClientSession) {
  return host.passwordReset.validated(credentialsOf(session))
}

test('a use does not begin once another of the account was finished while the host was asked', async () => {
  const { host, slow, redeem } = await slowHost()
  const [strangers, owners] = [await askAndProve(host, 'email'), await askAndProve(host, 'msisdn')]
  const used: string[] = []
  const use = (who: string) => () => {
    used.push(who)
    return who
  }
  slow.meanwhile = () => redeem(owners, use('owner'))
  expect(await errorOf(redeem(strangers, use('stranger')))).toMatchObject({ status: 429, errcode: 'M_LIMIT_EXCEEDED' })
  expect(used).toEqual(['owner'])
  // Begun before the account's last reset: it is of no use any more.
  expect(await redeem(strangers, use('stranger'))).toBeNull()
  expect(used).toEqual(['owner'])
})

test('nor while another is under way; the session stays good where that one fails', async () => {
  const { host, slow, redeem } = await slowHost()
  const [one, other] = [await askAndProve(host, 'email'), await askAndProve(host, 'msisdn')]
  let fail: (error: Error) => void = () => undefined
  let others: Promise<unknown> | undefined
  slow.meanwhile = () =>
    new Promise<void>((begun) => {
      others = errorOf(
        host.passwordReset.redeem(credentialsOf(other), () => {
          begun()
          return new Promise((_resolve, reject) => (fail = reject))
        }),
      )
    })
  expect(await errorOf(redeem(one, () => 'used'))).toMatchObject({ status: 429 })
  fail(new Error('no'))
  await others
  expect(await validated(host, one)).not.toBeNull()
  expect(await redeem(one, () => 'used')).toBe('used')
})

test('a slow look-up alone is no obstacle', async () => {
  const { host, slow, redeem } = await slowHost()
  const session = await askAndProve(host, 'email')
  slow.meanwhile = () => Promise.resolve()
  expect(await redeem(session, () => 'used')).toBe('used')
})
