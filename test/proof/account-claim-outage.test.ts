import { setTimeout as delay } from 'node:timers/promises'
import type { SessionStore } from '../../lib'
import { faultyStore, unavailable } from '../faults/faulty-store'
import { askAndProve, credentialsOf } from '../http/flow'
import { plainHost, startHost } from '../host/host'
import { waitFor } from '../redis/wait-for'

const secret = 'a secret of the store, 32 characters or more'

/** Redeems again and again, as clients do, for a part of the 30 seconds that an account is held by a claim that died. */
async function redeemInTime(redeem: () => Promise<string | null>): Promise<string | null> {
  for (const until = performance.now() + 15_000; performance.now() < until; await delay(100)) {
    const result = await redeem()
    if (result !== null) return result
  }
  return null
}

/** A store that takes an account once without saying so. */
function losesTheAnswerOfHold(store: SessionStore): SessionStore {
  let isLost = false
  const hold: SessionStore['hold'] = async (request) => {
    const result = await store.hold(request)
    if (isLost) return result
    isLost = true
    return unavailable()
  }
  return new Proxy(store, {
    get: (target, name): unknown => (name === 'hold' ? hold : Reflect.get(target, name)),
  })
}

test('an account that could not be released while the store was away is released once it is back: the claim failed', async () => {
  const faulty = faultyStore()
  const host = await startHost(plainHost, { secret, store: faulty.store })
  const session = await askAndProve(host, 'email')
  const redeem = () => host.passwordReset.redeem(credentialsOf(session), () => 'used')
  for (const verb of ['claim', 'release'] as const) faulty.fail(verb)
  await expect(redeem()).rejects.toMatchObject({ status: 503 })
  await waitFor('the release', () => faulty.calls.includes('release'))
  faulty.mend()
  expect(await redeemInTime(redeem)).toBe('used')
}, 40_000)

test('an account that could not be released while the store was away is released once it is back: the hold was not heard of', async () => {
  const faulty = faultyStore()
  const host = await startHost(plainHost, { secret, store: losesTheAnswerOfHold(faulty.store) })
  const session = await askAndProve(host, 'email')
  const redeem = () => host.passwordReset.redeem(credentialsOf(session), () => 'used')
  faulty.fail('release')
  await expect(redeem()).rejects.toMatchObject({ status: 503 })
  await waitFor('the release', () => faulty.calls.includes('release'))
  faulty.mend()
  expect(await redeemInTime(redeem)).toBe('used')
}, 40_000)
