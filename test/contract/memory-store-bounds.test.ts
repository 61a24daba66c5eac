import { memoryStore } from '../../lib/sessions/memory-store'
import { StoreUnavailableError, type SessionStore } from '../../lib/sessions/session-store'
import { longMs, randomTag, SessionUnderTest } from './session-under-test'
import { countOne, name } from './count-one'

let now: number
let store: SessionStore
const storeOf = (maxSessions: number): SessionStore => memoryStore({ maxSessions, now: () => now })
beforeEach(() => {
  now = 1_700_000_000_000
  store = storeOf(10)
})
afterEach(() => store.close())

const flood = async (count: number): Promise<SessionUnderTest[]> => {
  const sessions = Array.from({ length: count }, () => new SessionUnderTest(store))
  for (const session of sessions) await session.send()
  return sessions
}
const areLive = async (sessions: readonly SessionUnderTest[]): Promise<boolean[]> =>
  Promise.all(sessions.map(async (session) => (await session.look()) !== undefined))

test('a flood pushes out the oldest pending sessions, one for each that begins', async () => {
  const sessions = await flood(13)
  expect(await areLive(sessions)).toEqual([...Array<boolean>(3).fill(false), ...Array<boolean>(10).fill(true)])
})

test('a flood pushes out no validated session, no spent mark, no counted wrong code and no dead session', async () => {
  const [validated, spent, tried, dead] = Array.from({ length: 4 }, () => new SessionUnderTest(store)) as [
    SessionUnderTest,
    SessionUnderTest,
    SessionUnderTest,
    SessionUnderTest,
  ]
  await validated.validate()
  await spent.validate()
  await spent.claim('claim')
  const { token } = await tried.send({ deliver: 'code' })
  await tried.enterWrong(4)
  await dead.send({ deliver: 'code' })
  await dead.enterWrong(5)

  await flood(50)
  expect((await validated.seen()).state).toBe('validated')
  expect(await spent.claim()).toBeUndefined()
  expect(await spent.giveBack('claim')).toBe(true)
  expect(await dead.begin({ sendAttempt: 2 })).toMatchObject({ outcome: 'limited', limit: 'session' })
  await tried.enterWrong(1)
  expect(await tried.enter(token)).toBe('gone')
})

test('a flood pushes out no counts', async () => {
  const limits = {
    sendsPerAddress: { max: 1, windowMs: longMs },
    wrongCodesPerAddress: { max: 1, windowMs: 2 * longMs },
  }
  const session = new SessionUnderTest(store)
  await session.send({ deliver: 'code', limits })
  await session.enterWrong(1, limits)
  await countOne(store, { key: 'key', windowMs: longMs })
  await flood(50)
  const other = new SessionUnderTest(store, { addressTag: session.key.addressTag })
  expect(await other.begin({ limits })).toMatchObject({ outcome: 'limited', limit: 'sendsPerAddress' })
  expect(await other.begin({ deliver: 'code', limits })).toMatchObject({ limit: 'wrongCodesPerAddress' })
  expect((await countOne(store, { key: 'key', windowMs: longMs })).count).toBe(2)
})

test('where nothing may be pushed out it is unavailable, says so to new sessions alone, and has charged nothing', async () => {
  const limits = { sendsPerAddress: { max: 1, windowMs: longMs } }
  const validated = Array.from({ length: 10 }, () => new SessionUnderTest(store))
  for (const session of validated) await session.validate()
  const late = new SessionUnderTest(store)
  await expect(late.begin({ limits })).rejects.toThrow(StoreUnavailableError)
  expect((await validated[0]!.begin()).outcome).toBe('replay')
  expect(await validated[0]!.claim()).toBeDefined()
  expect(await areLive(validated.slice(1))).toEqual(Array(9).fill(true))

  now += longMs
  expect((await late.begin({ limits })).outcome).toBe('send')
})

test('a new session in the place of a spent or ended one of its triple needs no room', async () => {
  const validated = Array.from({ length: 10 }, () => new SessionUnderTest(store))
  for (const session of validated) await session.validate()
  await validated[0]!.claim()
  expect((await validated[0]!.begin()).outcome).toBe('send')
})

test('expired sessions and counts make room', async () => {
  for (let round = 0; round < 5; round += 1) {
    const sessions = Array.from({ length: 10 }, () => new SessionUnderTest(store))
    for (const session of sessions) await session.validate()
    for (let key = 0; key < 90; key += 1) await countOne(store, { key: `${round} ${key}`, windowMs: longMs })
    now += longMs
  }
})

