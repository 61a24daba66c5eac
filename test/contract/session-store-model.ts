import type { AddressLimitName, Delivery, Limit, SubmitResult } from '../../lib/sessions/session-store'

export const CODE_TRIES = 3

interface Token {
  readonly hash: string
  readonly sentAt: number
  readonly until: number
}

interface Session {
  readonly generation: string
  readonly begun: number
  state: 'pending' | 'validated' | 'spent' | 'ended'
  deliver: Delivery
  highestSent: number
  wrongCodes: number
  lease: { readonly id: string; readonly attempt: number; readonly until: number } | null
  /** Newest first. */
  tokens: Token[]
  data: string
  expiresAt: number
  validatedAt: number
  claimId: string | null
}

interface Window {
  openedAt: number
  until: number
  charges: number
}

export interface ModelBegin {
  readonly address: string
  readonly triple: string
  readonly generation: string
  readonly attempt: number
  readonly deliver: Delivery
  readonly token: string
  readonly tokenLifetimeMs: number
  readonly leaseId: string
  readonly leaseMs: number
  readonly data: string
  readonly network: string
}

export interface ModelRef {
  readonly address: string
  readonly triple: string
  readonly generation: string
}

export type ModelBeginResult =
  | { readonly outcome: 'send' | 'replay'; readonly generation: string; readonly deliver: Delivery }
  /** More than one limit where the waits are equal. */
  | { readonly outcome: 'limited'; readonly limits: readonly string[]; readonly retryAfterMs: number }

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
    if (session) {
      const { generation, deliver, lease } = session
      if (session.state === 'validated') return { outcome: 'replay', generation, deliver }
      if (isDead(session)) {
        return { outcome: 'limited', limits: ['session'], retryAfterMs: session.expiresAt - this.now }
      }
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
    if (!session && kept && isOpen(kept) && isDead(kept)) return { outcome: 'gone', tooManyTries: true }
    if (!session) return { outcome: 'gone' }
    const { deliver } = session
    const counted = deliver === 'code'
    if (counted && session.state === 'pending' && this.waitFor(wrongs(ref), this.limits.wrongCodesPerAddress) > 0) {
      return { outcome: 'gone', tooManyTries: true }
    }
    const candidates = counted ? session.tokens.slice(0, 1) : session.tokens
    if (!candidates.some((candidate) => candidate.hash === token && this.isGood(session, candidate))) {
      if (counted) {
        session.wrongCodes += 1
        this.charge(wrongs(ref), this.limits.wrongCodesPerAddress)
      }
      return { outcome: 'wrong', deliver }
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
  ): (Pick<Session, 'state' | 'deliver' | 'data' | 'expiresAt'> & { good: boolean }) | null {
    const session = this.judged(ref)
    if (!session) return null
    const { state, deliver, data, expiresAt } = session
    return { state, deliver, data, expiresAt, good: this.linkIsGood(session, token) }
  }

  end(ref: ModelRef, token: string): boolean {
    const session = this.judged(ref)
    if (!session || !this.linkIsGood(session, token)) return false
    session.state = 'ended'
    return true
  }

  claim(ref: ModelRef, claimId: string): string | null {
    const session = this.liveOfGeneration(ref)
    if (session?.state === 'spent' && session.claimId === claimId) return session.data
    if (session?.state !== 'validated') return null
    session.state = 'spent'
    session.claimId = claimId
    return session.data
  }

  giveBack(ref: ModelRef, claimId: string): boolean {
    const session = this.liveOfGeneration(ref)
    if (session?.state !== 'spent' || session.claimId !== claimId) return false
    session.state = 'validated'
    session.claimId = null
    return true
  }

  endAll(address: string): void {
    this.cuts.set(address, this.order)
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
      claimId: null,
    }
    this.sessions.set(key, session)
    return session
  }

  private limited(request: ModelBegin): ModelBeginResult | undefined {
    const waits: [string, number][] = [
      ['sendsPerAddress', this.waitFor(sends(request), this.limits.sendsPerAddress)],
      ['sendsPerAddressAndNetwork', this.waitFor(networkSends(request), this.limits.sendsPerAddressAndNetwork)],
    ]
    if (request.deliver === 'code') {
      waits.push(['wrongCodesPerAddress', this.waitFor(wrongs(request), this.limits.wrongCodesPerAddress)])
    }
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
    return session.state === 'validated' || token.until > this.now
  }
}

const isOpen = ({ state }: Session): boolean => state === 'pending' || state === 'validated'
const isDead = ({ state, wrongCodes }: Session): boolean => state === 'pending' && wrongCodes >= CODE_TRIES
const sends = ({ address }: { readonly address: string }): string => `sends ${address}`
const wrongs = ({ address }: { readonly address: string }): string => `wrong ${address}`
const networkSends = (of: { readonly address: string; readonly network: string }): string =>
  `sends ${of.address} ${of.network}`
