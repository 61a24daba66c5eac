import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, SessionUnderTest, shortMs } from './session-under-test'

export function describeSending(makeStore: MakeStore): void {
  describe('sent and failed', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    test('replay the attempt that a lease is sending, and lower ones; a higher one sends', async () => {
      await session.startSending({ sendAttempt: 5 })
      expect((await session.begin({ sendAttempt: 5 })).outcome).toBe('replay')
      expect((await session.begin({ sendAttempt: 4 })).outcome).toBe('replay')
      expect((await session.begin({ sendAttempt: 6 })).outcome).toBe('send')
    })

    test('send the same attempt again after the lease, in the same session: a crash does not use it up', async () => {
      const crashed = await session.startSending({ leaseMs: shortMs })
      await contract.lapse(shortMs)
      const { generation } = await session.send()
      expect(generation).toBe(crashed.generation)
      expect((await session.begin()).outcome).toBe('replay')
      expect(await session.enter(crashed.token)).toBe('right')
    })

    test('lets exactly one of many send after a crash', async () => {
      await session.startSending({ leaseMs: shortMs })
      await contract.lapse(shortMs)
      const results = await Promise.all(Array.from({ length: 20 }, () => session.begin()))
      expect(results.filter(({ outcome }) => outcome === 'send')).toHaveLength(1)
    })

    test('take a token as good before it is recorded that its message was taken', async () => {
      const { token } = await session.startSending()
      expect(await session.enter(token)).toBe('right')
    })

    test.each([true, false])(
      'send the same attempt again after a failure (undone: %s), in the same session',
      async (undone) => {
        const failed = await session.startSending()
        await session.failed(failed, { undone })
        const again = await session.send()
        expect(again.generation).toBe(failed.generation)
        expect((await session.begin()).outcome).toBe('replay')
      },
    )

    test('take back the token of a send that is undone, and leave one that may have arrived', async () => {
      const arrived = await session.startSending()
      await session.failed(arrived, { undone: false })
      const undone = await session.startSending()
      await session.failed(undone, { undone: true })
      expect(await session.enter(undone.token)).toBe('wrong')
      expect(await session.enter(arrived.token)).toBe('right')
    })

    test('make the older code good again where the newer is undone', async () => {
      const older = await session.send({ deliver: 'code', sendAttempt: 1 })
      const newer = await session.startSending({ deliver: 'code', sendAttempt: 2 })
      await session.failed(newer)
      expect(await session.enter(newer.token)).toBe('wrong')
      expect(await session.enter(older.token)).toBe('right')
    })

    test('return the charges of a send that is undone, once, and keep those of one that may have arrived', async () => {
      const limits = {
        sendsPerAddress: { max: 1, windowMs: longMs },
        sendsPerAddressAndNetwork: { max: 1, windowMs: longMs },
      }
      const undone = await session.startSending({ limits })
      expect((await session.begin({ sendAttempt: 2, limits })).outcome).toBe('limited')
      await session.failed(undone)
      await session.failed(undone)
      const kept = await session.startSending({ limits })
      await session.failed(undone)
      expect((await session.begin({ sendAttempt: 2, limits })).outcome).toBe('limited')
      await session.failed(kept, { undone: false })
      expect((await session.begin({ limits })).outcome).toBe('limited')
    })

    test('return the charges and the token of an undone send whose lease another has taken over', async () => {
      const limits = { sendsPerAddress: { max: 2, windowMs: longMs } }
      const slow = await session.startSending({ sendAttempt: 1, limits })
      const newer = await session.startSending({ sendAttempt: 2, limits })
      await session.failed(slow)
      expect(await session.enter(slow.token)).toBe('wrong')
      expect((await session.begin({ sendAttempt: 2, limits })).outcome).toBe('replay')
      expect((await session.begin({ sendAttempt: 3, limits })).outcome).toBe('send')
      expect(await session.enter(newer.token)).toBe('right')
    })

    test('do not end a lease that is not theirs', async () => {
      const slow = await session.startSending({ sendAttempt: 1, leaseMs: shortMs })
      await contract.lapse(shortMs)
      await session.startSending({ sendAttempt: 1 })
      await session.failed(slow, { undone: false })
      expect((await session.begin({ sendAttempt: 1 })).outcome).toBe('replay')
    })

    test('record a late success of an older lease, and leave the newer lease', async () => {
      const slow = await session.startSending({ sendAttempt: 1 })
      const newer = await session.startSending({ sendAttempt: 2 })
      await session.sent(slow)
      expect((await session.begin({ sendAttempt: 2 })).outcome).toBe('replay')
      await session.failed(newer)
      expect((await session.begin({ sendAttempt: 1 })).outcome).toBe('replay')
      expect((await session.begin({ sendAttempt: 2 })).outcome).toBe('send')
    })

    test('never lower the highest attempt that was sent', async () => {
      const slow = await session.startSending({ sendAttempt: 1 })
      await session.send({ sendAttempt: 2 })
      await session.sent(slow)
      expect((await session.begin({ sendAttempt: 2 })).outcome).toBe('replay')
    })

    test('leave a session of another generation alone', async () => {
      const old = await session.startSending({ sendAttempt: 5, tokenLifetimeMs: shortMs })
      await contract.lapse(shortMs)
      const anew = await session.startSending({ sendAttempt: 1 })
      await session.sent({ ...old, leaseId: anew.leaseId })
      await session.failed({ ...old, leaseId: anew.leaseId, token: anew.token })
      expect((await session.begin({ sendAttempt: 1 })).outcome).toBe('replay')
      expect((await session.begin({ sendAttempt: 2 })).outcome).toBe('send')
      expect(await session.enter(anew.token)).toBe('right')
    })

    test('make no session where there is none', async () => {
      const send = { generation: randomTag(), leaseId: randomTag(), token: randomTag(), sendAttempt: 3 }
      await session.sent(send)
      await session.failed(send)
      session.generation = send.generation
      expect(await session.look()).toBeUndefined()
      expect((await session.begin({ sendAttempt: 1 })).outcome).toBe('send')
    })

    test('extend nothing', async () => {
      const send = await session.startSending({ tokenLifetimeMs: shortMs, leaseMs: longMs })
      await session.sent(send)
      await contract.lapse(shortMs)
      await session.failed(send)
      await session.sent(send)
      expect(await session.look()).toBeUndefined()
    })
  })
}
