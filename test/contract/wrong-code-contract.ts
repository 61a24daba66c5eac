import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, SessionUnderTest, shortMs } from './session-under-test'

export function describeWrongCodes(makeStore: MakeStore): void {
  describe('wrong codes', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    test('leave the session good up to the last try', async () => {
      const { token } = await session.send({ deliver: 'code' })
      expect(await session.enterWrong(4)).toEqual(Array(4).fill('wrong'))
      expect(await session.enter(token)).toBe('right')
    })

    test('kill the session with the last try: then no code is judged', async () => {
      const { token } = await session.send({ deliver: 'code' })
      expect(await session.enterWrong(7)).toEqual([...Array<string>(5).fill('wrong'), 'gone', 'gone'])
      expect(await session.enter(token)).toBe('gone')
      expect(await session.look()).toBeUndefined()
      expect(await session.claim()).toBeUndefined()
    })

    test('are measured by the tries that are given now, should a host lower them', async () => {
      const { token } = await session.send({ deliver: 'code' })
      await session.enterWrong(3, { codeTries: 5 })
      expect(await session.enter(token, { codeTries: 3 })).toBe('gone')
      expect(await session.enter(token, { codeTries: 4 })).toBe('right')
    })

    test('are judged no oftener than the tries there are, of 200 at the same moment', async () => {
      const { token } = await session.send({ deliver: 'code' })
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, index) => {
          const peer = contract.peers[index % contract.peers.length]!
          const guess = new SessionUnderTest(peer, session.key)
          guess.generation = session.generation
          return guess.enter(randomTag())
        }),
      )
      expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(5)
      expect(outcomes.filter((outcome) => outcome === 'gone')).toHaveLength(195)
      expect(await session.enter(token)).toBe('gone')
    })

    test('stay counted over a resend, over a change to a link and back, and over a send that is undone', async () => {
      await session.send({ deliver: 'code', sendAttempt: 1 })
      await session.enterWrong(2)
      await session.send({ deliver: 'code', sendAttempt: 2 })
      await session.enterWrong(1)
      await session.send({ deliver: 'link', sendAttempt: 3 })
      await session.failed(await session.startSending({ deliver: 'code', sendAttempt: 4 }))
      const { token } = await session.send({ deliver: 'code', sendAttempt: 4 })
      expect(await session.enterWrong(2)).toEqual(['wrong', 'wrong'])
      expect(await session.enter(token)).toBe('gone')
    })

    test('count one where a code is tried under several secrets', async () => {
      const { token } = await session.send({ deliver: 'code' })
      for (let time = 0; time < 4; time += 1) {
        const { outcome } = await session.submit({ codeTokens: [randomTag(), randomTag(), randomTag()] })
        expect(outcome).toBe('wrong')
      }
      expect(await session.enter(token)).toBe('right')
    })

    test('count for an older code, too', async () => {
      const { token } = await session.send({ deliver: 'code', sendAttempt: 1 })
      await session.send({ deliver: 'code', sendAttempt: 2 })
      for (let time = 0; time < 5; time += 1) expect(await session.enter(token)).toBe('wrong')
      expect(await session.enter(token)).toBe('gone')
    })

    test('are told from what counts nothing: a link, and what could be no code', async () => {
      await session.send({ deliver: 'link' })
      expect(await session.submit({ linkTokens: ['wrong'] })).toEqual({
        outcome: 'wrong',
        deliver: 'link',
        counted: false,
      })
      await session.send({ deliver: 'code', sendAttempt: 2 })
      const wrong = { outcome: 'wrong', deliver: 'code' }
      expect(await session.submit({ codeTokens: ['wrong'] })).toEqual({ ...wrong, counted: true })
      expect(await session.submit({ codeTokens: [] })).toEqual({ ...wrong, counted: false })
    })

    test('tell how long none is judged: while a dead session lasts, or the window of its address', async () => {
      const wrongCodesPerAddress = { max: 5, windowMs: 2 * longMs }
      await session.send({ deliver: 'code', tokenLifetimeMs: longMs })
      await session.enterWrong(5, { wrongCodesPerAddress })
      const other = session.sibling()
      await other.send({ deliver: 'code' })
      for (const [one, atMost] of [
        [session, longMs],
        [other, 2 * longMs],
      ] as const) {
        const refused = await one.submit({ codeTokens: ['wrong'], wrongCodesPerAddress })
        if (refused.outcome !== 'gone' || !refused.tooManyTries) throw new Error('judged')
        expect(refused.tooManyTries.retryAfterMs).toBeLessThanOrEqual(atMost)
        expect(refused.tooManyTries.retryAfterMs).toBeGreaterThan(atMost - 60_000)
      }
      const unknown = new SessionUnderTest(session.store)
      expect(await unknown.submit({ codeTokens: ['wrong'], wrongCodesPerAddress })).toEqual({ outcome: 'gone' })
    })

    test('are not counted where no code is taken', async () => {
      const limit = { max: 3, windowMs: longMs }
      const { token } = await session.send({ deliver: 'code' })
      for (let time = 0; time < 10; time += 1)
        await session.submit({ linkTokens: [randomTag()], wrongCodesPerAddress: limit })

      expect(await session.enter(token, { wrongCodesPerAddress: limit })).toBe('right')
    })

    test('make a new request wait until the dead session expires, and then a new session starts', async () => {
      const dead = await session.send({ deliver: 'code', tokenLifetimeMs: longMs })
      await session.enterWrong(5)
      const limited = await session.begin({ deliver: 'link', sendAttempt: 2 })
      expect(limited).toEqual({ outcome: 'limited', limit: 'session', retryAfterMs: expect.any(Number) })
      if (limited.outcome !== 'limited') throw new Error('not limited')
      expect(limited.retryAfterMs).toBeGreaterThan(longMs / 2)
      expect(limited.retryAfterMs).toBeLessThanOrEqual(longMs)
      expect(session.generation).toBe(dead.generation)
    })

    test('are forgotten with the session when it expires', async () => {
      const dead = await session.send({ deliver: 'code', tokenLifetimeMs: shortMs, sendAttempt: 3 })
      await session.enterWrong(5)
      await contract.lapse(shortMs)
      const anew = await session.send({ deliver: 'code', sendAttempt: 1 })
      expect(anew.generation).not.toBe(dead.generation)
      expect(await session.enterWrong(4)).toEqual(Array(4).fill('wrong'))
      expect(await session.enter(anew.token)).toBe('right')
    })

    test('count on a validated session and end nothing of it', async () => {
      const limit = { max: 8, windowMs: longMs }
      const { token } = await session.validate({ deliver: 'code' })
      const wrong = await session.enterWrong(10, { wrongCodesPerAddress: limit })
      expect(wrong).toEqual(Array(10).fill('wrong'))
      expect((await session.seen()).state).toBe('validated')
      expect(await session.enter(token, { wrongCodesPerAddress: limit })).toBe('right')
      const other = new SessionUnderTest(session.store, { addressTag: session.key.addressTag })
      const begun = await other.begin({ deliver: 'code', limits: { wrongCodesPerAddress: limit } })
      expect(begun).toMatchObject({ outcome: 'limited', limit: 'wrongCodesPerAddress' })
      expect(await session.claim()).toBeDefined()
    })

    test('count for the address over all its sessions, and past its ceiling no pending one is judged', async () => {
      const limit = { wrongCodesPerAddress: { max: 6, windowMs: longMs } }
      const { addressTag } = session.key
      const others = Array.from({ length: 2 }, () => new SessionUnderTest(session.store, { addressTag }))
      const { token } = await session.send({ deliver: 'code' })
      for (const other of others) {
        await other.send({ deliver: 'code' })
        expect(await other.enterWrong(3, limit)).toEqual(['wrong', 'wrong', 'wrong'])
      }
      expect(await session.enter(token, limit)).toBe('gone')
      expect(await others[0]!.enterWrong(1, limit)).toEqual(['gone'])
      const elsewhere = new SessionUnderTest(session.store)
      expect(await elsewhere.enter((await elsewhere.send({ deliver: 'code' })).token, limit)).toBe('right')
    })

    test('past the address’s ceiling limit a request for a code, for as long as its window lasts, and none for a link', async () => {
      const limit = { wrongCodesPerAddress: { max: 2, windowMs: longMs } }
      await session.send({ deliver: 'code' })
      await session.enterWrong(2, limit)
      const limited = await session.begin({ deliver: 'code', sendAttempt: 2, limits: limit })
      expect(limited).toMatchObject({ outcome: 'limited', limit: 'wrongCodesPerAddress' })
      if (limited.outcome !== 'limited') throw new Error('not limited')
      expect(limited.retryAfterMs).toBeGreaterThan(longMs / 2)
      expect(limited.retryAfterMs).toBeLessThanOrEqual(longMs)
      expect((await session.begin({ deliver: 'code', sendAttempt: 1, limits: limit })).outcome).toBe('replay')
      const { token } = await session.send({ deliver: 'link', sendAttempt: 2, limits: limit })
      expect(await session.enter(token, limit)).toBe('right')
    })

    test('are judged again when the address’s window is over', async () => {
      const limit = { wrongCodesPerAddress: { max: 1, windowMs: shortMs } }
      const { token } = await session.send({ deliver: 'code' })
      await session.enterWrong(1, limit)
      await contract.lapse(shortMs)
      expect(await session.enter(token, limit)).toBe('right')
    })

    test('stop at the address’s ceiling, of 200 at the same moment over many sessions', async () => {
      const limit = { wrongCodesPerAddress: { max: 30, windowMs: longMs } }
      const { addressTag } = session.key
      const sessions = Array.from(
        { length: 20 },
        (_, index) => new SessionUnderTest(contract.peers[index % contract.peers.length]!, { addressTag }),
      )
      await Promise.all(sessions.map((one) => one.send({ deliver: 'code' })))
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, index) => sessions[index % sessions.length]!.enter(randomTag(), limit)),
      )
      expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(30)
    })

    test('at a session that is gone count nothing: a guessed `sid` locks nobody out', async () => {
      const limit = { wrongCodesPerAddress: { max: 2, windowMs: longMs } }
      const other = new SessionUnderTest(session.store, session.key)
      const { token } = await session.send({ deliver: 'code' })
      expect(new Set(await other.enterWrong(10, limit))).toEqual(new Set(['gone']))
      expect(await session.enter(token, limit)).toBe('right')
    })
  })
}
