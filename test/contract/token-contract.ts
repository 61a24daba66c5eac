import type { SubmitResult } from '../../lib/sessions/session-store'
import type { ContractStore, MakeStore } from './contract-store'
import { longMs, randomTag, type Send, SessionUnderTest, shortMs } from './session-under-test'

export function describeTokens(makeStore: MakeStore): void {
  describe('submit and look', () => {
    let contract: ContractStore
    let session: SessionUnderTest
    beforeEach(async () => {
      contract = await makeStore()
      session = new SessionUnderTest(contract.peers[0])
    })
    afterEach(() => contract.close())

    const sendMany = async (deliver: 'link' | 'code', count: number): Promise<Send[]> => {
      const sends: Send[] = []
      for (let attempt = 1; attempt <= count; attempt += 1)
        sends.push(await session.send({ deliver, sendAttempt: attempt }))
      return sends
    }

    test('validates by a right link: first the first time, and right again after', async () => {
      const { token } = await session.send({ data: 'sealed' })
      const linkTokens = ['of another secret', token]
      expect(await session.submit({ linkTokens })).toEqual({ outcome: 'right', data: 'sealed', first: true })
      expect(await session.submit({ linkTokens })).toEqual({ outcome: 'right', data: 'sealed', first: false })
      expect((await session.seen()).state).toBe('validated')
    })

    test('validates by a right code, under any of the secrets', async () => {
      const { token } = await session.send({ deliver: 'code', data: 'sealed' })
      const codeTokens = ['of another secret', token]
      expect(await session.submit({ codeTokens })).toEqual({ outcome: 'right', data: 'sealed', first: true })
      expect(await session.submit({ codeTokens })).toEqual({ outcome: 'right', data: 'sealed', first: false })
    })

    test('says `first` to one of many right ones at the same moment', async () => {
      const { token } = await session.send()
      const results = await Promise.all(
        Array.from({ length: 40 }, (_, index) => {
          const peer = contract.peers[index % contract.peers.length]!
          const seen = new SessionUnderTest(peer, session.key)
          seen.generation = session.generation
          return seen.submit({ linkTokens: [token] })
        }),
      )
      const first = (result: SubmitResult): boolean => result.outcome === 'right' && result.first
      expect(results.every(({ outcome }) => outcome === 'right')).toBe(true)
      expect(results.filter(first)).toHaveLength(1)
    })

    test('calls a link that is not the session’s wrong, however often, and then takes the right one', async () => {
      const { token } = await session.send()
      const wrong = await session.enterWrong(20, { wrongCodesPerAddress: { max: 1, windowMs: longMs } })
      expect(new Set(wrong)).toEqual(new Set(['wrong']))
      expect(await session.enter(token)).toBe('right')
    })

    test('does not take a link’s token as a code, nor a code as a link', async () => {
      const link = await session.send({ deliver: 'link' })
      expect((await session.submit({ codeTokens: [link.token] })).outcome).not.toBe('right')
      const code = await session.send({ deliver: 'code', sendAttempt: 2 })
      expect((await session.submit({ linkTokens: [code.token] })).outcome).not.toBe('right')
      expect((await session.seen()).state).toBe('pending')
    })

    test.each([0, 1, 2, 3])('keeps the newest three links good: link %i of four', async (index) => {
      const sends = await sendMany('link', 4)
      const { token } = sends[index]!
      expect((await session.seen({ linkTokens: [token] })).tokenIsGood).toBe(index > 0)
      expect(await session.enter(token)).toBe(index > 0 ? 'right' : 'wrong')
    })

    test('takes only the newest code, and the older ones never', async () => {
      const [first, second, third] = await sendMany('code', 3)
      expect(await session.enter(first!.token)).toBe('wrong')
      expect(await session.enter(second!.token)).toBe('wrong')
      expect(await session.enter(third!.token)).toBe('right')
    })

    test.each([
      ['link', 'code'],
      ['code', 'link'],
    ] as const)('drops the earlier tokens on a change from %s to %s', async (before, after) => {
      const old = await session.send({ deliver: before, sendAttempt: 1 })
      const { token } = await session.send({ deliver: after, sendAttempt: 2 })
      expect((await session.seen()).deliver).toBe(after)
      expect(await session.enter(old.token)).toBe('wrong')
      expect(await session.enter(token)).toBe('right')
    })

    test('does not bring dropped tokens back on a change there and back', async () => {
      const old = await session.send({ deliver: 'link', sendAttempt: 1 })
      await session.send({ deliver: 'code', sendAttempt: 2 })
      await session.send({ deliver: 'link', sendAttempt: 3 })
      expect(await session.enter(old.token)).toBe('wrong')
    })

    test('calls an expired link wrong where a longer one keeps the session alive', async () => {
      const long = await session.send({ sendAttempt: 1, tokenLifetimeMs: longMs })
      const short = await session.send({ sendAttempt: 2, tokenLifetimeMs: shortMs })
      await contract.lapse(shortMs)
      expect((await session.seen({ linkTokens: [short.token] })).tokenIsGood).toBe(false)
      expect(await session.enter(short.token)).toBe('wrong')
      expect(await session.enter(long.token)).toBe('right')
    })

    test('does not fall back to an older code where the newest has expired', async () => {
      const long = await session.send({ deliver: 'code', sendAttempt: 1, tokenLifetimeMs: longMs })
      const short = await session.send({ deliver: 'code', sendAttempt: 2, tokenLifetimeMs: shortMs })
      await contract.lapse(shortMs)
      expect(await session.enter(short.token)).toBe('wrong')
      expect(await session.enter(long.token)).toBe('wrong')
    })

    test('calls a session gone that is unknown, expired or of another generation', async () => {
      expect(await session.enter('unknown')).toBe('gone')
      const { token } = await session.send({ tokenLifetimeMs: shortMs })
      const other = new SessionUnderTest(session.store, session.key)
      expect(await other.enter(token)).toBe('gone')
      expect(await other.look()).toBeUndefined()
      await contract.lapse(shortMs)
      expect(await session.enter(token)).toBe('gone')
      expect(await session.look()).toBeUndefined()
    })

    test('lets a validated session expire from the first right token on, and nothing extends it', async () => {
      const { token } = await session.send()
      await session.submit({ linkTokens: [token], validatedLifetimeMs: 10_000 })
      const first = await session.seen()
      expect(first.expiresInMs).toBeLessThanOrEqual(10_000)
      expect(await session.enter(token, { validatedLifetimeMs: longMs })).toBe('right')
      await session.begin({ sendAttempt: 2, tokenLifetimeMs: longMs })
      const again = await session.seen()
      expect(again.expiresInMs).toBeLessThanOrEqual(first.expiresInMs)
      expect(again.validatedAt).toBe(first.validatedAt)
    })

    test('lets a validated session outlive its token, whose moment no longer matters', async () => {
      const { token } = await session.send({ tokenLifetimeMs: 5_000 })
      expect(await session.enter(token, { validatedLifetimeMs: longMs })).toBe('right')
      expect((await session.seen()).expiresInMs).toBeGreaterThan(5_000)
    })

    test('ends a validated session when its time is over', async () => {
      const { token } = await session.validate({}, shortMs)
      await contract.lapse(shortMs)
      expect(await session.look()).toBeUndefined()
      expect(await session.enter(token)).toBe('gone')
      expect(await session.claim()).toBeUndefined()
    })

    test('tells when the session was validated, by its own clock, between what look says before and after', async () => {
      await session.validate()
      const seen = await session.seen()
      await contract.lapse(shortMs)
      const later = await session.seen()
      expect(later.validatedAt).toBe(seen.validatedAt)
      expect(Number.isSafeInteger(seen.validatedAt)).toBe(true)
      expect(seen.expiresInMs - later.expiresInMs).toBeGreaterThanOrEqual(shortMs)
    })

    test('changes nothing by looking: neither state nor expiry', async () => {
      const { token } = await session.send({ tokenLifetimeMs: shortMs })
      for (let look = 0; look < 5; look += 1) await session.look({ linkTokens: [token, randomTag()] })
      await contract.lapse(shortMs)
      expect(await session.look()).toBeUndefined()
    })

    test('counts looks where that is asked, and says how long to wait past the limit, in one window', async () => {
      const limit = { max: 2, windowMs: longMs }
      await session.validate()
      const first = await session.seen({ limit })
      expect(first.retryAfterMs).toBeUndefined()
      expect((await session.seen()).retryAfterMs).toBeUndefined()
      expect((await session.seen({ limit })).retryAfterMs).toBeUndefined()
      const { retryAfterMs = 0, ...third } = await session.seen({ limit })
      expect(retryAfterMs).toBeLessThanOrEqual(longMs)
      expect(retryAfterMs).toBeGreaterThan(longMs - 60_000)
      expect(third).toEqual({ ...first, expiresInMs: third.expiresInMs })
      expect((await session.seen()).retryAfterMs).toBeUndefined()
      const other = session.sibling()
      await other.send()
      expect((await other.seen({ limit })).retryAfterMs).toBeUndefined()
    })

    test('counts looks anew in the next window, and moves no expiry by it', async () => {
      const limit = { max: 1, windowMs: shortMs }
      await session.send()
      const before = await session.seen({ limit })
      await contract.lapse(shortMs)
      expect((await session.seen({ limit: { max: 1, windowMs: longMs } })).retryAfterMs).toBeUndefined()
      expect((await session.seen({ limit })).retryAfterMs).toBeGreaterThan(shortMs)
      expect((await session.seen()).expiresInMs).toBeLessThanOrEqual(before.expiresInMs - shortMs)
    })

    test('counts no more than the limit, of 50 looks at the same moment', async () => {
      const limit = { max: 7, windowMs: longMs }
      await session.send()
      const looks = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          contract.peers[index % contract.peers.length]!.look({ ...session.ref, limit }),
        ),
      )
      expect(looks.filter((look) => look?.retryAfterMs === undefined)).toHaveLength(7)
    })

    test('tells no code good when it looks: a code can’t be tried there', async () => {
      const { token } = await session.send({ deliver: 'code' })
      expect((await session.seen({ linkTokens: [token] })).tokenIsGood).toBe(false)
    })

    test('expires with its longest-living token', async () => {
      await session.send({ sendAttempt: 1, tokenLifetimeMs: longMs })
      await session.send({ sendAttempt: 2, tokenLifetimeMs: shortMs })
      expect((await session.seen()).expiresInMs).toBeGreaterThan(shortMs)
      await session.send({ sendAttempt: 3, tokenLifetimeMs: 2 * longMs })
      expect((await session.seen()).expiresInMs).toBeGreaterThan(longMs)
    })
  })
}