test('counts are bounded too: past that it is unavailable, and no count is lost', async () => {
  const small = storeOf(1)
  const keys = Array.from({ length: 10 }, randomTag)
  for (const key of keys) await countOne(small, { key, windowMs: longMs })
  await expect(countOne(small, { key: randomTag(), windowMs: longMs })).rejects.toThrow(StoreUnavailableError)
  expect((await countOne(small, { key: keys[0]!, windowMs: longMs })).count).toBe(2)
  small.close()
})

test('a count of several for which there is no room counts none', async () => {
  const small = storeOf(1)
  const other = { name: 'other', windowMs: 1_000 }
  await small.count({ key: 'key', counters: [other] })
  for (let key = 0; key < 9; key += 1) await countOne(small, { key: randomTag(), windowMs: longMs })
  now += 1_000
  const requests = { name: 'requests', windowMs: longMs }
  const more = { name: 'more', windowMs: longMs }
  // What is over makes room for one.
  await expect(small.count({ key: 'key', counters: [requests, other] })).rejects.toThrow(StoreUnavailableError)
  await expect(small.count({ key: 'key', counters: [requests, more] })).rejects.toThrow(StoreUnavailableError)
  expect(await small.count({ key: 'key', counters: [requests] })).toMatchObject([{ count: 1 }])
  small.close()
})

test('a count of a clock of fractions is given back too', async () => {
  // Some power of two lies between the beginning and the end of the window: sums lose fractions there.
  now = 2 ** 22 - 300.123456
  const early = storeOf(1)
  const { windowEndsAt } = await countOne(early, { key: 'key', windowMs: longMs })
  await early.undoCount({ key: 'key', name, windowEndsAt })
  expect((await countOne(early, { key: 'key', windowMs: longMs })).count).toBe(1)
  early.close()
})

test('a begin for whose counts there is no room does nothing by halves', async () => {
  const small = storeOf(1)
  const sendsPerAddress = { max: 1, windowMs: longMs }
  for (let key = 0; key < 9; key += 1) await countOne(small, { key: randomTag(), windowMs: key === 0 ? 1_000 : longMs })
  const session = new SessionUnderTest(small)
  const limits = { sendsPerAddress, sendsPerAddressAndNetwork: sendsPerAddress }
  await expect(session.begin({ limits })).rejects.toThrow(StoreUnavailableError)
  // Room for one more, so that the first of its two counts would tell of a charge that had been left behind.
  now += 2_000
  expect((await session.begin({ limits })).outcome).toBe('send')
  small.close()
})

test('an address forgets no cut while a session of it lives, nor anything it must keep once its last is pushed out', async () => {
  const session = new SessionUnderTest(store)
  const { token } = await session.send()
  await store.endAll(session.key)
  await flood(50)
  expect(await session.enter(token)).toBe('gone')
  const anew = await session.send()
  expect(await session.enter(anew.token)).toBe('right')
})

test('close ends its timer, and a store that is not closed keeps no process alive', () => {
  jest.useFakeTimers()
  try {
    const one = memoryStore()
    expect(jest.getTimerCount()).toBe(1)
    one.close()
    expect(jest.getTimerCount()).toBe(0)
  } finally {
    jest.useRealTimers()
  }
  const timer = jest.spyOn(global, 'setInterval')
  const other = memoryStore()
  const handle = timer.mock.results[0]?.value as NodeJS.Timeout
  expect(handle.hasRef()).toBe(false)
  other.close()
  timer.mockRestore()
})

/** What a store keeps, at whatever depth of its parts. */
function mapsIn(value: unknown): Map<unknown, unknown>[] {
  if (value instanceof Map) return [value]
  if (typeof value !== 'object' || value === null || 'hasRef' in value) return []
  return Object.values(value).flatMap(mapsIn)
}

test('what has expired is let go by the timer, without a request', async () => {
  jest.useFakeTimers()
  const timed = memoryStore({ maxSessions: 10, now: () => now })
  try {
    for (let index = 0; index < 10; index += 1) {
      const session = new SessionUnderTest(timed)
      const { token } = await session.send()
      await session.enter(token)
    }
    now += longMs
    expect(mapsIn(timed).reduce((sum, { size }) => sum + size, 0)).toBeGreaterThanOrEqual(10)
    jest.advanceTimersByTime(60_000)
    expect(mapsIn(timed).map(({ size }) => size)).toEqual(mapsIn(timed).map(() => 0))
  } finally {
    timed.close()
    jest.useRealTimers()
  }
})

test.each([0, -1, 1.5, Number.NaN])('refuses maxSessions %p', (maxSessions) => {
  expect(() => memoryStore({ maxSessions })).toThrow(/maxSessions/)
})
