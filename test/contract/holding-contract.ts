import type { HoldRequest, HoldResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, shortMs } from './session-under-test'
import { countOne } from './count-one'

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
      contract.peers[0].hold({ accountTag, claimId, sessionTag: 'session', leaseMs: longMs, ...over })
    const release = (claimId: string, rememberMs?: number): Promise<void> =>
      contract.peers[0].release({ accountTag, claimId, ...(rememberMs !== undefined && { rememberMs }) })
    const held = { outcome: 'held' }

    test('give an account to one claim, and tell the same session in other hands from another', async () => {
      expect(await hold('first')).toEqual(held)
      expect(await hold('second')).toEqual({ outcome: 'busy', isSameSession: true })
      expect(await hold('second', { sessionTag: 'another' })).toEqual({ outcome: 'busy', isSameSession: false })
      expect(await hold('second', { accountTag: randomTag() })).toEqual(held)
    })

    test('give an account to exactly one of 50 at the same moment', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          contract.peers[index % contract.peers.length]!.hold({
            accountTag,
            claimId: randomTag(),
            sessionTag: `session ${index}`,
            leaseMs: longMs,
          }),
        ),
      )
      expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(1)
    })

    test('renew by the same claim, for as long as it says', async () => {
      await hold('first', { leaseMs: shortMs })
      expect(await hold('first')).toEqual(held)
      await contract.lapse(shortMs)
      expect((await hold('second')).outcome).toBe('busy')
    })

    test('hold nothing once the lease has run out, and tell the claim that it has lost the account', async () => {
      await hold('first', { leaseMs: shortMs })
      await contract.lapse(shortMs)
      expect(await hold('second')).toEqual(held)
      expect((await hold('first')).outcome).toBe('busy')
      await release('first')
      expect((await hold('third')).outcome).toBe('busy')
    })

    test('are free after a release by the claim that has it, and by no other', async () => {
      await hold('first')
      await release('second')
      expect((await hold('second')).outcome).toBe('busy')
      await release('first')
      expect(await hold('second')).toEqual(held)
    })

    test('remember when a use was finished, whoever has the account by then', async () => {
      await hold('first')
      await release('first', longMs)
      const second = await hold('second')
      expect(second).toEqual({ outcome: 'held', finishedAt: expect.any(Number) })
      await contract.lapse(shortMs)
      await release('first', longMs)
      expect((await hold('third')).outcome).toBe('busy')
      const renewed = await hold('second')
      if (second.outcome !== 'held' || renewed.outcome !== 'held') throw new Error('lost')
      expect(renewed.finishedAt! - second.finishedAt!).toBeGreaterThanOrEqual(shortMs)
    })

    test('remember it no longer than is asked, and over a hold that fails', async () => {
      await hold('first')
      await release('first', longMs)
      await hold('second')
      await release('second')
      expect(await hold('third')).toMatchObject({ finishedAt: expect.any(Number) })

      accountTag = randomTag()
      await hold('first')
      await release('first', shortMs)
      await contract.lapse(shortMs)
      expect(await hold('second')).toEqual(held)
      await release('second')
      expect(await hold('third')).toEqual(held)
    })

    test('tell the moment by the clock that sessions are begun by', async () => {
      const [store] = contract.peers
      const { windowEndsAt } = await countOne(store, { key: randomTag(), windowMs: longMs })
      await release('first', longMs)
      const result = await hold('second')
      if (result.outcome !== 'held') throw new Error('lost')
      const passedMs = result.finishedAt! - (windowEndsAt - longMs)
      expect(passedMs).toBeGreaterThanOrEqual(0)
      expect(passedMs).toBeLessThan(60_000)
    })

    test('do nothing by a release where nothing is held', async () => {
      await release('first')
      expect(await hold('second')).toEqual(held)
    })
  })
}
