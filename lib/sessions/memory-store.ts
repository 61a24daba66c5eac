import {
  type BeginRequest,
  type BeginResult,
  type BindRequest,
  type ClaimRequest,
  type ClaimResult,
  type CountRequest,
  type CountResult,
  type FailedRequest,
  type Limit,
  type LookRequest,
  type LookResult,
  type SentRequest,
  type SessionKey,
  type SessionRef,
  type SessionStore,
  StoreUnavailableError,
  type SubmitRequest,
  type SubmitResult,
  type ValidateRequest,
} from './session-store'
import {
  beginKnown,
  isGood,
  judgeLink,
  lookResult,
  newSession,
  recordSend,
  type Session,
  validateSession,
} from './memory-session'
import { RemoteSids } from './memory-remote-sids'
import { charge, Counters, refund, waitFor } from './memory-counters'

export interface MemoryStoreOptions {
  /** Sessions kept at most. Past it the oldest pending ones without a wrong code go first; spent marks, validated sessions
   * and counts never go: then the store is unavailable (503). Default: 100,000; counters: ten times as many. */
  readonly maxSessions?: number
  /** The clock, in milliseconds. Default: `Date.now`. */
  readonly now?: () => number
}

/** What an address has besides its sessions: the order in which they began, and up to where they were ended. */
interface Address {
  sequence: number
  cut: number
  readonly sessions: Map<string, Session>
}

const purgeEveryMs = 30_000

/**
 * Sessions in this process's memory: for development, tests, and a server of one process. They are gone when it stops.
 *
 * @throws RangeError where `maxSessions` is no whole number from 1
 */
export function memoryStore(options: MemoryStoreOptions = {}): SessionStore {
  const maxSessions = options.maxSessions ?? 100_000
  if (!Number.isSafeInteger(maxSessions) || maxSessions < 1) {
    throw new RangeError(`memoryStore: maxSessions must be a whole number from 1, not ${String(maxSessions)}`)
  }
  return new MemoryStore(maxSessions, options.now ?? Date.now)
}

