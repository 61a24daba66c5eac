import type { CounterRequest, CountResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, shortMs } from './session-under-test'
import { countOne, name } from './count-one'

export function describeCounters(makeStore: MakeStore): void {
  describe('count and undoCount', () => {
    let contract: ContractStore
    let key: string
    beforeEach(async () => {
      contract = await makeStore()
      key = randomTag()
    })
    afterEach(() => contract.close())

    const count = (max?: number, windowMs = longMs): Promise<CountResult> =>
      countOne(contract.peers[0], { key, windowMs, ...(max === undefined ? {} : { max }) })
    let windowEndsAt = 0
    const counted = async (max?: number, windowMs = longMs): Promise<void> => {
      windowEndsAt = (await count(max, windowMs)).windowEndsAt
    }
    const undo = (): Promise<void> => contract.peers[0].undoCount({ key, name, windowEndsAt })

    test('count in one window, which opens with the first', async () => {
      const first = await count()
      expect(first).toEqual({
        count: 1,
        counted: true,
        resetInMs: expect.any(Number),
        windowEndsAt: expect.any(Number),
      })
      expect(first.resetInMs).toBeGreaterThan(longMs - 60_000)
      expect(first.resetInMs).toBeLessThanOrEqual(longMs)
      const second = await count()
      expect(second).toMatchObject({ count: 2, counted: true })
      expect(second.resetInMs).toBeLessThanOrEqual(first.resetInMs)
    })

    test('do not move the window by counting, whatever length the later count names', async () => {
      await count(undefined, 10_000)
      expect((await count(undefined, longMs)).resetInMs).toBeLessThanOrEqual(10_000)
    })

    test('begin anew when the window is over', async () => {
      await count(undefined, shortMs)
      await count(undefined, shortMs)
      await contract.lapse(shortMs)
      const anew = await count()
      expect(anew).toMatchObject({ count: 1, counted: true })
      expect(anew.resetInMs).toBeGreaterThan(shortMs)
    })

    test('are not raised past max, and say so', async () => {
      expect(await count(2)).toMatchObject({ count: 1, counted: true })
      expect(await count(2)).toMatchObject({ count: 2, counted: true })
      const third = await count(2)
      expect(third).toMatchObject({ count: 2, counted: false })
      expect(third.resetInMs).toBeGreaterThan(0)
      expect(third.resetInMs).toBeLessThanOrEqual(longMs)
      expect(await count(3)).toMatchObject({ count: 3, counted: true })
      expect(await count(2)).toMatchObject({ count: 3, counted: false })
    })

    test('give one back in the same window', async () => {
      await counted()
      const { resetInMs } = await count()
      await undo()
      const again = await count()
      expect(again.count).toBe(2)
      expect(again.windowEndsAt).toBe(windowEndsAt)
      expect(again.resetInMs).toBeLessThanOrEqual(resetInMs)
    })

    test('make room under max by giving one back', async () => {
      await counted(1)
      expect((await count(1)).counted).toBe(false)
      await undo()
      expect(await count(1)).toMatchObject({ count: 1, counted: true })
    })

    test('never go below nothing, nor open a window by giving one back', async () => {
      await undo()
      await undo()
      await counted()
      await undo()
      await undo()
      await undo()
      expect((await count()).count).toBe(1)
    })

    test('do not give back in a later window what was counted in an earlier one', async () => {
      await counted(undefined, shortMs)
      await contract.lapse(shortMs)
      await undo()
      expect((await count()).count).toBe(1)
      await undo()
      expect((await count()).count).toBe(2)
    })

    test('name the same window to all that it counts, also past max', async () => {
      await counted(1)
      expect((await count(1)).windowEndsAt).toBe(windowEndsAt)
      expect((await count(2)).windowEndsAt).toBe(windowEndsAt)
    })

    test('keep keys apart', async () => {
      await count()
      key = randomTag()
      expect((await count()).count).toBe(1)
    })

    test('count each of 100 at the same moment, and no more than max', async () => {
      const counts = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          countOne(contract.peers[index % contract.peers.length]!, { key, windowMs: longMs, max: 60 }),
        ),
      )
      const counted = counts.filter((result) => result.counted).map((result) => result.count)
      expect(counted.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    })

    describe('of several counters under one key', () => {
      const several = (...counters: readonly CounterRequest[]): Promise<readonly CountResult[]> =>
        contract.peers[0].count({ key, counters })
      const one = { name: 'one', windowMs: longMs }
      const other = { name: 'other', windowMs: 2 * longMs }

      test('count each in its own window, and answer in their order', async () => {
        await several(other)
        const results = await several(one, other)
        expect(results).toMatchObject([
          { count: 1, counted: true },
          { count: 2, counted: true },
        ])
        const [first, second] = results.map(({ resetInMs }) => resetInMs)
        expect(first).toBeLessThanOrEqual(longMs)
        expect(second).toBeGreaterThan(longMs)
        expect(await several(one)).toMatchObject([{ count: 2 }])
      })

      test('count none that stands behind one at its max; those before it count', async () => {
        await several(other)
        const full = { ...other, max: 1 }
        expect(await several(one, full, { ...one, name: 'third' })).toMatchObject([
          { count: 1, counted: true },
          { count: 1, counted: false },
          { count: 0, counted: false },
        ])
        expect(await several(full, one)).toMatchObject([
          { count: 1, counted: false },
          { count: 1, counted: false },
        ])
        expect(await several(one, { ...one, name: 'third' })).toMatchObject([{ count: 2 }, { count: 1 }])
      })

      test('give one back and leave the others', async () => {
        const [counted] = await several(one, other)
        const { windowEndsAt = 0 } = counted ?? {}
        await contract.peers[0].undoCount({ key, name: 'other', windowEndsAt })
        await contract.peers[0].undoCount({ key, name: 'unknown', windowEndsAt })
        await contract.peers[0].undoCount({ key, name: 'one', windowEndsAt })
        expect(await several(one, other)).toMatchObject([{ count: 1 }, { count: 2 }])
      })

      test('begin anew by themselves: one whose window is over changes none that goes on', async () => {
        const { windowEndsAt } = (await several(other, { ...one, windowMs: shortMs }))[0] ?? {}
        await contract.lapse(shortMs)
        expect(await several({ ...one, max: 1 }, other)).toMatchObject([
          { count: 1, counted: true },
          { count: 2, windowEndsAt },
        ])
      })

      test('count on where many of the key are over', async () => {
        await several(other)
        for (let index = 0; index < 40; index += 1) await several({ name: `short ${index}`, windowMs: shortMs })
        await contract.lapse(shortMs)
        for (let index = 0; index < 40; index += 1) await several({ name: `later ${index}`, windowMs: longMs })
        expect(await several(other, { name: 'later 7', windowMs: longMs })).toMatchObject([{ count: 2 }, { count: 2 }])
      })

      test('count each of 100 at the same moment; what is behind no more often than what is before it', async () => {
        const counters = [{ ...one, max: 60 }, other]
        const counts = await Promise.all(
          Array.from({ length: 100 }, (_, index) =>
            contract.peers[index % contract.peers.length]!.count({ key, counters }),
          ),
        )
        expect(counts.filter(([first]) => first?.counted)).toHaveLength(60)
        expect(counts.every(([first, second]) => first?.counted === second?.counted)).toBe(true)
        expect(await several(other)).toMatchObject([{ count: 61 }])
      })
    })
  })
}
