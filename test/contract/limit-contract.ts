import type { BeginResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { LONG_MS, SessionUnderTest, SHORT_MS } from './session-under-test'

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

    it('count the sends of an address over all its sessions and networks', async () => {
      const limits = { sendsPerAddress: { max: 3, windowMs: LONG_MS } }
      await session.send({ limits, networkTag: 'a' })
      await session.send({ limits, networkTag: 'b', sendAttempt: 2 })
      await sibling().send({ limits, networkTag: 'c' })
      const limited = await sibling().begin({ limits, networkTag: 'd' })
      expect(limited).toMatchObject({ outcome: 'limited', limit: 'sendsPerAddress' })
      expect(waitOf(limited)).toBeLessThanOrEqual(LONG_MS)
      expect(waitOf(limited)).toBeGreaterThan(LONG_MS - 60_000)
      expect((await new SessionUnderTest(contract.peers[0]).begin({ limits })).outcome).toBe('send')
    })

    it('count the sends of an address for each network by itself', async () => {
      const limits = { sendsPerAddressAndNetwork: { max: 2, windowMs: LONG_MS } }
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

    it('charge no replay and no refusal', async () => {
      const narrow = { sendsPerAddressAndNetwork: { max: 1, windowMs: LONG_MS } }
      const limits = { ...narrow, sendsPerAddress: { max: 2, windowMs: LONG_MS } }
      await session.send({ limits, networkTag: 'a' })
      for (let time = 0; time < 5; time += 1) {
        expect((await session.begin({ limits, networkTag: 'a' })).outcome).toBe('replay')
        expect((await sibling().begin({ limits, networkTag: 'a' })).outcome).toBe('limited')
      }
      expect((await sibling().begin({ limits, networkTag: 'b' })).outcome).toBe('send')
    })

    it('record nothing where they limit: neither session, nor token, nor data', async () => {
      const limits = { sendsPerAddress: { max: 1, windowMs: LONG_MS } }
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

    it('name the longest of the waits', async () => {
      const long = { max: 1, windowMs: 2 * LONG_MS }
      const short = { max: 1, windowMs: LONG_MS }
      const cases = [
        ['sendsPerAddress', { sendsPerAddress: long, sendsPerAddressAndNetwork: short }],
        ['sendsPerAddressAndNetwork', { sendsPerAddress: short, sendsPerAddressAndNetwork: long }],
      ] as const
      for (const [limit, limits] of cases) {
        const one = new SessionUnderTest(contract.peers[0])
        await one.send({ limits })
        const limited = await one.begin({ sendAttempt: 2, limits })
        expect(limited).toMatchObject({ outcome: 'limited', limit })
        expect(waitOf(limited)).toBeGreaterThan(LONG_MS)
        expect(waitOf(limited)).toBeLessThanOrEqual(2 * LONG_MS)
      }
    })

    it('name the wait of the wrong codes where it is the longest', async () => {
      const limits = {
        sendsPerAddress: { max: 1, windowMs: LONG_MS },
        wrongCodesPerAddress: { max: 1, windowMs: 2 * LONG_MS },
      }
      await session.send({ deliver: 'code', limits })
      await session.enterWrong(1, limits)
      const code = await session.begin({ deliver: 'code', sendAttempt: 2, limits })
      expect(code).toMatchObject({ outcome: 'limited', limit: 'wrongCodesPerAddress' })
      expect(waitOf(code)).toBeGreaterThan(LONG_MS)
      const link = await session.begin({ deliver: 'link', sendAttempt: 2, limits })
      expect(link).toMatchObject({ outcome: 'limited', limit: 'sendsPerAddress' })
      expect(waitOf(link)).toBeLessThanOrEqual(LONG_MS)
    })

    it('open again with a new window, which the next send opens', async () => {
      const limits = { sendsPerAddress: { max: 1, windowMs: SHORT_MS } }
      await session.send({ limits })
      await contract.lapse(SHORT_MS)
      await session.send({ sendAttempt: 2, limits })
      const long = { sendsPerAddress: { max: 1, windowMs: LONG_MS } }
      await contract.lapse(SHORT_MS)
      await session.send({ sendAttempt: 3, limits: long })
      expect(waitOf(await session.begin({ sendAttempt: 4, limits: long }))).toBeGreaterThan(LONG_MS / 2)
    })

    it('let no more than the limit send, of 50 sessions at the same moment', async () => {
      const limits = { sendsPerAddress: { max: 7, windowMs: LONG_MS } }
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) => {
          const peer = contract.peers[index % contract.peers.length]!
          return new SessionUnderTest(peer, { addressTag: session.key.addressTag }).begin({ limits })
        }),
      )
      expect(results.filter(({ outcome }) => outcome === 'send')).toHaveLength(7)
      expect(results.filter(({ outcome }) => outcome === 'limited')).toHaveLength(43)
    })

    it('do not limit where they are absent', async () => {
      for (let sendAttempt = 0; sendAttempt < 40; sendAttempt += 1) await session.send({ sendAttempt })
    })
  })
}
