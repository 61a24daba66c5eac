import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, SessionUnderTest, shortMs } from './session-under-test'

export function describeRedeeming(makeStore: MakeStore): void {
  describe('claim, giveBack and finish', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    test('spend a validated session: what it knows, once', async () => {
      const { token } = await session.validate({ data: 'sealed' })
      const { startedAt, validatedAt } = await session.seen()
      expect(await session.claim()).toEqual({ data: 'sealed', startedAt, validatedAt })
      expect(await session.claim()).toBeUndefined()
      expect(await session.look()).toBeUndefined()
      expect(await session.enter(token)).toBe('gone')
    })

    test('answer null for a session that is unknown, pending or of another generation', async () => {
      expect(await session.claim()).toBeUndefined()
      await session.send()
      expect(await session.claim()).toBeUndefined()
      await session.validate({ sendAttempt: 2 })
      const other = new SessionUnderTest(session.store, session.key)
      expect(await other.claim()).toBeUndefined()
      expect(await session.claim()).toBeDefined()
    })

    test('let exactly one of 200 at the same moment have the session', async () => {
      await session.validate({ data: 'sealed' })
      const claims = await Promise.all(
        Array.from({ length: 200 }, (_, index) => {
          const peer = contract.peers[index % contract.peers.length]!
          return peer.claim({ ...session.ref, claimId: randomTag(), maxAgeMs: longMs })
        }),
      )
      expect(claims.filter((claim) => claim !== undefined)).toEqual([expect.objectContaining({ data: 'sealed' })])
    })

    test('act once where one claim reaches the store twice', async () => {
      await session.validate()
      const claimId = randomTag()
      const first = await session.claim(claimId)
      expect(first).toBeDefined()
      expect(await session.claim(claimId)).toEqual(first)
      expect(await session.claim()).toBeUndefined()
    })

    test('give a session back as it was, its expiry with it', async () => {
      const { token } = await session.validate({ data: 'sealed' })
      const before = await session.seen({ linkTokens: [token] })
      const claimId = randomTag()
      const claimed = await session.claim(claimId)
      expect(await session.giveBack(claimId)).toBe(true)
      const after = await session.seen({ linkTokens: [token] })
      expect(after).toEqual({ ...before, expiresInMs: after.expiresInMs })
      expect(after.expiresInMs).toBeLessThanOrEqual(before.expiresInMs)
      expect(await session.claim()).toEqual(claimed)
    })

    test('are fenced: only the claim that holds the session gives it back', async () => {
      await session.validate()
      const [first, second] = [randomTag(), randomTag()]
      expect(await session.giveBack(first)).toBe(false)
      await session.claim(first)
      expect(await session.giveBack(second)).toBe(false)
      expect(await session.giveBack(first)).toBe(true)
      await session.claim(second)
      expect(await session.giveBack(first)).toBe(false)
      expect(await session.claim()).toBeUndefined()
      expect(await session.giveBack(second)).toBe(true)
    })

    test('end every other session of the address in the same step, and none that is begun after', async () => {
      const others = [session.sibling(), session.sibling(), session.sibling()] as const
      const [pending, validated, after] = others
      await pending.send()
      await validated.validate()
      await session.validate()
      await session.claim('claim')
      await after.validate()
      expect(await pending.look()).toBeUndefined()
      expect(await validated.look()).toBeUndefined()
      expect(await validated.claim()).toBeUndefined()
      expect((await after.seen()).state).toBe('validated')
      expect(await session.giveBack('claim')).toBe(true)
      expect((await session.seen()).state).toBe('validated')
      expect(await pending.look()).toBeUndefined()
      expect(await validated.look()).toBeUndefined()
      expect((await after.seen()).state).toBe('validated')
    })

    test('give one of 8 sessions of an address that are claimed at the same moment', async () => {
      const sessions = Array.from({ length: 8 }, (_, index) =>
        session.sibling(contract.peers[index % contract.peers.length]),
      )
      await Promise.all(sessions.map((one) => one.validate()))
      const claims = await Promise.all(sessions.map((one) => one.claim()))
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
    })

    test('end nothing more where one claim reaches the store twice', async () => {
      await session.validate()
      await session.claim('claim')
      const meanwhile = session.sibling()
      await meanwhile.validate()
      await session.claim('claim')
      expect((await meanwhile.seen()).state).toBe('validated')
      expect(await session.giveBack('claim')).toBe(true)
    })

    test('end nothing where nothing is claimed', async () => {
      const other = session.sibling()
      await other.validate()
      await session.send()
      expect(await session.claim()).toBeUndefined()
      expect((await other.seen()).state).toBe('validated')
    })

    test('refuse a session that was begun longer ago than a finished use is remembered', async () => {
      await session.validate()
      await contract.lapse(shortMs)
      expect(await session.claim('claim', shortMs - 1)).toBeUndefined()
      expect((await session.seen()).state).toBe('validated')
      expect(await session.claim('claim')).toBeDefined()
    })

    test('end what was begun meanwhile when the use has finished, and then give nothing back', async () => {
      const [meanwhile, after] = [session.sibling(), session.sibling()]
      await session.validate()
      await session.claim('claim')
      await meanwhile.validate()
      await session.finish('claim')
      expect(await meanwhile.look()).toBeUndefined()
      expect(await session.giveBack('claim')).toBe(false)
      await after.validate()
      await session.finish('claim')
      expect((await after.seen()).state).toBe('validated')
    })

    test('finish for the claim that has the session alone', async () => {
      const meanwhile = session.sibling()
      await session.validate()
      await session.claim('claim')
      await meanwhile.validate()
      await session.finish('another')
      expect((await meanwhile.seen()).state).toBe('validated')
      expect(await session.giveBack('claim')).toBe(true)
      await session.finish('claim')
      expect((await meanwhile.seen()).state).toBe('validated')
    })

    test('end the session that was begun in the place of the claimed one when its use has finished', async () => {
      const { generation } = await session.validate()
      await session.claim('claim')
      await session.validate()
      expect(session.generation).not.toBe(generation)
      await session.store.finish({ ...session.key, generation, claimId: 'claim' })
      expect(await session.look()).toBeUndefined()
    })

    test('show a session in use to whoever asks for spent ones too, until its address is cut', async () => {
      const { token } = await session.validate({ data: 'sealed' })
      const linkTokens = [token]
      await session.claim('claim')
      expect(await session.look({ linkTokens })).toBeUndefined()
      expect(await session.look({ linkTokens, spentToo: true })).toMatchObject({ state: 'spent', tokenIsGood: true })
      expect(await session.look({ linkTokens: ['another'], spentToo: true })).toMatchObject({ tokenIsGood: false })
      await session.store.endAll(session.key)
      expect(await session.look({ linkTokens, spentToo: true })).toBeUndefined()
    })

    test('start anew after a session is spent, and what is given back late disturbs nothing', async () => {
      const spent = await session.validate({ data: 'old' })
      const claimId = randomTag()
      await session.claim(claimId)
      const anew = await session.send({ sendAttempt: 1, data: 'new' })
      expect(anew.generation).not.toBe(spent.generation)
      const old = { ...session.key, generation: spent.generation }
      expect(await session.store.giveBack({ ...old, claimId })).toBe(false)
      expect(await session.store.claim({ ...old, claimId, maxAgeMs: longMs })).toBeUndefined()
      expect(await session.store.look(old)).toBeUndefined()
      expect(await session.seen()).toMatchObject({ state: 'pending', data: 'new' })
      expect(await session.enter(spent.token)).toBe('wrong')
      expect(await session.enter(anew.token)).toBe('right')
    })

    test('count the tries of the new session from nothing after one is spent', async () => {
      await session.send({ deliver: 'code', sendAttempt: 1 })
      await session.enterWrong(4)
      await session.validate({ deliver: 'code', sendAttempt: 2 })
      await session.claim()
      const { token } = await session.send({ deliver: 'code', sendAttempt: 1 })
      await session.enterWrong(4)
      expect(await session.enter(token)).toBe('right')
    })

    test('give nothing back that is cut or has expired meanwhile', async () => {
      const claimId = randomTag()
      await session.validate()
      await session.claim(claimId)
      await session.store.endAll({ addressTag: session.key.addressTag })
      expect(await session.giveBack(claimId)).toBe(false)
      expect(await session.look()).toBeUndefined()

      const short = new SessionUnderTest(session.store)
      const { token } = await short.send()
      await short.submit({ linkTokens: [token], validatedLifetimeMs: longMs })
      await short.claim(claimId)
      expect(await short.giveBack(claimId)).toBe(true)
    })

    test('give nothing back after the session’s time', async () => {
      await session.validate()
      const late = new SessionUnderTest(session.store)
      const claimId = randomTag()
      // A claim within 30 ms can be missed on a busy machine: then there is nothing to give back either.
      await late.validate({}, shortMs)
      await late.claim(claimId)
      await contract.lapse(shortMs)
      expect(await late.giveBack(claimId)).toBe(false)
      expect(await late.look()).toBeUndefined()
    })
  })
}
