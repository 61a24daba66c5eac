import type { ContractStore, MakeStore } from './contract-store'
import { LONG_MS, randomTag, SessionUnderTest, SHORT_MS } from './session-under-test'

export function describeRedeeming(makeStore: MakeStore): void {
  describe('claim and giveBack', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    it('spend a validated session: what it knows, once', async () => {
      const { token } = await session.validate({ data: 'sealed' })
      const { validatedAt } = await session.seen()
      expect(await session.claim()).toEqual({ data: 'sealed', validatedAt })
      expect(await session.claim()).toBeNull()
      expect(await session.look()).toBeNull()
      expect(await session.enter(token)).toBe('gone')
    })

    it('answer null for a session that is unknown, pending or of another generation', async () => {
      expect(await session.claim()).toBeNull()
      await session.send()
      expect(await session.claim()).toBeNull()
      await session.validate({ sendAttempt: 2 })
      const other = new SessionUnderTest(session.store, session.key)
      expect(await other.claim()).toBeNull()
      expect(await session.claim()).not.toBeNull()
    })

    it('let exactly one of 200 at the same moment have the session', async () => {
      await session.validate({ data: 'sealed' })
      const claims = await Promise.all(
        Array.from({ length: 200 }, (_, index) => {
          const peer = contract.peers[index % contract.peers.length]!
          return peer.claim({ ...session.ref, claimId: randomTag() })
        }),
      )
      expect(claims.filter((claim) => claim !== null)).toEqual([expect.objectContaining({ data: 'sealed' })])
    })

    it('act once where one claim reaches the store twice', async () => {
      await session.validate()
      const claimId = randomTag()
      const first = await session.claim(claimId)
      expect(first).not.toBeNull()
      expect(await session.claim(claimId)).toEqual(first)
      expect(await session.claim()).toBeNull()
    })

    it('give a session back as it was, its expiry with it', async () => {
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

    it('are fenced: only the claim that holds the session gives it back', async () => {
      await session.validate()
      const [first, second] = [randomTag(), randomTag()]
      expect(await session.giveBack(first)).toBe(false)
      await session.claim(first)
      expect(await session.giveBack(second)).toBe(false)
      expect(await session.giveBack(first)).toBe(true)
      await session.claim(second)
      expect(await session.giveBack(first)).toBe(false)
      expect(await session.claim()).toBeNull()
      expect(await session.giveBack(second)).toBe(true)
    })

    it('start anew after a session is spent, and what is given back late disturbs nothing', async () => {
      const spent = await session.validate({ data: 'old' })
      const claimId = randomTag()
      await session.claim(claimId)
      const anew = await session.send({ sendAttempt: 1, data: 'new' })
      expect(anew.generation).not.toBe(spent.generation)
      const old = { ...session.key, generation: spent.generation }
      expect(await session.store.giveBack({ ...old, claimId })).toBe(false)
      expect(await session.store.claim({ ...old, claimId })).toBeNull()
      expect(await session.store.look(old)).toBeNull()
      expect(await session.seen()).toMatchObject({ state: 'pending', data: 'new' })
      expect(await session.enter(spent.token)).toBe('wrong')
      expect(await session.enter(anew.token)).toBe('right')
    })

    it('count the tries of the new session from nothing after one is spent', async () => {
      await session.send({ deliver: 'code', sendAttempt: 1 })
      await session.enterWrong(4)
      await session.validate({ deliver: 'code', sendAttempt: 2 })
      await session.claim()
      const { token } = await session.send({ deliver: 'code', sendAttempt: 1 })
      await session.enterWrong(4)
      expect(await session.enter(token)).toBe('right')
    })

    it('give nothing back that is cut or has expired meanwhile', async () => {
      const claimId = randomTag()
      await session.validate()
      await session.claim(claimId)
      await session.store.endAll({ addressTag: session.key.addressTag })
      expect(await session.giveBack(claimId)).toBe(false)
      expect(await session.look()).toBeNull()

      const short = new SessionUnderTest(session.store)
      const { token } = await short.send()
      await short.submit({ linkTokens: [token], validatedLifetimeMs: LONG_MS })
      await short.claim(claimId)
      expect(await short.giveBack(claimId)).toBe(true)
    })

    it('give nothing back after the session’s time', async () => {
      await session.validate()
      const late = new SessionUnderTest(session.store)
      const claimId = randomTag()
      // A claim within 30 ms can be missed on a busy machine: then there is nothing to give back either.
      await late.validate({}, SHORT_MS)
      await late.claim(claimId)
      await contract.lapse(SHORT_MS)
      expect(await late.giveBack(claimId)).toBe(false)
      expect(await late.look()).toBeNull()
    })
  })
}
