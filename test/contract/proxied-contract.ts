import type { ContractStore, MakeStore } from './contract-store'
import { longMs, SessionUnderTest, shortMs } from './session-under-test'

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

    const validate = (validatedLifetimeMs = longMs): Promise<boolean> =>
      session.store.validate({ ...session.ref, validatedLifetimeMs })

    test('keep what the identity server answered until another answer comes', async () => {
      await session.sent(await session.startSending({ sendAttempt: 1 }), { upstream: 'sealed answer' })
      expect((await session.seen()).upstream).toBe('sealed answer')
      await session.sent(await session.startSending({ sendAttempt: 2 }))
      expect((await session.seen()).upstream).toBe('sealed answer')
      await session.sent(await session.startSending({ sendAttempt: 3 }), { upstream: 'another' })
      expect((await session.seen()).upstream).toBe('another')
    })

    test('give what the identity server answered to a resend, and nothing to a new session', async () => {
      await session.sent(await session.startSending({ sendAttempt: 1 }), { upstream: 'sealed answer' })
      const { generation } = session
      expect(await session.begin({ sendAttempt: 2 })).toEqual({
        outcome: 'send',
        generation,
        upstream: 'sealed answer',
      })
      await session.store.endAll(session.key)
      expect(await session.begin({ sendAttempt: 1 })).toEqual({ outcome: 'send', generation: session.generation })
    })

    test('give it to a call that reaches the store twice', async () => {
      await session.sent(await session.startSending({ sendAttempt: 1 }), { upstream: 'sealed answer' })
      const request = session.request({ sendAttempt: 2 })
      expect(await session.store.begin(request)).toEqual(await session.store.begin(request))
    })

    test('tell when they began, which no later send moves', async () => {
      await session.send({ sendAttempt: 1 })
      const { startedAt } = await session.seen()
      await contract.lapse(shortMs)
      await session.validate({ sendAttempt: 2 })
      const seen = await session.seen()
      expect(seen.startedAt).toBe(startedAt)
      expect(seen.validatedAt! - startedAt).toBeGreaterThanOrEqual(shortMs)
    })

    test('take a try back that nothing judged: of the session, of the address, and a death by it', async () => {
      const limits = { codeTries: 2, wrongCodesPerAddress: { max: 3, windowMs: longMs } }
      await session.send({ deliver: 'code' })
      for (let outage = 0; outage < 5; outage += 1) {
        expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
        await session.store.undoTry(session.ref)
      }
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('gone')
      await session.store.undoTry(session.ref)
      expect((await session.submit({ codeTokens: ['never'], ...limits })).outcome).toBe('wrong')
    })

    test('are validated on the server’s word, from the first time on', async () => {
      await session.send({ deliver: 'code', tokenLifetimeMs: 2 * longMs })
      expect(await validate()).toBe(true)
      const first = await session.seen()
      expect(first.state).toBe('validated')
      expect(first.expiresInMs).toBeLessThanOrEqual(longMs)
      await contract.lapse(shortMs)
      expect(await validate(2 * longMs)).toBe(true)
      const again = await session.seen()
      expect(again.validatedAt).toBe(first.validatedAt)
      expect(again.expiresInMs).toBeLessThanOrEqual(first.expiresInMs)
    })

    test('are not validated where they are unknown, expired, spent, ended or cut', async () => {
      expect(await validate()).toBe(false)
      await session.send({ tokenLifetimeMs: shortMs })
      await contract.lapse(shortMs)
      expect(await validate()).toBe(false)
      await session.validate()
      await session.claim()
      expect(await validate()).toBe(false)
      const { token } = await session.send()
      await session.end({ linkTokens: [token] })
      expect(await validate()).toBe(false)
      await session.send()
      await session.store.endAll(session.key)
      expect(await validate()).toBe(false)
      expect(await session.look()).toBeUndefined()
    })

    test('take back the one wrong code that was counted before the server was asked', async () => {
      const limit = { wrongCodesPerAddress: { max: 3, windowMs: longMs } }
      await session.send({ deliver: 'code' })
      await session.enterWrong(3, limit)
      const other = new SessionUnderTest(session.store, { addressTag: session.key.addressTag })
      const { token } = await other.send({ deliver: 'code' })
      expect(await other.enter(token, limit)).toBe('gone')
      expect(await validate()).toBe(true)
      expect(await other.enterWrong(1, limit)).toEqual(['wrong'])
      expect(await other.enter(token, limit)).toBe('gone')
    })

    test('live again where it was the right code that they died of', async () => {
      await session.send({ deliver: 'code' })
      await session.enterWrong(5)
      expect(await session.look()).toBeUndefined()
      expect(await validate()).toBe(true)
      expect((await session.seen()).state).toBe('validated')
      expect(await session.claim()).toBeDefined()
    })
  })
}
