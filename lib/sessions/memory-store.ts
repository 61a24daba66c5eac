import { chargeSend, countersFor, cut, overLimit, undoSend } from './memory-address'
import { Counters } from './memory-counters'
import { Holds } from './memory-holds'
import { Room } from './memory-room'
import {
  beginKnown,
  countLook,
  dropToken,
  rareFieldsOf,
  linkIsRight,
  lookResult,
  recordSend,
  sendResult,
  validateSession,
} from './memory-session'
import type { Session } from './memory-records'
import { KeptSessions } from './memory-sessions'
import { judgeCode, tooManyTries, undoWrongCode } from './memory-wrong-codes'
import type {
  BeginRequest,
  BeginResult,
  ClaimRequest,
  ClaimResult,
  CountRequest,
  CountResult,
  EndRequest,
  EndResult,
  FailedRequest,
  HoldRequest,
  HoldResult,
  LookRequest,
  LookResult,
  NewClaimRequest,
  ReleaseRequest,
  SentRequest,
  SessionRef,
  SessionStore,
  SubmitRequest,
  SubmitResult,
  UndoCountRequest,
  ValidateRequest,
} from './session-store'
import type { StoreCheck } from './store-check'

/** The options of `memoryStore`. */
export interface MemoryStoreOptions {
  /**
   * The most sessions that are kept. Beyond this the oldest pending ones without a wrong code are dropped first; marks
   * of spent sessions, validated sessions and counters are never dropped: then the store is unavailable (503).
   * @default 100,000; counters: ten times as many
   */
  readonly maxSessions?: number | undefined
  /** The clock, in milliseconds. @default `Date.now` */
  readonly now?: (() => number) | undefined
}

const purgeEveryMs = 30_000

/**
 * Keeps sessions in this process's memory: for development, tests, and a server of one process. They are gone when it
 * stops.
 *
 * @throws RangeError if `maxSessions` is no whole number from 1
 * @example
 * const passwordReset = createPasswordResetRouter({ ...options, store: memoryStore({ maxSessions: 10_000 }), secret })
 */
export function memoryStore(options: MemoryStoreOptions = {}): SessionStore {
  const maxSessions = options.maxSessions ?? 100_000
  if (!Number.isSafeInteger(maxSessions) || maxSessions < 1)
    throw new RangeError(`memoryStore: maxSessions must be a whole number from 1, not ${String(maxSessions)}`)

  return new MemoryStore(maxSessions, options.now ?? Date.now)
}

/** Each verb runs without an `await`, which makes it atomic here. */
class MemoryStore implements SessionStore {
  private readonly sessions: KeptSessions
  private readonly counterRoom: Room
  private readonly counters: Counters
  private readonly holds: Holds
  private readonly timer: NodeJS.Timeout
  /** Times are kept as milliseconds since the store began: numbers of 31 bits need no object of their own. */
  private readonly beganAt: number

  constructor(
    maxSessions: number,
    private readonly clock: () => number,
  ) {
    // Whole, because sums of fractions are not exact, and `undoCount` finds a window by the exact time of its end.
    this.beganAt = Math.floor(clock())
    const sessionRoom = new Room(maxSessions, 'sessions', (now) => this.sessions.purge(now))
    this.counterRoom = new Room(maxSessions * 10, 'counts', (now) => this.purgeCounters(now))
    this.sessions = new KeptSessions(sessionRoom, this.counterRoom)
    this.counters = new Counters(this.counterRoom)
    this.holds = new Holds(new Room(maxSessions, 'accounts', (now) => this.holds.purge(now)))
    this.timer = setInterval(() => this.purge(), purgeEveryMs)
    this.timer.unref()
  }

