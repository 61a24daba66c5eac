import { AccountHolds, type HeldAccount, type HoldAttempt } from '../../lib/sessions/account-holds'
import { memoryStore } from '../../lib/sessions/memory-store'
import { SecretKeys } from '../../lib/sessions/secrets'
import type { SessionStore } from '../../lib/sessions/session-store'

const [one, two] = ['one secret', 'two secret'].map((secret) => new SecretKeys(secret)) as [SecretKeys, SecretKeys]
const sessionOf = (generation: string) => ({ addressTag: 'address', tripleTag: 'triple', generation })
const account = '@alice:x'

let now: number
let store: SessionStore
beforeEach(() => {
  now = 1_700_000_000_000
  store = memoryStore({ now: () => now })
})
afterEach(() => store.close())

const holdsOf = (...keyring: [SecretKeys, ...SecretKeys[]]) =>
  new AccountHolds({ store, keyring, server: 'https://x', rememberMs: 60_000 })
function held(attempt: HoldAttempt): HeldAccount {
  if (attempt.outcome !== 'held') throw new Error(attempt.outcome)
  return attempt
}

test('one claim has an account at a time, whatever it is under several secrets', async () => {
  const first = held(await holdsOf(one, two).take(account, sessionOf('a')))
  for (const holds of [holdsOf(one), holdsOf(two), holdsOf(two, one)]) {
    expect(await holds.take(account, sessionOf('b'))).toEqual({ outcome: 'busy', isSameSession: false })
    expect(await holds.take(account, sessionOf('a'))).toEqual({ outcome: 'busy', isSameSession: true })
  }
  held(await holdsOf(one).take('@bob:x', sessionOf('b')))
  await first.release({ finished: false })
  expect((await holdsOf(two, one).take(account, sessionOf('b'))).outcome).toBe('held')
})

test('all or nothing: what was taken under one secret is released where the other is busy', async () => {
  const other = held(await holdsOf(two).take(account, sessionOf('a')))
  expect((await holdsOf(one, two).take(account, sessionOf('b'))).outcome).toBe('busy')
  held(await holdsOf(one).take(account, sessionOf('c')))
  await other.release({ finished: false })
})

test('all or nothing: what was taken is released where the store fails in between', async () => {
  const hold = store.hold.bind(store)
  let calls = 0
  jest.spyOn(store, 'hold').mockImplementation((request) => {
    calls += 1
    return calls === 2 ? Promise.reject(new Error('away')) : hold(request)
  })
  await expect(holdsOf(one, two).take(account, sessionOf('a'))).rejects.toThrow('away')
  held(await holdsOf(one, two).take(account, sessionOf('b')))
})

test('a finished use is remembered under every secret, a failed one is not', async () => {
  const failed = held(await holdsOf(one, two).take(account, sessionOf('a')))
  await failed.release({ finished: false })
  const first = held(await holdsOf(one, two).take(account, sessionOf('a')))
  expect(first.finishedAt).toBeUndefined()
  now += 5
  await first.release({ finished: true })
  for (const holds of [holdsOf(one), holdsOf(two)]) {
    const next = held(await holds.take(account, sessionOf('b')))
    expect(next.finishedAt).toBe(now)
    await next.release({ finished: false })
  }
  now += 60_000
  expect(held(await holdsOf(one).take(account, sessionOf('b'))).finishedAt).toBeUndefined()
})

test('a claim renews its hold, and learns that it has lost it', async () => {
  const slow = held(await holdsOf(one).take(account, sessionOf('a')))
  now += 20_000
  expect(await slow.renew()).toBe(true)
  now += 20_000
  expect((await holdsOf(one).take(account, sessionOf('b'))).outcome).toBe('busy')
  now += 20_000
  const other = held(await holdsOf(one).take(account, sessionOf('b')))
  expect(await slow.renew()).toBe(false)
  await other.release({ finished: true })
  expect(await slow.renew()).toBe(false)
})

test('an account without a user ID is held by its address, and apart from any user ID', async () => {
  const address = { medium: 'email', address: account } as const
  held(await holdsOf(one).take(address, sessionOf('a')))
  expect((await holdsOf(one).take(address, sessionOf('b'))).outcome).toBe('busy')
  held(await holdsOf(one).take(account, sessionOf('b')))
  held(await holdsOf(one).take({ ...address, medium: 'msisdn' }, sessionOf('b')))
})
