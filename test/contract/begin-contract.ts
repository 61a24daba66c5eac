import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, SessionUnderTest, shortMs } from './session-under-test'

export function describeBegin(makeStore: MakeStore): void {
  describe('begin', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    test('starts a session with the generation that is given', async () => {
      const generation = randomTag()
      expect(await session.begin({ generation, data: 'sealed by begin' })).toEqual({ outcome: 'send', generation })
      const { expiresInMs, startedAt, ...rest } = await session.seen()
      expect(rest).toEqual({
        state: 'pending',
        deliver: 'link',
        data: 'sealed by begin',
        tokenIsGood: false,
      })
      expect(Number.isSafeInteger(startedAt)).toBe(true)
      expect(expiresInMs).toBeGreaterThan(0)
      expect(expiresInMs).toBeLessThanOrEqual(longMs)
    })

    test('starts with attempt 0, which one client never raises', async () => {
      await session.send({ sendAttempt: 0 })
      expect((await session.begin({ sendAttempt: 0 })).outcome).toBe('replay')
    })

    test('sends the highest attempt there can be', async () => {
      await session.send({ sendAttempt: Number.MAX_SAFE_INTEGER - 1 })
      await session.send({ sendAttempt: Number.MAX_SAFE_INTEGER })
      expect((await session.begin({ sendAttempt: Number.MAX_SAFE_INTEGER })).outcome).toBe('replay')
    })

    test.each([
      ['lower', 4, 'replay'],
      ['equal', 5, 'replay'],
      ['higher', 6, 'send'],
    ])(
      'answers an attempt that is %s than or to the highest sent with the same session',
      async (_, attempt, outcome) => {
        const { generation } = await session.send({ sendAttempt: 5 })
        const again = await session.begin({ sendAttempt: attempt, deliver: 'code' })
        expect(again).toMatchObject({ outcome, generation })
        if (again.outcome === 'replay') expect(again.deliver).toBe('link')
      },
    )

    test('keeps the data of the newest send, and of no replay', async () => {
      await session.send({ sendAttempt: 1, data: 'first' })
      await session.send({ sendAttempt: 2, data: 'second' })
      await session.begin({ sendAttempt: 2, data: 'third' })
      expect((await session.seen()).data).toBe('second')
    })

    test('keeps data of any characters and of 16 KiB as they are', async () => {
      const data = `{"a":"\\u0000\n\u2028 'é\u{1f600}'"} ${'x'.repeat(16_384)} \0 end`
      const { token } = await session.send({ data })
      expect((await session.seen()).data).toBe(data)
      expect(await session.submit({ linkTokens: [token] })).toEqual({ outcome: 'right', data, first: true })
      expect((await session.claim())?.data).toBe(data)
    })

    test('lets exactly one of 50 equal requests at the same moment send', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const peer = contract.peers[index % contract.peers.length]!
          return new SessionUnderTest(peer, session.key).begin({ sendAttempt: 1 })
        }),
      )
      const outcomes = results.map(({ outcome }) => outcome)
      expect(outcomes.filter((outcome) => outcome === 'send')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'replay')).toHaveLength(49)
      expect(new Set(results.map((result) => 'generation' in result && result.generation)).size).toBe(1)
    })

    test('lets each of 20 rising attempts at the same moment send or replay, and ends on the highest', async () => {
      const attempts = Array.from({ length: 20 }, (_, index) => index)
      const outcomes = await Promise.all(
        attempts.map(async (sendAttempt) => (await session.begin({ sendAttempt })).outcome),
      )
      expect(outcomes.at(-1)).toBe('send')
      expect((await session.begin({ sendAttempt: 19 })).outcome).toBe('replay')
    })

    test('acts once where one call reaches the store twice', async () => {
      const limits = { sendsPerAddress: { max: 2, windowMs: longMs } }
      const request = session.request({ limits })
      const first = await session.store.begin(request)
      expect(await session.store.begin(request)).toEqual(first)
      session.generation = request.generation
      expect(await session.enter(request.token)).toBe('right')
      const other = new SessionUnderTest(session.store, { addressTag: session.key.addressTag })
      expect((await other.begin({ limits })).outcome).toBe('send')
      expect((await other.begin({ sendAttempt: 2, limits })).outcome).toBe('limited')
    })

    test('replays on a validated session, whatever the attempt, and changes nothing of it', async () => {
      const { token, generation } = await session.validate({ data: 'validated' })
      const before = await session.seen()
      const replay = await session.begin({ sendAttempt: 9, deliver: 'code', tokenLifetimeMs: 2 * longMs, data: 'new' })
      expect(replay).toEqual({ outcome: 'replay', generation, deliver: 'link' })
      const after = await session.seen({ linkTokens: [token] })
      expect(after).toEqual({ ...before, tokenIsGood: true, expiresInMs: after.expiresInMs })
      expect(after.expiresInMs).toBeLessThanOrEqual(before.expiresInMs)
    })

    test('starts anew where the session has expired, and the old one stays dead', async () => {
      const old = await session.send({ sendAttempt: 7, tokenLifetimeMs: shortMs })
      await contract.lapse(shortMs)
      expect(await session.look()).toBeUndefined()
      expect(await session.enter(old.token)).toBe('gone')
      const anew = await session.send({ sendAttempt: 1 })
      expect(anew.generation).not.toBe(old.generation)
      session.generation = old.generation
      expect(await session.enter(old.token)).toBe('gone')
      expect(await session.enter(anew.token)).toBe('gone')
    })

    test('keeps the sessions of other triples and addresses apart', async () => {
      const { addressTag, tripleTag } = session.key
      const neighbours = [
        new SessionUnderTest(session.store, { addressTag }),
        new SessionUnderTest(session.store, { tripleTag }),
      ]
      const { token } = await session.send()
      for (const neighbour of neighbours) {
        const { generation } = await neighbour.send()
        expect(generation).not.toBe(session.generation)
        expect(await neighbour.enter(token)).toBe('wrong')
        neighbour.generation = session.generation
        expect(await neighbour.look()).toBeUndefined()
      }
      expect(await session.enter(token)).toBe('right')
    })
  })
}
