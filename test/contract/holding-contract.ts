import type { HoldRequest, HoldResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { LONG_MS, randomTag, SHORT_MS } from './session-under-test'

export function describeHolding(makeStore: MakeStore): void {
  describe('hold and release', () => {
    let contract: ContractStore
    let accountTag: string
    beforeEach(async () => {
      contract = await makeStore()
      accountTag = randomTag()
    })
    afterEach(() => contract.close())

    const hold = (claimId: string, over: Partial<HoldRequest> = {}): Promise<HoldResult> =>
      contract.peers[0].hold({ accountTag, claimId, sessionTag: 'session', leaseMs: LONG_MS, ...over })
    const release = (claimId: string, rememberMs?: number): Promise<void> =>
      contract.peers[0].release({ accountTag, claimId, ...(rememberMs !== undefined && { rememberMs }) })
    const held = { outcome: 'held' }

    it('give an account to one claim, and tell the same session in other hands from another', async () => {
      expect(await hold('first')).toEqual(held)
      expect(await hold('second')).toEqual({ outcome: 'busy', isSameSession: true })
      expect(await hold('second', { sessionTag: 'another' })).toEqual({ outcome: 'busy', isSameSession: false })
      expect(await hold('second', { accountTag: randomTag() })).toEqual(held)
    })

    it('give an account to exactly one of 50 at the same moment', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          contract.peers[index % contract.peers.length]!.hold({
            accountTag,
            claimId: randomTag(),
            sessionTag: `session ${index}`,
            leaseMs: LONG_MS,
          }),
        ),
      )
      expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(1)
    })

    it('renew by the same claim, for as long as it says', async () => {
      await hold('first', { leaseMs: SHORT_MS })
      expect(await hold('first')).toEqual(held)
      await contract.lapse(SHORT_MS)
      expect((await hold('second')).outcome).toBe('busy')
    })

    it('hold nothing once the lease has run out, and tell the claim that it has lost the account', async () => {
      await hold('first', { leaseMs: SHORT_MS })
      await contract.lapse(SHORT_MS)
      expect(await hold('second')).toEqual(held)
      expect((await hold('first')).outcome).toBe('busy')
      await release('first')
      expect((await hold('third')).outcome).toBe('busy')
    })

    it('are free after a release by the claim that has it, and by no other', async () => {
      await hold('first')
      await release('second')
      expect((await hold('second')).outcome).toBe('busy')
      await release('first')
      expect(await hold('second')).toEqual(held)
    })

    it('remember when a use was finished, whoever has the account by then', async () => {
      await hold('first')
      await release('first', LONG_MS)
      const second = await hold('second')
      expect(second).toEqual({ outcome: 'held', finishedAt: expect.any(Number) })
      await contract.lapse(SHORT_MS)
      await release('first', LONG_MS)
      expect((await hold('third')).outcome).toBe('busy')
      const renewed = await hold('second')
      if (second.outcome !== 'held' || renewed.outcome !== 'held') throw new Error('lost')
      expect(renewed.finishedAt! - second.finishedAt!).toBeGreaterThanOrEqual(SHORT_MS)
    })

    it('remember it no longer than is asked, and over a hold that fails', async () => {
      await hold('first')
      await release('first', LONG_MS)
      await hold('second')
      await release('second')
      expect(await hold('third')).toMatchObject({ finishedAt: expect.any(Number) })

      accountTag = randomTag()
      await hold('first')
      await release('first', SHORT_MS)
      await contract.lapse(SHORT_MS)
      expect(await hold('second')).toEqual(held)
      await release('second')
      expect(await hold('third')).toEqual(held)
    })

    it('tell the moment by the clock that sessions are begun by', async () => {
      const [store] = contract.peers
      const { windowEndsAt } = await store.count({ key: randomTag(), windowMs: LONG_MS })
      await release('first', LONG_MS)
      const result = await hold('second')
      if (result.outcome !== 'held') throw new Error('lost')
      const passedMs = result.finishedAt! - (windowEndsAt - LONG_MS)
      expect(passedMs).toBeGreaterThanOrEqual(0)
      expect(passedMs).toBeLessThan(60_000)
    })

    it('do nothing by a release where nothing is held', async () => {
      await release('first')
      expect(await hold('second')).toEqual(held)
    })
  })
}
