import type { AddressLimitName, EndResult, Limit, SubmitResult } from '../../lib/sessions/session-store'
import type { ModelBegin, ModelBeginResult, ModelRef, Session, Token, Window } from './session-store-model-records'

export const codeTries = 3

/** What `session-store.ts` says, as plainly as it can be written down: no bounds, no atomicity, no store. */
export class SessionStoreModel {
  now = 0
  private order = 0
  private readonly sessions = new Map<string, Session>()
  private readonly cuts = new Map<string, number>()
  private readonly windows = new Map<string, Window>()

  constructor(private readonly limits: Readonly<Record<AddressLimitName, Limit>>) {}

  begin(request: ModelBegin): ModelBeginResult {
    const key = `${request.address}/${request.triple}`
    const kept = this.sessions.get(key)
    const session = kept && this.isLive(request, kept) && isOpen(kept) ? kept : undefined
    if (kept && !session && request.concealsEnds && kept.expiresAt > this.now && kept.state !== 'spent') {
      const { generation, deliver, expiresAt } = kept
      if (isDead(kept)) return { outcome: 'limited', limits: ['session'], retryAfterMs: expiresAt - this.now }
      return { outcome: 'replay', generation, deliver }
    }
    if (session) {
      const { generation, deliver, lease } = session
      if (session.state === 'validated') return { outcome: 'replay', generation, deliver }
      if (isDead(session))
        return { outcome: 'limited', limits: ['session'], retryAfterMs: session.expiresAt - this.now }

      const isSent = request.attempt <= session.highestSent
      const isBeingSent = lease !== null && lease.until > this.now && request.attempt <= lease.attempt
      if (isSent || isBeingSent) return { outcome: 'replay', generation, deliver }
    }
    const limited = this.limited(request)
    if (limited) return limited

    const taken = session ?? this.start(key, request)
    if (taken.deliver !== request.deliver) taken.tokens = []
    taken.deliver = request.deliver
    taken.tokens.unshift({ hash: request.token, sentAt: this.now, until: this.now + request.tokenLifetimeMs })
    taken.tokens.length = Math.min(taken.tokens.length, 3)
    taken.expiresAt = Math.max(taken.expiresAt, this.now + request.tokenLifetimeMs)
    taken.data = request.data
    taken.lease = { id: request.leaseId, attempt: request.attempt, until: this.now + request.leaseMs }
    this.charge(sends(request), this.limits.sendsPerAddress)
    this.charge(networkSends(request), this.limits.sendsPerAddressAndNetwork)
    return { outcome: 'send', generation: taken.generation, deliver: taken.deliver }
  }

  sent(ref: ModelRef, leaseId: string, attempt: number): void {
    const session = this.ofGeneration(ref)
    if (!session) return
    session.highestSent = Math.max(session.highestSent, attempt)
    if (session.lease?.id === leaseId) session.lease = null
  }

  failed(ref: ModelRef & { readonly network: string }, leaseId: string, token: string, undone: boolean): void {
    const session = this.ofGeneration(ref)
    if (!session) return
    if (session.lease?.id === leaseId) session.lease = null
    const taken = session.tokens.find(({ hash }) => hash === token)
    if (!undone || !taken) return
    session.tokens = session.tokens.filter((kept) => kept !== taken)
    for (const key of [sends(ref), networkSends(ref)]) {
      const window = this.openWindow(key)
      if (window && window.openedAt <= taken.sentAt) window.charges -= 1
    }
  }

  submit(ref: ModelRef, token: string, validatedLifetimeMs: number): SubmitResult {
    const session = this.judged(ref)
    const kept = this.liveOfGeneration(ref)
    if (!session && kept && isOpen(kept) && isDead(kept))
      return { outcome: 'gone', tooManyTries: { retryAfterMs: kept.expiresAt - this.now } }

    if (!session) return { outcome: 'gone' }
    const { deliver } = session
    const counted = deliver === 'code'
    const wait = counted ? this.waitFor(wrongs(ref), this.limits.wrongCodesPerAddress) : 0
    if (session.state === 'pending' && wait > 0) return { outcome: 'gone', tooManyTries: { retryAfterMs: wait } }
    const candidates = counted ? session.tokens.slice(0, 1) : session.tokens
    if (!candidates.some((candidate) => candidate.hash === token && this.isGood(session, candidate))) {
      if (counted) {
        session.wrongCodes += 1
        this.charge(wrongs(ref), this.limits.wrongCodesPerAddress)
      }
      return { outcome: 'wrong', deliver, counted }
    }
    const first = session.state === 'pending'
    if (first) {
      session.state = 'validated'
      session.validatedAt = this.now
      session.expiresAt = this.now + validatedLifetimeMs
    }
    return { outcome: 'right', data: session.data, first }
  }

  look(
    ref: ModelRef,
    token: string,
    spentToo: boolean,
  ): (Pick<Session, 'state' | 'deliver' | 'data' | 'expiresAt'> & { good: boolean }) | undefined {
    const session = this.judged(ref) ?? (spentToo ? this.inUse(ref) : undefined)
    if (!session) return undefined
    const { state, deliver, data, expiresAt } = session
    return { state, deliver, data, expiresAt, good: this.linkIsGood(session, token) }
  }

  end(ref: ModelRef, token: string | undefined, scope: 'session' | 'address'): EndResult | undefined {
    const live = this.liveOfGeneration(ref)
    const open = live && isOpen(live) && (scope === 'address' || !isDead(live)) ? live : undefined
    const session = open ?? (scope === 'address' ? this.inUse(ref) : undefined)
    if (!session || (token !== undefined && !this.linkIsGood(session, token))) return undefined
    if (scope === 'address') this.endAll(ref.address)
    else session.state = 'ended'
    return { isInUse: session.state === 'spent' }
  }

