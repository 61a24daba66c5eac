import type { BeginResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { longMs, SessionUnderTest, shortMs } from './session-under-test'

export function describeLimits(makeStore: MakeStore): void {
  describe('the limits of begin', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    const sibling = (): SessionUnderTest =>
      new SessionUnderTest(contract.peers[0], { addressTag: session.key.addressTag })
    const waitOf = (result: BeginResult): number => {
      if (result.outcome !== 'limited') throw new Error(`${result.outcome} instead of limited`)
      return result.retryAfterMs
    }

    test('count the sends of an address over all its sessions and networks', async () => {
      const limits = { sendsPerAddress: { max: 3, windowMs: longMs } }
      await session.send({ limits, networkTag: 'a' })
      await session.send({ limits, networkTag: 'b', sendAttempt: 2 })
      await sibling().send({ limits, networkTag: 'c' })
      const limited = await sibling().begin({ limits, networkTag: 'd' })
      expect(limited).toMatchObject({ outcome: 'limited', limit: 'sendsPerAddress' })
      expect(waitOf(limited)).toBeLessThanOrEqual(longMs)
      expect(waitOf(limited)).toBeGreaterThan(longMs - 60_000)
      expect((await new SessionUnderTest(contract.peers[0]).begin({ limits })).outcome).toBe('send')
    })

    test('count the sends of an address for each network by itself', async () => {
      const limits = { sendsPerAddressAndNetwork: { max: 2, windowMs: longMs } }
      await sibling().send({ limits, networkTag: 'a' })
      await sibling().send({ limits, networkTag: 'a' })
      expect(await session.begin({ limits, networkTag: 'a' })).toMatchObject({
        outcome: 'limited',
        limit: 'sendsPerAddressAndNetwork',
      })
      expect((await session.begin({ limits, networkTag: 'b' })).outcome).toBe('send')
      const elsewhere = new SessionUnderTest(contract.peers[0])
      expect((await elsewhere.begin({ limits, networkTag: 'a' })).outcome).toBe('send')
    })

    test('charge no replay and no refusal', async () => {
      const narrow = { sendsPerAddressAndNetwork: { max: 1, windowMs: longMs } }
      const limits = { ...narrow, sendsPerAddress: { max: 2, windowMs: longMs } }
      await session.send({ limits, networkTag: 'a' })
      for (let time = 0; time < 5; time += 1) {
        expect((await session.begin({ limits, networkTag: 'a' })).outcome).toBe('replay')
        expect((await sibling().begin({ limits, networkTag: 'a' })).outcome).toBe('limited')
      }
      expect((await sibling().begin({ limits, networkTag: 'b' })).outcome).toBe('send')
    })

    test('record nothing where they limit: neither session, nor token, nor data', async () => {
      const limits = { sendsPerAddress: { max: 1, windowMs: longMs } }
      const { token } = await session.send({ limits, data: 'kept' })
      const refused = session.request({ sendAttempt: 2, limits, data: 'refused', deliver: 'code' })
      expect((await session.begin(refused)).outcome).toBe('limited')
      expect(await session.seen({ linkTokens: [token] })).toMatchObject({
        deliver: 'link',
        data: 'kept',
        tokenIsGood: true,
      })
      expect((await session.begin({ sendAttempt: 2 })).outcome).toBe('send')

      const nobody = sibling()
      const request = nobody.request({ limits })
      expect((await nobody.begin(request)).outcome).toBe('limited')
      expect(await nobody.store.look(request)).toBeUndefined()
    })

    test('name the longest of the waits', async () => {
      const long = { max: 1, windowMs: 2 * longMs }
      const short = { max: 1, windowMs: longMs }
      const cases = [
        ['sendsPerAddress', { sendsPerAddress: long, sendsPerAddressAndNetwork: short }],
        ['sendsPerAddressAndNetwork', { sendsPerAddress: short, sendsPerAddressAndNetwork: long }],
      ] as const
      for (const [limit, limits] of cases) {
        const one = new SessionUnderTest(contract.peers[0])
        await one.send({ limits })
        const limited = await one.begin({ sendAttempt: 2, limits })
        expect(limited).toMatchObject({ outcome: 'limited', limit })
        expect(waitOf(limited)).toBeGreaterThan(longMs)
        expect(waitOf(limited)).toBeLessThanOrEqual(2 * longMs)
      }
    })

    test('name the wait of the wrong codes where it is the longest', async () => {
      const limits = {
        sendsPerAddress: { max: 1, windowMs: longMs },
        wrongCodesPerAddress: { max: 1, windowMs: 2 * longMs },
      }
      await session.send({ deliver: 'code', limits })
      await session.enterWrong(1, limits)
      const code = await session.begin({ deliver: 'code', sendAttempt: 2, limits })
      expect(code).toMatchObject({ outcome: 'limited', limit: 'wrongCodesPerAddress' })
      expect(waitOf(code)).toBeGreaterThan(longMs)
      const link = await session.begin({ deliver: 'link', sendAttempt: 2, limits })
      expect(link).toMatchObject({ outcome: 'limited', limit: 'sendsPerAddress' })
      expect(waitOf(link)).toBeLessThanOrEqual(longMs)
    })

    test('open again with a new window, which the next send opens', async () => {
      const limits = { sendsPerAddress: { max: 1, windowMs: shortMs } }
      await session.send({ limits })
      await contract.lapse(shortMs)
      await session.send({ sendAttempt: 2, limits })
      const long = { sendsPerAddress: { max: 1, windowMs: longMs } }
      await contract.lapse(shortMs)
      await session.send({ sendAttempt: 3, limits: long })
      expect(waitOf(await session.begin({ sendAttempt: 4, limits: long }))).toBeGreaterThan(longMs / 2)
    })

    test('let no more than the limit send, of 50 sessions at the same moment', async () => {
      const limits = { sendsPerAddress: { max: 7, windowMs: longMs } }
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const peer = contract.peers[index % contract.peers.length]!
          return new SessionUnderTest(peer, { addressTag: session.key.addressTag }).begin({ limits })
        }),
      )
      expect(results.filter(({ outcome }) => outcome === 'send')).toHaveLength(7)
      expect(results.filter(({ outcome }) => outcome === 'limited')).toHaveLength(43)
    })

    test('do not limit where they are absent', async () => {
      for (let sendAttempt = 0; sendAttempt < 40; sendAttempt += 1) await session.send({ sendAttempt })
    })
  })
}
