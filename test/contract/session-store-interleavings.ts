import fc from 'fast-check'
import type { AddressLimitName, Limit } from '../../lib/sessions/session-store'
import { AccountHoldsModel } from './account-holds-model'
import type { ContractStore, MakeStore } from './contract-store'
import { codeTries, SessionStoreModel } from './session-store-model'
import type { ModelBegin, ModelRef } from './session-store-model-records'
import { sequences, type Step } from './session-store-steps'
import { longMs, shortMs, randomTag } from './session-under-test'
import { countOne } from './count-one'

const limits: Readonly<Record<AddressLimitName, Limit>> = {
  sendsPerAddress: { max: 6, windowMs: 5 * longMs },
  sendsPerAddressAndNetwork: { max: 4, windowMs: 2 * longMs },
  wrongCodesPerAddress: { max: 5, windowMs: 3 * longMs },
}

export interface InterleavingOptions {
  /** Whether `lapse` moves the clock at once and by nothing more: then every wait is foreseen to the millisecond. */
  readonly ownsTheClock: boolean
  readonly numRuns: number
}

/** Whatever is done in whatever order, the store answers what the model answers. */
export function describeInterleavings(name: string, makeStore: MakeStore, options: InterleavingOptions): void {
  test(`${name} answers what the model answers, whatever is done in whatever order`, async () => {
    await fc.assert(
      fc.asyncProperty(sequences(options.ownsTheClock), async (sequence) => {
        const contract = await makeStore()
        try {
          const { windowEndsAt } = await countOne(contract.peers[0], { key: randomTag(), windowMs: longMs })
          const run = new Run(contract, options, windowEndsAt - longMs)
          for (const step of sequence) await run.take(step)
        } finally {
          contract.close()
        }
      }),
      { numRuns: options.numRuns, endOnFailure: false, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
    )
  })
}

type Outcome = object | boolean | undefined

/** One sequence of steps, each taken by the store and by the model, and their answers compared. */
class Run {
  private readonly model = new SessionStoreModel(limits)
  private readonly accounts = new AccountHoldsModel()
  private readonly sends: ModelBegin[] = []
  private readonly refs: ModelRef[] = []
  private readonly claims: (ModelRef & { readonly claimId: string })[] = []
  private readonly addresses = [randomTag(), randomTag()]
  private taken = 0

  constructor(
    private readonly contract: ContractStore,
    private readonly options: InterleavingOptions,
    /** What the store's clock shows where the model's shows 0. */
    private readonly startedAt: number,
  ) {}

  async take(step: Step): Promise<void> {
    this.taken += 1
    switch (step.do) {
      case 'begin':
        return this.begin(step)
      case 'settle':
        return this.settle(step)
      case 'submit':
        return this.submit(step)
      case 'look':
        return this.look(step)
      case 'end':
        return this.end(step)
      case 'claim':
        return this.claim(step)
      case 'giveBack':
        return this.giveBack(step)
      case 'finish':
        return this.finish(step)
      case 'endAll':
        this.model.endAll(this.address(step.address))
        return this.store.endAll({ addressTag: this.address(step.address) })
      case 'forget':
        this.model.forget(this.address(step.address))
        return this.store.forget({ addressTag: this.address(step.address) })
      case 'hold':
        return this.hold(step)
      case 'release':
        return this.release(step)
      case 'wait':
        return this.lapse(step.ms)
    }
  }

  private async begin(step: Step & { readonly do: 'begin' }): Promise<void> {
    const request: ModelBegin = {
      address: this.address(step.who % 2),
      triple: `triple ${step.who >> 1}`,
      generation: `generation ${this.taken}`,
      attempt: step.attempt,
      deliver: step.code ? 'code' : 'link',
      token: `token ${this.taken}`,
      tokenLifetimeMs: step.lifetimeMs,
      leaseId: `lease ${this.taken}`,
      leaseMs: step.leaseMs,
      data: `data ${this.taken}`,
      network: `network ${step.network}`,
      concealsEnds: step.conceals,
    }
    const expected = this.model.begin(request)
    const result = await this.store.begin({
      ...keyOf(request),
      ...request,
      sendAttempt: request.attempt,
      networkTag: request.network,
      limits,
    })
    if (expected.outcome === 'limited') {
      if (result.outcome !== 'limited') throw new Error(`${result.outcome} where the model is limited`)
      expect(expected.limits).toContain(result.limit)
      this.expectTime(result.retryAfterMs, expected.retryAfterMs)
    } else {
      const { outcome, generation, deliver } = expected
      expect(result).toEqual(outcome === 'send' ? { outcome, generation } : { outcome, generation, deliver })
      const ref = { address: request.address, triple: request.triple, generation }
      if (outcome === 'send') this.sends.push({ ...request, ...ref })
      this.refs.push(ref)
    }
    await this.lapseIfShort(step.lifetimeMs, step.leaseMs)
  }

  private async settle({ send, how }: Step & { readonly do: 'settle' }): Promise<void> {
    const settled = last(this.sends, send)
    if (!settled || this.model.hasExpired(settled)) return
    const { leaseId, attempt, token, network } = settled
    const ref = { ...keyOf(settled), generation: settled.generation }
    if (how === 'sent') {
      this.model.sent(settled, leaseId, attempt)
      await this.store.sent({ ...ref, leaseId, sendAttempt: attempt })
    } else {
      this.model.failed(settled, leaseId, token, how === 'undone')
      await this.store.failed({ ...ref, leaseId, token, networkTag: network, undone: how === 'undone' })
    }
  }

  private async submit(step: Step & { readonly do: 'submit' }): Promise<void> {
    const ref = last(this.refs, step.ref)
    if (!ref) return
    const token = this.token(step.token)
    const result = await this.store.submit({
      ...refOf(ref),
      linkTokens: [token],
      codeTokens: [token],
      validatedLifetimeMs: step.lifetimeMs,
      codeTries,
      wrongCodesPerAddress: limits.wrongCodesPerAddress,
    })
    const expected = this.model.submit(ref, token, step.lifetimeMs)
    const waits = [result, expected].map((one) => (one.outcome === 'gone' ? one.tooManyTries?.retryAfterMs : undefined))
    if (waits[0] === undefined || waits[1] === undefined) expect(result).toEqual(expected)
    else this.expectTime(waits[0], waits[1])
    if (result.outcome === 'right' && result.first) await this.lapseIfShort(step.lifetimeMs)
  }

  private async look(step: Step & { readonly do: 'look' }): Promise<void> {
    const ref = last(this.refs, step.ref)
    if (!ref) return
    const token = this.token(step.token)
    const { spentToo } = step
    const seen = await this.store.look({ ...refOf(ref), linkTokens: [token], spentToo })
    const expected = this.model.look(ref, token, spentToo)
    this.expectSame(
      seen && { state: seen.state, deliver: seen.deliver, data: seen.data, good: seen.tokenIsGood },
      expected && { state: expected.state, deliver: expected.deliver, data: expected.data, good: expected.good },
    )
    if (seen && expected) this.expectTime(seen.expiresInMs, expected.expiresAt - this.model.now)
  }

  private async end(step: Step & { readonly do: 'end' }): Promise<void> {
    const ref = last(this.refs, step.ref)
    if (!ref) return
    const token = step.token === null ? undefined : this.token(step.token)
    const scope = step.ofAddress ? 'address' : 'session'
    const linkTokens = token === undefined ? {} : { linkTokens: [token] }
    this.expectSame(await this.store.end({ ...refOf(ref), ...linkTokens, scope }), this.model.end(ref, token, scope))
  }

  private async claim(step: Step & { readonly do: 'claim' }): Promise<void> {
    const ref = last(this.refs, step.ref)
    if (!ref) return
    const again = step.again === null ? undefined : last(this.claims, step.again)
    const claim = again ?? { ...ref, claimId: `claim ${this.taken}` }
    const result = await this.store.claim({ ...refOf(claim), claimId: claim.claimId, maxAgeMs: longMs * 1_000 })
    this.expectSame(result?.data, this.model.claim(claim, claim.claimId))
    this.claims.push(claim)
  }

  private async giveBack(step: Step & { readonly do: 'giveBack' | 'finish' }): Promise<void> {
    const claim = last(this.claims, step.claim)
    if (!claim) return
    const given = await this.store.giveBack({ ...refOf(claim), claimId: claim.claimId })
    this.expectSame(given, this.model.giveBack(claim, claim.claimId))
  }

  private async finish(step: Step & { readonly do: 'giveBack' | 'finish' }): Promise<void> {
    const claim = last(this.claims, step.claim)
    if (!claim || this.model.hasExpired(claim)) return
    this.model.finish(claim, claim.claimId)
    await this.store.finish({ ...refOf(claim), claimId: claim.claimId })
  }

  private async hold({ who, claim, leaseMs }: Step & { readonly do: 'hold' }): Promise<void> {
    const [account, claimId, session] = [this.account(who), `claim ${claim}`, `session ${claim >> 1}`]
    const expected = this.accounts.hold(account, claimId, session, leaseMs)
    const result = await this.store.hold({ accountTag: account, claimId, sessionTag: session, leaseMs })
    if (this.options.ownsTheClock && 'finishedAt' in expected) {
      expect(result).toEqual({ ...expected, finishedAt: this.startedAt + (expected.finishedAt ?? 0) })
    } else {
      expect(Object.keys(result)).toEqual(Object.keys(expected))
      expect(result).toMatchObject({ outcome: expected.outcome })
    }
    await this.lapseIfShort(leaseMs)
  }

  private async release(step: Step & { readonly do: 'release' }): Promise<void> {
    const [account, claimId, rememberMs] = [this.account(step.who), `claim ${step.claim}`, step.rememberMs ?? undefined]
    this.accounts.release(account, claimId, rememberMs)
    await this.store.release({ accountTag: account, claimId, ...(rememberMs !== undefined && { rememberMs }) })
    await this.lapseIfShort(rememberMs ?? longMs)
  }

  private get store(): ContractStore['peers'][0] {
    return this.contract.peers[this.taken % this.contract.peers.length]!
  }

  private account(index: number): string {
    return `account of ${this.address(index)}`
  }

  private address(index: number): string {
    return this.addresses[index]!
  }

  private token(index: number): string {
    return last(this.sends, index)?.token ?? 'wrong'
  }

  private async lapse(ms: number): Promise<void> {
    await this.contract.lapse(ms)
    this.model.now += ms
    this.accounts.now += ms
  }

  private async lapseIfShort(...durations: number[]): Promise<void> {
    if (!this.options.ownsTheClock && Math.min(...durations) < shortMs) await this.lapse(1)
  }

  private expectSame(result: Outcome | string, expected: Outcome | string): void {
    expect(result).toEqual(expected)
  }

  private expectTime(ms: number, expectedMs: number): void {
    if (this.options.ownsTheClock) expect(ms).toBe(expectedMs)
    // Real time has passed, and less than a minute of it.
    expect(ms).toBeGreaterThan(expectedMs - 60_000)
    expect(ms).toBeLessThanOrEqual(expectedMs)
  }
}

/** The one that is `back` before the last; none where there are not that many. */
const last = <T>(list: readonly T[], back: number): T | undefined => list.at(-1 - back)
const keyOf = ({ address, triple }: { readonly address: string; readonly triple: string }) => ({
  addressTag: address,
  tripleTag: triple,
})
const refOf = (ref: ModelRef) => ({ ...keyOf(ref), generation: ref.generation })