  claim(ref: ModelRef, claimId: string): string | undefined {
    const session = this.ofGeneration(ref)
    if (!session || session.expiresAt <= this.now) return undefined
    if (session.state === 'spent' && session.claimId === claimId) return session.data
    if (session.state !== 'validated' || !this.isLive(ref, session)) return undefined
    session.state = 'spent'
    session.claimId = claimId
    session.claimCut = this.endAll(ref.address)
    return session.data
  }

  giveBack(ref: ModelRef, claimId: string): boolean {
    const session = this.inUse(ref)
    if (session?.claimId !== claimId) return false
    this.order += 1
    session.begun = this.order
    session.state = 'validated'
    session.claimId = undefined
    return true
  }

  finish(ref: ModelRef, claimId: string): void {
    const session = this.ofGeneration(ref)
    const isKept = session !== undefined && session.expiresAt > this.now
    if (isKept && (session.state !== 'spent' || session.claimId !== claimId)) return
    if (isKept) session.claimId = undefined
    this.endAll(ref.address)
  }

  endAll(address: string): number {
    this.order += 1
    this.cuts.set(address, this.order)
    return this.order
  }

  forget(address: string): void {
    this.endAll(address)
    for (const key of this.windows.keys()) if (key.split(' ')[1] === address) this.windows.delete(key)
  }

  /** Whether a session is kept at all: what is settled after its time is nobody's business. */
  hasExpired(ref: ModelRef): boolean {
    const session = this.ofGeneration(ref)
    return session !== undefined && session.expiresAt <= this.now
  }

  private start(key: string, request: ModelBegin): Session {
    this.order += 1
    const session: Session = {
      generation: request.generation,
      begun: this.order,
      state: 'pending',
      deliver: request.deliver,
      highestSent: -1,
      wrongCodes: 0,
      lease: null,
      tokens: [],
      data: '',
      expiresAt: 0,
      validatedAt: 0,
      claimId: undefined,
      claimCut: 0,
    }
    this.sessions.set(key, session)
    return session
  }

  private limited(request: ModelBegin): ModelBeginResult | undefined {
    const waits: [string, number][] = [
      ['sendsPerAddress', this.waitFor(sends(request), this.limits.sendsPerAddress)],
      ['sendsPerAddressAndNetwork', this.waitFor(networkSends(request), this.limits.sendsPerAddressAndNetwork)],
    ]
    if (request.deliver === 'code')
      waits.push(['wrongCodesPerAddress', this.waitFor(wrongs(request), this.limits.wrongCodesPerAddress)])

    const retryAfterMs = Math.max(...waits.map(([, wait]) => wait))
    if (retryAfterMs === 0) return undefined
    const limits = waits.filter(([, wait]) => wait === retryAfterMs).map(([name]) => name)
    return { outcome: 'limited', limits, retryAfterMs }
  }

  private openWindow(key: string): Window | undefined {
    const window = this.windows.get(key)
    return window && window.until > this.now && window.charges > 0 ? window : undefined
  }

  private waitFor(key: string, { max }: Limit): number {
    const window = this.openWindow(key)
    return window && window.charges >= max ? window.until - this.now : 0
  }

  private charge(key: string, { windowMs }: Limit): void {
    const window = this.openWindow(key)
    if (window) window.charges += 1
    else this.windows.set(key, { openedAt: this.now, until: this.now + windowMs, charges: 1 })
  }

  private ofGeneration(ref: ModelRef): Session | undefined {
    const session = this.sessions.get(`${ref.address}/${ref.triple}`)
    return session?.generation === ref.generation ? session : undefined
  }

  private liveOfGeneration(ref: ModelRef): Session | undefined {
    const session = this.ofGeneration(ref)
    return session && this.isLive(ref, session) ? session : undefined
  }

  /** Claimed by a use that has not finished, and the address was not cut since. */
  private inUse(ref: ModelRef): Session | undefined {
    const session = this.ofGeneration(ref)
    const isInUse = session?.state === 'spent' && session.claimId !== undefined && session.expiresAt > this.now
    return isInUse && session.claimCut === this.cuts.get(ref.address) ? session : undefined
  }

  private judged(ref: ModelRef): Session | undefined {
    const session = this.liveOfGeneration(ref)
    return session && isOpen(session) && !isDead(session) ? session : undefined
  }

  private isLive({ address }: { readonly address: string }, session: Session): boolean {
    return session.expiresAt > this.now && session.begun > (this.cuts.get(address) ?? 0)
  }

  private linkIsGood(session: Session, token: string): boolean {
    return (
      session.deliver === 'link' &&
      session.tokens.some((candidate) => candidate.hash === token && this.isGood(session, candidate))
    )
  }

  /** What validated a session is right again for as long as that session lives. */
  private isGood(session: Session, token: Token): boolean {
    return session.state === 'validated' || session.state === 'spent' || token.until > this.now
  }
}

const isOpen = ({ state }: Session): boolean => state === 'pending' || state === 'validated'
const isDead = ({ state, wrongCodes }: Session): boolean => state === 'pending' && wrongCodes >= codeTries
const sends = ({ address }: { readonly address: string }): string => `sends ${address}`
const wrongs = ({ address }: { readonly address: string }): string => `wrong ${address}`
const networkSends = (session: { readonly address: string; readonly network: string }): string =>
  `sends ${session.address} ${session.network}`
