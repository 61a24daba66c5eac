import type { EndResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, SessionUnderTest } from './session-under-test'

export function describeEnding(makeStore: MakeStore): void {
  describe('end, endAll and forget', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    const end = async (...linkTokens: string[]): Promise<boolean> => (await session.end({ linkTokens })) !== undefined
    const endAddress = (...linkTokens: string[]): Promise<EndResult | undefined> =>
      session.end({ scope: 'address', linkTokens })
    const endAll = (): Promise<void> => session.store.endAll({ addressTag: session.key.addressTag })

    test('end a pending session by its link', async () => {
      const { token } = await session.send()
      expect(await end('of another secret', token)).toBe(true)
      expect(await session.look()).toBeUndefined()
      expect(await session.enter(token)).toBe('gone')
      expect(await end(token)).toBe(false)
    })

    test('end a validated session by its link', async () => {
      const { token } = await session.validate()
      expect(await end(token)).toBe(true)
      expect(await session.look()).toBeUndefined()
      expect(await session.claim()).toBeUndefined()
    })

    test('end nothing by another token, by none, or by a code', async () => {
      await session.send()
      expect(await end(randomTag())).toBe(false)
      expect(await end()).toBe(false)
      const { token } = await session.send({ deliver: 'code', sendAttempt: 2 })
      expect(await end(token)).toBe(false)
      expect(await session.enter(token)).toBe('right')
      expect(await end(token)).toBe(false)
      expect((await session.seen()).state).toBe('validated')
    })

    test('end a session of codes where the caller has made sure in another way, and no dead one', async () => {
      const { token } = await session.send({ deliver: 'code' })
      expect(await session.end()).toEqual({ isInUse: false })
      expect(await session.enter(token)).toBe('gone')
      expect(await session.end()).toBeUndefined()
      await session.send({ deliver: 'code' })
      await session.enterWrong(5)
      expect(await session.end()).toBeUndefined()
      expect(await session.begin({ sendAttempt: 2 })).toMatchObject({ outcome: 'limited', limit: 'session' })
    })

    test('end one session and leave the others of its address', async () => {
      const other = session.sibling()
      await other.validate()
      const { token } = await session.send()
      expect(await end(token)).toBe(true)
      expect((await other.seen()).state).toBe('validated')
    })

    test('end every session of the address by the link of one, and nothing that is begun after', async () => {
      const [other, dead] = [session.sibling(), session.sibling()]
      await other.validate()
      await dead.send({ deliver: 'code' })
      await dead.enterWrong(5)
      const { token } = await session.send()
      expect(await endAddress(randomTag())).toBeUndefined()
      expect((await other.seen()).state).toBe('validated')
      expect(await endAddress(token)).toEqual({ isInUse: false })
      expect(await session.look()).toBeUndefined()
      expect(await other.claim()).toBeUndefined()
      expect(await endAddress(token)).toBeUndefined()
      const anew = await other.send()
      expect(await other.enter(anew.token)).toBe('right')
    })

    test('end every session of the address by a dead one: its person has the message all the same', async () => {
      const other = session.sibling()
      await other.validate()
      await session.send({ deliver: 'code' })
      await session.enterWrong(5)
      expect(await session.end({ scope: 'address' })).toEqual({ isInUse: false })
      expect(await other.look()).toBeUndefined()
    })

    test('say of a session whose use is unfinished that it is in use; its claim is then not given back', async () => {
      const { token } = await session.validate()
      const meanwhile = session.sibling()
      await session.claim('claim')
      await meanwhile.validate()
      expect(await end(token)).toBe(false)
      expect(await endAddress(randomTag())).toBeUndefined()
      expect(await endAddress(token)).toEqual({ isInUse: true })
      expect(await meanwhile.look()).toBeUndefined()
      expect(await session.giveBack('claim')).toBe(false)
      expect(await session.look()).toBeUndefined()
      expect(await endAddress(token)).toBeUndefined()
    })

    test('find nothing to end where the use has finished', async () => {
      const { token } = await session.validate()
      await session.claim('claim')
      await session.finish('claim')
      expect(await endAddress(token)).toBeUndefined()
    })

    test('let the same triple start anew after an end, with the generation given', async () => {
      const ended = await session.send({ sendAttempt: 4 })
      await end(ended.token)
      const anew = await session.send({ sendAttempt: 1 })
      expect(anew.generation).not.toBe(ended.generation)
      expect(await session.enter(ended.token)).toBe('wrong')
      expect(await session.enter(anew.token)).toBe('right')
      session.generation = ended.generation
      expect(await session.look()).toBeUndefined()
    })

    test('end every session of the address, whatever its state, and none of another', async () => {
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
      expect(await pending.look()).toBeUndefined()
      expect(await pending.enter(token)).toBe('gone')
      expect(await session.look()).toBeUndefined()
      expect(await session.claim()).toBeUndefined()
      expect(await claimed.giveBack('claimed')).toBe(false)
      expect((await elsewhere.seen()).state).toBe('validated')
    })

    test('end what was begun before, and not what is begun after, within one millisecond too', async () => {
      for (let sendAttempt = 1; sendAttempt <= 30; sendAttempt += 1) {
        const { generation } = session
        const { token } = await session.send({ sendAttempt })
        expect(session.generation).not.toBe(generation)
        expect((await session.seen({ linkTokens: [token] })).tokenIsGood).toBe(true)
        await endAll()
        expect(await session.look()).toBeUndefined()
      }
    })

    test('end what was begun before and nothing that is begun after, while others begin at the same moment', async () => {
      const several = (): SessionUnderTest[] =>
        contract.peers.flatMap((peer) =>
          Array.from({ length: 8 }, () => new SessionUnderTest(peer, { addressTag: session.key.addressTag })),
        )
      const [before, meanwhile, after] = [several(), several(), several()]
      await Promise.all(before.map((one) => one.begin()))
      await Promise.all([endAll(), ...meanwhile.map((one) => one.begin())])
      await Promise.all(after.map((one) => one.begin()))
      expect(await Promise.all(before.map((one) => one.look()))).toEqual(before.map(() => undefined))
      expect(await Promise.all(after.map((one) => one.look()))).not.toContain(undefined)
    })

    test('start a request anew after endAll, though its attempt is one that was sent', async () => {
      const cut = await session.send({ sendAttempt: 3 })
      await endAll()
      expect((await session.send({ sendAttempt: 3 })).generation).not.toBe(cut.generation)
    })

    test('leave the counters of the address as they are', async () => {
      const limits = {
        sendsPerAddress: { max: 2, windowMs: longMs },
        wrongCodesPerAddress: { max: 4, windowMs: longMs },
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

    test('delete the counters too where the address is forgotten, and end its sessions', async () => {
      const limits = {
        sendsPerAddress: { max: 1, windowMs: longMs },
        sendsPerAddressAndNetwork: { max: 1, windowMs: longMs },
        wrongCodesPerAddress: { max: 1, windowMs: longMs },
      }
      const { token } = await session.send({ deliver: 'code', limits })
      await session.enterWrong(1, limits)
      const elsewhere = new SessionUnderTest(session.store)
      await elsewhere.send({ limits })
      await session.store.forget(session.key)
      expect(await session.enter(token, limits)).toBe('gone')
      const anew = await session.send({ deliver: 'code', limits })
      expect(await session.enter(anew.token, limits)).toBe('right')
      expect((await elsewhere.begin({ sendAttempt: 2, limits })).outcome).toBe('limited')
      await session.store.forget({ addressTag: randomTag() })
    })

    test('give no claim back where the address is forgotten', async () => {
      await session.validate()
      await session.claim('claim')
      await session.store.forget(session.key)
      expect(await session.giveBack('claim')).toBe(false)
    })

    test('do nothing at an address without sessions', async () => {
      await endAll()
      await endAll()
      await session.send()
      expect((await session.seen()).state).toBe('pending')
    })

    test('have a send that is under way record nothing in a session that was cut', async () => {
      const send = await session.startSending()
      await endAll()
      await session.sent(send)
      expect(await session.look()).toBeUndefined()
      expect((await session.begin()).outcome).toBe('send')
    })
  })
}