/** Each verb runs from its first line to its last without an `await`: that is what makes it atomic here. */
class MemoryStore implements SessionStore {
  private readonly addresses = new Map<string, Address>()
  private readonly counters: Counters
  private readonly remoteSids: RemoteSids
  /** Those that a flood may push out, oldest first. */
  private readonly evictable = new Set<Session>()
  private sessionCount = 0
  private purgedAt = 0
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly maxSessions: number,
    private readonly now: () => number,
  ) {
    this.counters = new Counters(maxSessions * 10)
    this.remoteSids = new RemoteSids(maxSessions)
    this.timer = setInterval(() => this.purge(), purgeEveryMs)
    this.timer.unref()
  }

  // The interface is asynchronous; `async` also turns a throw into a rejection.
  async begin(request: BeginRequest): Promise<BeginResult> {
    const now = this.now()
    const found = this.live(request, now)
    const known = found && found.state !== 'spent' && found.state !== 'ended' ? found : undefined
    const early = known && beginKnown(known, request, now)
    if (early) return early

    const limited = this.overLimit(request, now)
    if (limited) return limited

    this.makeRoom(request, now)
    this.chargeSend(request, now)
    const session = known ?? this.start(request, now)
    recordSend(session, request, now)
    return { outcome: 'send', generation: session.generation }
  }

  async sent(request: SentRequest): Promise<void> {
    const session = this.ofGeneration(request)
    if (!session) return
    session.attempt = Math.max(session.attempt, request.sendAttempt)
    session.remote = request.remote ?? session.remote
    if (session.lease?.id === request.leaseId) session.lease = null
  }

  async failed(request: FailedRequest): Promise<void> {
    const session = this.ofGeneration(request)
    if (!session) return
    if (session.lease?.id === request.leaseId) session.lease = null
    // What is taken back with the token is returned once, whoever has the lease by now.
    const undone = request.undone && session.tokens.find(({ hash }) => hash === request.token)
    if (!undone) return
    session.tokens = session.tokens.filter((token) => token !== undone)
    refund(this.counters.get(sendsKey(request)), undone.sentAt)
    refund(this.counters.get(networkKey(request)), undone.sentAt)
  }

  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const now = this.now()
    const session = this.liveOfGeneration(request, now)
    if (session?.state !== 'pending' && session?.state !== 'validated') return { outcome: 'gone' }
    const verdict =
      session.deliver === 'code' ? this.judgeCode(session, request, now) : judgeLink(session, request.linkTokens, now)
    if (verdict === 'gone') return { outcome: 'gone' }
    if (verdict === 'wrong') return { outcome: 'wrong', deliver: session.deliver }
    const first = session.state === 'pending'
    if (first) {
      validateSession(session, request.validatedLifetimeMs, now)
      this.evictable.delete(session)
    }
    return { outcome: 'right', data: session.data, first }
  }

  async validate(request: ValidateRequest): Promise<boolean> {
    const now = this.now()
    const session = this.liveOfGeneration(request, now)
    if (!session || session.state === 'spent' || session.state === 'ended') return false
    session.wrongCodes = Math.max(session.wrongCodes - 1, 0)
    refund(this.counters.get(wrongKey(request)), now)
    if (session.state !== 'validated') validateSession(session, request.validatedLifetimeMs, now)
    this.evictable.delete(session)
    return true
  }

  async look(request: LookRequest): Promise<LookResult | null> {
    const now = this.now()
    const session = this.liveOfGeneration(request, now)
    if (session?.state !== 'pending' && session?.state !== 'validated') return null
    const isGood = session.deliver === 'link' && judgeLink(session, request.linkTokens ?? [], now) === 'right'
    return lookResult(session, session.state, isGood, now)
  }

  async end(request: SessionRef & { readonly linkTokens: readonly string[] }): Promise<boolean> {
    const now = this.now()
    const session = this.liveOfGeneration(request, now)
    if (session?.state !== 'pending' && session?.state !== 'validated') return false
    if (session.deliver !== 'link' || judgeLink(session, request.linkTokens, now) !== 'right') return false
    session.state = 'ended'
    this.evictable.delete(session)
    return true
  }

  async claim(request: ClaimRequest): Promise<ClaimResult | null> {
    const session = this.liveOfGeneration(request, this.now())
    if (!session) return null
    const again = session.state === 'spent' && session.claimId === request.claimId
    const from = again ? session.claimedFrom : session.state
    if (from !== 'validated' && !(from === 'pending' && request.pendingToo)) return null
    session.state = 'spent'
    session.claimId = request.claimId
    session.claimedFrom = from
    this.evictable.delete(session)
    return { data: session.data, validatedAt: from === 'validated' ? session.validatedAt : null }
  }

  async giveBack(request: ClaimRequest): Promise<boolean> {
    const session = this.liveOfGeneration(request, this.now())
    if (session?.state !== 'spent' || session.claimId !== request.claimId) return false
    session.state = session.claimedFrom
    session.claimId = ''
    return true
  }

  async endAll(request: { readonly addressTag: string }): Promise<void> {
    const address = this.addresses.get(request.addressTag)
    if (!address) return
    address.sequence += 1
    address.cut = address.sequence
  }

  async count(request: CountRequest): Promise<CountResult> {
    const now = this.now()
    const counter = this.counters.at(`counter ${request.key}`, now)
    if (request.max !== undefined) {
      const resetInMs = waitFor(counter, { max: request.max, windowMs: request.windowMs }, now)
      if (resetInMs > 0) return { count: counter.count, counted: false, resetInMs }
    }
    charge(counter, request.windowMs, now)
    return { count: counter.count, counted: true, resetInMs: counter.until - now }
  }

  async uncount(request: { readonly key: string }): Promise<void> {
    refund(this.counters.get(`counter ${request.key}`), this.now())
  }

  async bind(request: BindRequest): Promise<boolean> {
    return this.remoteSids.bind(request, this.now())
  }

  async find(request: { readonly key: string }): Promise<SessionRef | null> {
    return this.remoteSids.find(request.key, this.now())
  }

  close(): void {
    clearInterval(this.timer)
  }

  private judgeCode(session: Session, request: SubmitRequest, now: number): 'right' | 'wrong' | 'gone' {
    if (request.codeTokens.length === 0) return 'gone'
    const limit = request.wrongCodesPerAddress
    const counter = limit && this.counters.at(wrongKey(request), now)
    if (session.state === 'pending') {
      if (session.wrongCodes >= request.codeTries) return 'gone'
      if (limit && counter && waitFor(counter, limit, now) > 0) return 'gone'
    }
    const newest = session.tokens[0]
    if (newest && isGood(session, newest, now) && request.codeTokens.includes(newest.hash)) return 'right'
    session.wrongCodes += 1
    this.evictable.delete(session)
    if (session.state === 'pending' && session.wrongCodes >= request.codeTries) session.state = 'dead'
    if (limit && counter) charge(counter, limit.windowMs, now)
    return 'wrong'
  }

  private overLimit(request: BeginRequest, now: number): BeginResult | undefined {
    const { sendsPerAddress, sendsPerAddressAndNetwork, wrongCodesPerAddress } = request.limits
    const waits = [
      ['sendsPerAddressAndNetwork', this.wait(networkKey(request), sendsPerAddressAndNetwork, now)],
      ['sendsPerAddress', this.wait(sendsKey(request), sendsPerAddress, now)],
      [
        'wrongCodesPerAddress',
        request.deliver === 'code' ? this.wait(wrongKey(request), wrongCodesPerAddress, now) : 0,
      ],
    ] as const
    const [limit, retryAfterMs] = waits.reduce((longest, next) => (next[1] > longest[1] ? next : longest))
    return retryAfterMs > 0 ? { outcome: 'limited', limit, retryAfterMs } : undefined
  }

  private wait(key: string, limit: Limit | undefined, now: number): number {
    return limit ? waitFor(this.counters.get(key), limit, now) : 0
  }

  private chargeSend(request: BeginRequest, now: number): void {
    const { sendsPerAddress, sendsPerAddressAndNetwork } = request.limits
    if (sendsPerAddress) charge(this.counters.at(sendsKey(request), now), sendsPerAddress.windowMs, now)
    if (sendsPerAddressAndNetwork) {
      charge(this.counters.at(networkKey(request), now), sendsPerAddressAndNetwork.windowMs, now)
    }
  }

  private start(request: BeginRequest, now: number): Session {
    const address = this.addresses.get(request.addressTag) ?? {
      sequence: 0,
      cut: 0,
      sessions: new Map<string, Session>(),
    }
    this.addresses.set(request.addressTag, address)
    address.sequence += 1
    const session = newSession(request, address.sequence, now)
    const before = address.sessions.get(request.tripleTag)
    if (before) this.forget(before)
    // `forget` drops an address whose last session it was.
    this.addresses.set(request.addressTag, address)
    address.sessions.set(request.tripleTag, session)
    this.sessionCount += 1
    this.evictable.add(session)
    return session
  }

  private ofGeneration(ref: SessionRef): Session | undefined {
    const session = this.addresses.get(ref.addressTag)?.sessions.get(ref.tripleTag)
    return session?.generation === ref.generation ? session : undefined
  }

  private liveOfGeneration(ref: SessionRef, now: number): Session | undefined {
    const session = this.live(ref, now)
    return session?.generation === ref.generation ? session : undefined
  }

  /** Neither expired nor cut; its state may still be spent or ended. */
  private live(key: SessionKey, now: number): Session | undefined {
    const address = this.addresses.get(key.addressTag)
    const session = address?.sessions.get(key.tripleTag)
    if (!address || !session) return undefined
    return session.expiresAt > now && session.sequence > address.cut ? session : undefined
  }

  /** For a session and its counts, both before either is written. One that takes another's place needs none. */
  private makeRoom(request: BeginRequest, now: number): void {
    const { sendsPerAddress, sendsPerAddressAndNetwork } = request.limits
    const counted = [sendsPerAddress && sendsKey(request), sendsPerAddressAndNetwork && networkKey(request)]
    this.counters.makeRoomFor(
      counted.filter((key) => key !== undefined),
      now,
    )
    const takesAPlace = this.addresses.get(request.addressTag)?.sessions.has(request.tripleTag)
    if (takesAPlace || this.sessionCount < this.maxSessions) return
    // Once a second at most: a flood must not buy a walk over everything with each request.
    if (now - this.purgedAt >= 1_000) this.purge()
    if (this.sessionCount < this.maxSessions) return
    const [oldest] = this.evictable
    if (!oldest) throw new StoreUnavailableError('The memory store is full of sessions that must not be forgotten')
    this.forget(oldest)
  }

  private purge(): void {
    const now = this.now()
    this.purgedAt = now
    for (const address of this.addresses.values()) {
      for (const session of address.sessions.values()) if (session.expiresAt <= now) this.forget(session)
    }
    this.counters.purge(now)
    this.remoteSids.purge(now)
  }

  private forget(session: Session): void {
    const { addressTag, tripleTag } = session.key
    const address = this.addresses.get(addressTag)
    if (!address?.sessions.delete(tripleTag)) return
    this.sessionCount -= 1
    this.evictable.delete(session)
    if (address.sessions.size === 0) this.addresses.delete(addressTag)
  }
}

const sendsKey = ({ addressTag }: { addressTag: string }): string => `sends ${addressTag}`
const wrongKey = ({ addressTag }: { addressTag: string }): string => `wrong ${addressTag}`
const networkKey = (of: { addressTag: string; networkTag: string }): string =>
  `network ${of.addressTag} ${of.networkTag}`
