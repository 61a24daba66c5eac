import type { BeginRequest, BeginResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { longMs, SessionUnderTest, shortMs } from './session-under-test'

export function describeConcealing(makeStore: MakeStore): void {
  describe('begin where ends are concealed', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    const beginConcealed = (over: Partial<BeginRequest> = {}): Promise<BeginResult> =>
      session.begin({ sendAttempt: 9, concealsEnds: true, ...over })

    const ends: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['by itself', () => session.end()],
      ['with its address', () => session.end({ scope: 'address' })],
      ['by a revocation', () => session.store.endAll(session.key)],
      ['by a reset of another session', () => claimAnother()],
      ['by support', () => session.store.forget(session.key)],
    ]
    const claimAnother = async (): Promise<unknown> => {
      const other = session.sibling()
      await other.validate()
      return other.claim()
    }

    test.each(ends)('answers the old session where it was ended %s, and sends nothing', async (_, end) => {
      const { generation } = await session.send({ deliver: 'code' })
      await end()
      for (const sendAttempt of [1, 2])
        expect(await beginConcealed({ sendAttempt })).toEqual({ outcome: 'replay', generation, deliver: 'code' })

      expect(await session.look()).toBeUndefined()
    })

    test.each(ends)('starts anew where it was ended %s, once it would have expired', async (_, end) => {
      const { generation } = await session.send({ tokenLifetimeMs: shortMs })
      await end()
      await contract.lapse(shortMs)
      const anew = await beginConcealed()
      expect(anew.outcome).toBe('send')
      expect(session.generation).not.toBe(generation)
    })

    test('starts anew after its own redeem, finished or not, cut since or not', async () => {
      for (const after of [() => undefined, () => session.finish('claim'), () => session.store.endAll(session.key)]) {
        const { generation } = await session.validate({ sendAttempt: 1 })
        await session.claim('claim')
        await after()
        expect((await beginConcealed()).outcome).toBe('send')
        expect(session.generation).not.toBe(generation)
        await session.store.endAll(session.key)
      }
    })

    test('keeps a dead session dead where its address was cut: that it was cut would tell', async () => {
      await session.send({ deliver: 'code', tokenLifetimeMs: longMs })
      await session.enterWrong(5)
      await session.store.endAll(session.key)
      expect(await beginConcealed()).toMatchObject({ outcome: 'limited', limit: 'session' })
      expect((await session.begin({ sendAttempt: 9 })).outcome).toBe('send')
    })

    test('changes nothing for a session that was not ended', async () => {
      const { generation, token } = await session.send({ sendAttempt: 1 })
      expect(await beginConcealed({ sendAttempt: 1 })).toMatchObject({ outcome: 'replay', generation })
      expect(await beginConcealed({ sendAttempt: 2 })).toMatchObject({ outcome: 'send', generation })
      expect(await session.enter(token)).toBe('right')
      expect(await beginConcealed({ sendAttempt: 3 })).toMatchObject({ outcome: 'replay', generation })
    })
  })
}
