import type { SessionRef } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { LONG_MS, randomTag, SessionUnderTest, SHORT_MS } from './session-under-test'

/** What only sessions need whose tokens an identity server sends and judges. */
export function describeProxied(makeStore: MakeStore): void {
  describe('proxied sessions', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    const validate = (validatedLifetimeMs = LONG_MS): Promise<boolean> =>
      session.store.validate({ ...session.ref, validatedLifetimeMs })
    const claim = (claimId: string, pendingToo = true): ReturnType<SessionUnderTest['store']['claim']> =>
      session.store.claim({ ...session.ref, claimId, pendingToo })

    it('keep what the identity server answered until another answer comes', async () => {
      await session.sent(await session.startSending({ sendAttempt: 1 }), { remote: 'sealed answer' })
      expect((await session.seen()).remote).toBe('sealed answer')
      await session.sent(await session.startSending({ sendAttempt: 2 }))
      expect((await session.seen()).remote).toBe('sealed answer')
      await session.sent(await session.startSending({ sendAttempt: 3 }), { remote: 'another' })
      expect((await session.seen()).remote).toBe('another')
    })

    it('tell when they began, which no later send moves', async () => {
      await session.send({ sendAttempt: 1 })
      const { startedAt } = await session.seen()
      await contract.lapse(SHORT_MS)
      await session.validate({ sendAttempt: 2 })
      const seen = await session.seen()
      expect(seen.startedAt).toBe(startedAt)
      expect(seen.validatedAt! - startedAt).toBeGreaterThanOrEqual(SHORT_MS)
    })

    it('take a try back that nothing judged: of the session, of the address, and a death by it', async () => {
      const limits = { codeTries: 2, wrongCodesPerAddress: { max: 3, windowMs: LONG_MS } }
      await session.send({ deliver: 'code' })
      for (let outage = 0; outage < 5; outage += 1) {
        expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
        await session.store.takeBackTry(session.ref)
      }
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('gone')
      await session.store.takeBackTry(session.ref)
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
    })

    it('are validated on the server’s word, from the first time on', async () => {
      await session.send({ deliver: 'code', tokenLifetimeMs: 2 * LONG_MS })
      expect(await validate()).toBe(true)
      const first = await session.seen()
      expect(first.state).toBe('validated')
      expect(first.expiresInMs).toBeLessThanOrEqual(LONG_MS)
      await contract.lapse(SHORT_MS)
      expect(await validate(2 * LONG_MS)).toBe(true)
      const again = await session.seen()
      expect(again.validatedAt).toBe(first.validatedAt)
      expect(again.expiresInMs).toBeLessThanOrEqual(first.expiresInMs)
    })

    it('are not validated where they are unknown, expired, spent, ended or cut', async () => {
      expect(await validate()).toBe(false)
      await session.send({ tokenLifetimeMs: SHORT_MS })
      await contract.lapse(SHORT_MS)
      expect(await validate()).toBe(false)
      await session.validate()
      await session.claim()
      expect(await validate()).toBe(false)
      const { token } = await session.send()
      await session.store.end({ ...session.ref, linkTokens: [token] })
      expect(await validate()).toBe(false)
      await session.send()
      await session.store.endAll(session.key)
      expect(await validate()).toBe(false)
      expect(await session.look()).toBeNull()
    })

    it('take back the one wrong code that was counted before the server was asked', async () => {
      const limit = { wrongCodesPerAddress: { max: 3, windowMs: LONG_MS } }
      await session.send({ deliver: 'code' })
      await session.enterWrong(3, limit)
      const other = new SessionUnderTest(session.store, { addressTag: session.key.addressTag })
      const { token } = await other.send({ deliver: 'code' })
      expect(await other.enter(token, limit)).toBe('gone')
      expect(await validate()).toBe(true)
      expect(await other.enterWrong(1, limit)).toEqual(['wrong'])
      expect(await other.enter(token, limit)).toBe('gone')
    })

    it('live again where it was the right code that they died of', async () => {
      await session.send({ deliver: 'code' })
      await session.enterWrong(5)
      expect(await session.look()).toBeNull()
      expect(await validate()).toBe(true)
      expect((await session.seen()).state).toBe('validated')
      expect(await session.claim()).not.toBeNull()
    })

    it('are claimed while pending only where that is asked for, and by one of many', async () => {
      await session.send({ data: 'sealed' })
      expect(await claim(randomTag(), false)).toBeNull()
      const claims = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          contract.peers[index % contract.peers.length]!.claim({
            ...session.ref,
            claimId: randomTag(),
            pendingToo: true,
          }),
        ),
      )
      expect(claims.filter((one) => one !== null)).toEqual([{ data: 'sealed', validatedAt: null }])
      expect(await session.look()).toBeNull()
    })

    it('are pending again when a claim of a pending one is given back', async () => {
      const { token } = await session.send()
      const before = await session.seen({ linkTokens: [token] })
      const claimId = randomTag()
      const first = await claim(claimId)
      expect(await claim(claimId)).toEqual(first)
      expect(await session.giveBack(claimId)).toBe(true)
      const after = await session.seen({ linkTokens: [token] })
      expect(after).toEqual({ ...before, expiresInMs: after.expiresInMs })
      expect(await session.enter(token)).toBe('right')
    })

    it('are not claimed when they are dead, spent or gone, though pending ones may be', async () => {
      expect(await claim(randomTag())).toBeNull()
      await session.send({ deliver: 'code' })
      await session.enterWrong(5)
      expect(await claim(randomTag())).toBeNull()
      expect(await session.giveBack(randomTag())).toBe(false)
    })

    it('are named by the identity server’s sid: the first to bind it keeps it', async () => {
      const key = randomTag()
      const other = { ...session.ref, generation: randomTag() }
      const bind = (ref: SessionRef): Promise<boolean> => session.store.bind({ key, session: ref, lifetimeMs: LONG_MS })
      expect(await session.store.find({ key })).toBeNull()
      expect(await bind(session.ref)).toBe(true)
      expect(await bind(other)).toBe(false)
      expect(await bind({ ...session.ref, tripleTag: randomTag() })).toBe(false)
      expect(await bind(session.ref)).toBe(true)
      expect(await session.store.find({ key })).toEqual(session.ref)
      expect(await session.store.find({ key: randomTag() })).toBeNull()
    })

    it('are named by one session alone, of many that bind a sid at the same moment', async () => {
      const key = randomTag()
      const refs = Array.from({ length: 40 }, () => ({ ...session.ref, generation: randomTag() }))
      const bound = await Promise.all(
        refs.map((ref, index) =>
          contract.peers[index % contract.peers.length]!.bind({ key, session: ref, lifetimeMs: LONG_MS }),
        ),
      )
      expect(bound.filter(Boolean)).toHaveLength(1)
      expect(await session.store.find({ key })).toEqual(refs[bound.indexOf(true)])
    })

    it('are named no longer than the binding lives', async () => {
      const key = randomTag()
      await session.store.bind({ key, session: session.ref, lifetimeMs: SHORT_MS })
      await contract.lapse(SHORT_MS)
      expect(await session.store.find({ key })).toBeNull()
      const other = { ...session.ref, generation: randomTag() }
      expect(await session.store.bind({ key, session: other, lifetimeMs: LONG_MS })).toBe(true)
    })
  })
}
