import type { ContractStore, MakeStore } from './contract-store'
import { LONG_MS, randomTag, SessionUnderTest } from './session-under-test'

export function describeEnding(makeStore: MakeStore): void {
  describe('end and endAll', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    const end = (...linkTokens: string[]): Promise<boolean> => session.store.end({ ...session.ref, linkTokens })
    const endAll = (): Promise<void> => session.store.endAll({ addressTag: session.key.addressTag })

    it('end a pending session by its link', async () => {
      const { token } = await session.send()
      expect(await end('of another secret', token)).toBe(true)
      expect(await session.look()).toBeNull()
      expect(await session.enter(token)).toBe('gone')
      expect(await end(token)).toBe(false)
    })

    it('end a validated session by its link', async () => {
      const { token } = await session.validate()
      expect(await end(token)).toBe(true)
      expect(await session.look()).toBeNull()
      expect(await session.claim()).toBeNull()
    })

    it('end nothing by another token, by none, or by a code', async () => {
      await session.send()
      expect(await end(randomTag())).toBe(false)
      expect(await end()).toBe(false)
      const { token } = await session.send({ deliver: 'code', sendAttempt: 2 })
      expect(await end(token)).toBe(false)
      expect(await session.enter(token)).toBe('right')
      expect(await end(token)).toBe(false)
      expect((await session.seen()).state).toBe('validated')
    })

    it('let the same triple start anew after an end, with the generation given', async () => {
      const ended = await session.send({ sendAttempt: 4 })
      await end(ended.token)
      const anew = await session.send({ sendAttempt: 1 })
      expect(anew.generation).not.toBe(ended.generation)
      expect(await session.enter(ended.token)).toBe('wrong')
      expect(await session.enter(anew.token)).toBe('right')
      session.generation = ended.generation
      expect(await session.look()).toBeNull()
    })

    it('end every session of the address, whatever its state, and none of another', async () => {
      const { addressTag } = session.key
      const pending = new SessionUnderTest(contract.peers[0], { addressTag })
      const claimed = new SessionUnderTest(contract.peers[0], { addressTag })
      const elsewhere = new SessionUnderTest(contract.peers[0], { tripleTag: session.key.tripleTag })
      const { token } = await pending.send()
      await session.validate()
      await claimed.validate()
      await elsewhere.validate()
      await claimed.claim('claimed')
      await endAll()
      expect(await pending.look()).toBeNull()
      expect(await pending.enter(token)).toBe('gone')
      expect(await session.look()).toBeNull()
      expect(await session.claim()).toBeNull()
      expect(await claimed.giveBack('claimed')).toBe(false)
      expect((await elsewhere.seen()).state).toBe('validated')
    })

    it('end what was begun before, and not what is begun after, within one millisecond too', async () => {
      for (let sendAttempt = 1; sendAttempt <= 30; sendAttempt += 1) {
        const { generation } = session
        const { token } = await session.send({ sendAttempt })
        expect(session.generation).not.toBe(generation)
        expect((await session.seen({ linkTokens: [token] })).tokenIsGood).toBe(true)
        await endAll()
        expect(await session.look()).toBeNull()
      }
    })

    it('end what was begun before and nothing that is begun after, while others begin at the same moment', async () => {
      const several = (): SessionUnderTest[] =>
        contract.peers.flatMap((peer) =>
          Array.from({ length: 8 }, () => new SessionUnderTest(peer, { addressTag: session.key.addressTag })),
        )
      const [before, meanwhile, after] = [several(), several(), several()]
      await Promise.all(before.map((one) => one.begin()))
      await Promise.all([endAll(), ...meanwhile.map((one) => one.begin())])
      await Promise.all(after.map((one) => one.begin()))
      expect(await Promise.all(before.map((one) => one.look()))).toEqual(before.map(() => null))
      expect(await Promise.all(after.map((one) => one.look()))).not.toContain(null)
    })

    it('start a request anew after endAll, though its attempt is one that was sent', async () => {
      const cut = await session.send({ sendAttempt: 3 })
      await endAll()
      expect((await session.send({ sendAttempt: 3 })).generation).not.toBe(cut.generation)
    })

    it('leave the counters of the address as they are', async () => {
      const limits = {
        sendsPerAddress: { max: 2, windowMs: LONG_MS },
        wrongCodesPerAddress: { max: 4, windowMs: LONG_MS },
      }
      await session.send({ deliver: 'code', limits })
      await session.enterWrong(4, limits)
      await endAll()
      expect(await session.begin({ deliver: 'code', limits })).toMatchObject({
        outcome: 'limited',
        limit: 'wrongCodesPerAddress',
      })
      await session.send({ deliver: 'link', limits })
      await endAll()
      expect(await session.begin({ deliver: 'link', limits })).toMatchObject({
        outcome: 'limited',
        limit: 'sendsPerAddress',
      })
    })

    it('do nothing at an address without sessions', async () => {
      await endAll()
      await endAll()
      await session.send()
      expect((await session.seen()).state).toBe('pending')
    })

    it('have a send that is under way record nothing in a session that was cut', async () => {
      const send = await session.startSending()
      await endAll()
      await session.sent(send)
      expect(await session.look()).toBeNull()
      expect((await session.begin()).outcome).toBe('send')
    })
  })
}
