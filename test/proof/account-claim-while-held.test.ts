import { whileHeld } from '../../lib/proof/account-claim'
import type { HeldAccount } from '../../lib/sessions/account-holds'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

const minuteMs = 60_000

function setUp(renew: () => Promise<boolean>) {
  const renewals = jest.fn(renew)
  const nothing = () => Promise.resolve()
  const hold: HeldAccount = { outcome: 'held', claimId: 'a', renew: renewals, release: nothing, abandon: nothing }
  const troubles: unknown[] = []
  let end: (value: string) => void = () => undefined
  const work = () =>
    new Promise<string>((resolve) => {
      end = resolve
    })
  const result = whileHeld(hold, work, (error) => void troubles.push(error))
  return { renewals, troubles, result, end: () => end('done') }
}

test('an account is renewed every ten seconds while its use runs, and no longer', async () => {
  const { renewals, troubles, result, end } = setUp(() => Promise.resolve(true))
  await jest.advanceTimersByTimeAsync(9_999)
  expect(renewals).not.toHaveBeenCalled()
  await jest.advanceTimersByTimeAsync(50_001)
  expect(renewals).toHaveBeenCalledTimes(6)
  end()
  expect(await result).toBe('done')
  await jest.advanceTimersByTimeAsync(minuteMs)
  expect(renewals).toHaveBeenCalledTimes(6)
  expect(troubles).toEqual([])
})

test('for ten minutes at most', async () => {
  const { renewals, result, end } = setUp(() => Promise.resolve(true))
  await jest.advanceTimersByTimeAsync(30 * minuteMs)
  expect(renewals).toHaveBeenCalledTimes(59)
  end()
  expect(await result).toBe('done')
})

test('a renewal that fails is tried again; one that comes too late is not', async () => {
  const failure = new Error('away')
  const answers = [() => Promise.reject(failure), () => Promise.resolve(true), () => Promise.resolve(false)]
  const { renewals, troubles, result, end } = setUp(() => answers.shift()!())
  await jest.advanceTimersByTimeAsync(minuteMs)
  expect(renewals).toHaveBeenCalledTimes(3)
  expect(troubles).toEqual([failure, undefined])
  end()
  expect(await result).toBe('done')
})