  // The interface is asynchronous; `async` also turns a throw into a rejection.
  async begin(request: BeginRequest): Promise<BeginResult> {
    const now = this.now()
    const kept = this.sessions.get(request)
    const early = kept ? beginKnown(kept, request, now) : 'new'
    if (early !== undefined && early !== 'new') return early

    const address = this.sessions.address(request.addressTag)
    const limited = overLimit(address, request, now)
    if (limited) return limited

    // Room for a session and its counts, before either is written.
    this.counterRoom.makeFor(countersFor(address, request, now), now)
    if (early === 'new') this.sessions.makeRoom(request, now)
    const session = kept && early !== 'new' ? kept : this.sessions.start(request, now)
    chargeSend(session.address, request, this.counterRoom, now)
    recordSend(session, request, now)
    return sendResult(session)
  }

  async sent(request: SentRequest): Promise<void> {
    const session = this.sessions.ofGeneration(request)
    if (!session) return
    session.attempt = Math.max(session.attempt, request.sendAttempt)
    if (request.upstream !== undefined) rareFieldsOf(session).upstream = request.upstream
    if (session.lease?.id === request.leaseId) session.lease = undefined
  }

  async failed(request: FailedRequest): Promise<void> {
    const session = this.sessions.ofGeneration(request)
    if (!session) return
    if (session.lease?.id === request.leaseId) session.lease = undefined
    // The charges go back once, with the token, whoever has the lease by now.
    const undone = request.undone ? dropToken(session, request.token) : undefined
    if (undone) undoSend(session.address, request.networkTag, undone.sentAt)
  }

  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const now = this.now()
    const session = this.sessions.live(request, now)
    if (session?.state === 'dead') return tooManyTries(session.expiresAt - now)
    if (session?.state !== 'pending' && session?.state !== 'validated') return { outcome: 'gone' }
    if (session.deliver === 'code') {
      const refused = judgeCode(session, request, this.counterRoom, now)
      if (refused?.outcome === 'wrong' && refused.counted) this.sessions.keep(session)
      if (refused) return refused
    } else if (!linkIsRight(session, request.linkTokens, now)) {
      return { outcome: 'wrong', deliver: 'link', counted: false }
    }
    const first = session.state === 'pending'
    if (first) this.validated(session, request.validatedLifetimeMs, now)
    return { outcome: 'right', data: session.data, first }
  }

  async validate(request: ValidateRequest): Promise<boolean> {
    const now = this.now()
    const session = this.sessions.live(request, now)
    if (!session || session.state === 'ended') return false
    if (session.deliver === 'code') undoWrongCode(session, now)
    if (session.state !== 'validated') this.validated(session, request.validatedLifetimeMs, now)
    return true
  }

  async undoTry(request: SessionRef): Promise<void> {
    const now = this.now()
    const session = this.sessions.live(request, now)
    if ((session?.state !== 'pending' && session?.state !== 'dead') || session.wrongCodes === 0) return
    session.state = 'pending'
    undoWrongCode(session, now)
  }

  async look(request: LookRequest): Promise<LookResult | undefined> {
    const now = this.now()
    const spent = request.spentToo ? this.sessions.inUse(request, now) : undefined
    const session = spent ?? this.sessions.live(request, now)
    if (session?.state !== 'pending' && session?.state !== 'validated' && session?.state !== 'spent') return undefined
    const tokenIsGood = linkIsRight(session, request.linkTokens ?? [], now)
    const result = { ...lookResult(session, session.state, now, this.beganAt), tokenIsGood }
    const retryAfterMs = request.limit && !spent ? countLook(session, request.limit, now) : 0
    return retryAfterMs > 0 ? { ...result, retryAfterMs } : result
  }

  async end(request: EndRequest): Promise<EndResult | undefined> {
    const now = this.now()
    const ofAddress = request.scope === 'address'
    const spent = ofAddress ? this.sessions.inUse(request, now) : undefined
    const session = spent ?? this.sessions.live(request, now)
    if (!session || session.state === 'ended' || (session.state === 'dead' && !ofAddress)) return undefined
    if (request.linkTokens && !linkIsRight(session, request.linkTokens, now)) return undefined
    if (ofAddress) cut(session.address)
    else session.state = 'ended'
    this.sessions.keep(session)
    return { isInUse: spent !== undefined }
  }

  async claim(request: NewClaimRequest): Promise<ClaimResult | undefined> {
    const now = this.now()
    const session = this.sessions.ofGeneration(request)
    if (!session || session.expiresAt <= now) return undefined
    const isAgain = session.state === 'spent' && session.rare?.claimId === request.claimId
    if (!isAgain) {
      if (session.state !== 'validated' || !this.sessions.live(request, now)) return undefined
      if (session.startedAt < now - request.maxAgeMs) return undefined
      cut(session.address)
      session.state = 'spent'
      const rare = rareFieldsOf(session)
      rare.claimId = request.claimId
      rare.claimCut = session.address.cut
    }
    const { data, startedAt } = session
    const { validatedAt } = rareFieldsOf(session)
    return { data, startedAt: this.beganAt + startedAt, validatedAt: this.beganAt + validatedAt }
  }

  async giveBack(request: ClaimRequest): Promise<boolean> {
    const session = this.sessions.inUse(request, this.now())
    if (session?.rare?.claimId !== request.claimId) return false
    session.address.sequence += 1
    session.sequence = session.address.sequence
    session.state = 'validated'
    session.rare.claimId = ''
    return true
  }

  async finish(request: ClaimRequest): Promise<void> {
    const session = this.sessions.ofGeneration(request)
    // The use has finished already, or this claim no longer has the session.
    if (session && (session.state !== 'spent' || session.rare?.claimId !== request.claimId)) return
    this.sessions.cut(request.addressTag)
    if (session?.rare) session.rare.claimId = ''
  }

  async endAll(request: { readonly addressTag: string }): Promise<void> {
    this.sessions.cut(request.addressTag)
  }

  async forget(request: { readonly addressTag: string }): Promise<void> {
    this.sessions.cut(request.addressTag)
    this.sessions.forgetCounters(request.addressTag)
  }

  async hold(request: HoldRequest): Promise<HoldResult> {
    const result = this.holds.hold(request, this.now())
    if (result.outcome === 'busy' || result.finishedAt === undefined) return result
    return { outcome: 'held', finishedAt: this.beganAt + result.finishedAt }
  }

  async release(request: ReleaseRequest): Promise<void> {
    this.holds.release(request, this.now())
  }

  async count(request: CountRequest): Promise<readonly CountResult[]> {
    const results = this.counters.count(request, this.now())
    return results.map((result) => ({ ...result, windowEndsAt: this.beganAt + result.windowEndsAt }))
  }

  async undoCount(request: UndoCountRequest): Promise<void> {
    this.counters.undo({ ...request, windowEndsAt: request.windowEndsAt - this.beganAt })
  }

  async check(): Promise<readonly StoreCheck[]> {
    return [
      { part: 'store', ok: true, detail: 'In memory: gone at a restart, and for one process only' },
      { part: 'clock', ok: true, detail: "This process's own clock" },
      {
        part: 'eviction',
        ok: true,
        detail: 'Nothing is dropped before its time but unconfirmed sessions, when there are too many',
      },
    ]
  }

  close(): void {
    clearInterval(this.timer)
  }

  private now(): number {
    // The difference is an object in memory until it is rounded, even if it is whole.
    return Math.floor(this.clock() - this.beganAt)
  }

  private purge(): void {
    const now = this.now()
    this.sessions.purge(now)
    this.purgeCounters(now)
    this.holds.purge(now)
  }

  private purgeCounters(now: number): void {
    this.counters.purge(now)
    this.sessions.purgeCounters(now)
  }

  private validated(session: Session, lifetimeMs: number, now: number): void {
    validateSession(session, lifetimeMs, now)
    this.sessions.keep(session)
  }
}
