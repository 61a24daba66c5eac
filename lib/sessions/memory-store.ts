import {
  type BeginRequest,
  type BeginResult,
  type BindRequest,
  type ClaimRequest,
  type ClaimResult,
  type CountRequest,
  type CountResult,
  type FailedRequest,
  type LookRequest,
  type LookResult,
  type SentRequest,
  type SessionRef,
  type SessionStore,
  type SubmitRequest,
  type SubmitResult,
  type ValidateRequest,
} from './session-store'
import type { StoreCheck } from './store-check'
import { beginKnown, isGood, judgeLink, lookResult, recordSend, type Session, validateSession } from './memory-session'
import { KeptSessions } from './memory-sessions'
import { AddressLimits } from './memory-limits'
import { RemoteSids } from './memory-remote-sids'
import { charge, Counters, refund, waitFor } from './memory-counters'

export interface MemoryStoreOptions {
  /** Sessions kept at most. Past it the oldest pending ones without a wrong code go first; spent marks, validated sessions
   * and counts never go: then the store is unavailable (503). Default: 100,000; counters: ten times as many. */
  readonly maxSessions?: number | undefined
  /** The clock, in milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined
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
  private readonly sessions: KeptSessions
  private readonly counters: Counters
  private readonly limits: AddressLimits
  private readonly remoteSids: RemoteSids
  private readonly timer: NodeJS.Timeout

  constructor(
    maxSessions: number,
    private readonly now: () => number,
  ) {
    this.sessions = new KeptSessions(maxSessions)
    this.counters = new Counters(maxSessions * 10)
    this.limits = new AddressLimits(this.counters)
    this.remoteSids = new RemoteSids(maxSessions)
    this.timer = setInterval(() => this.purge(), purgeEveryMs)
    this.timer.unref()
  }

  // The interface is asynchronous; `async` also turns a throw into a rejection.
  async begin(request: BeginRequest): Promise<BeginResult> {
    const now = this.now()
    const found = this.sessions.live(request, now)
    const known = found && found.state !== 'spent' && found.state !== 'ended' ? found : undefined
    const early = known && beginKnown(known, request, now)
    if (early) return early

    const limited = this.limits.overLimit(request, now)
    if (limited) return limited

    // Room for a session and its counts, before either is written.
    this.limits.makeRoom(request, now)
    this.sessions.makeRoom(request, now)
    this.limits.chargeSend(request, now)
    const session = known ?? this.sessions.start(request, now)
    recordSend(session, request, now)
    return { outcome: 'send', generation: session.generation }
  }

  async sent(request: SentRequest): Promise<void> {
    const session = this.sessions.ofGeneration(request)
    if (!session) return
    session.attempt = Math.max(session.attempt, request.sendAttempt)
    session.remote = request.remote ?? session.remote
    if (session.lease?.id === request.leaseId) session.lease = null
  }

  async failed(request: FailedRequest): Promise<void> {
    const session = this.sessions.ofGeneration(request)
    if (!session) return
    if (session.lease?.id === request.leaseId) session.lease = null
    // What is taken back with the token is returned once, whoever has the lease by now.
    const undone = request.undone && session.tokens.find(({ hash }) => hash === request.token)
    if (!undone) return
    session.tokens = session.tokens.filter((token) => token !== undone)
    this.limits.refundSend(request, undone.sentAt)
  }

  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const now = this.now()
    const session = this.sessions.liveOfGeneration(request, now)
    if (session?.state === 'dead') return { outcome: 'gone', tooManyTries: true }
    if (session?.state !== 'pending' && session?.state !== 'validated') return { outcome: 'gone' }
    const verdict =
      session.deliver === 'code' ? this.judgeCode(session, request, now) : judgeLink(session, request.linkTokens, now)
    if (verdict === 'gone') return { outcome: 'gone' }
    if (verdict === 'too-many') return { outcome: 'gone', tooManyTries: true }
    if (verdict === 'wrong') return { outcome: 'wrong', deliver: session.deliver }
    const first = session.state === 'pending'
    if (first) {
      validateSession(session, request.validatedLifetimeMs, now)
      this.sessions.keep(session)
    }
    return { outcome: 'right', data: session.data, first }
  }

  async validate(request: ValidateRequest): Promise<boolean> {
    const now = this.now()
    const session = this.sessions.liveOfGeneration(request, now)
    if (!session || session.state === 'spent' || session.state === 'ended') return false
    if (session.deliver === 'code') {
      session.wrongCodes = Math.max(session.wrongCodes - 1, 0)
      this.limits.refundWrongCode(request, now)
    }
    if (session.state !== 'validated') validateSession(session, request.validatedLifetimeMs, now)
    this.sessions.keep(session)
    return true
  }

  async takeBackTry(request: SessionRef): Promise<void> {
    const now = this.now()
    const session = this.sessions.liveOfGeneration(request, now)
    if ((session?.state !== 'pending' && session?.state !== 'dead') || session.wrongCodes === 0) return
    session.wrongCodes -= 1
    session.state = 'pending'
    this.limits.refundWrongCode(request, now)
  }

  async look(request: LookRequest): Promise<LookResult | null> {
    const now = this.now()
    const session = this.sessions.liveOfGeneration(request, now)
    if (session?.state !== 'pending' && session?.state !== 'validated') return null
    const isGood = session.deliver === 'link' && judgeLink(session, request.linkTokens ?? [], now) === 'right'
    return lookResult(session, session.state, isGood, now)
  }

  async end(request: SessionRef & { readonly linkTokens: readonly string[] }): Promise<boolean> {
    const now = this.now()
    const session = this.sessions.liveOfGeneration(request, now)
    if (session?.state !== 'pending' && session?.state !== 'validated') return false
    if (session.deliver !== 'link' || judgeLink(session, request.linkTokens, now) !== 'right') return false
    session.state = 'ended'
    this.sessions.keep(session)
    return true
  }

  async claim(request: ClaimRequest): Promise<ClaimResult | null> {
    const session = this.sessions.liveOfGeneration(request, this.now())
    if (!session) return null
    const again = session.state === 'spent' && session.claimId === request.claimId
    const from = again ? session.claimedFrom : session.state
    if (from !== 'validated' && !(from === 'pending' && request.pendingToo)) return null
    session.state = 'spent'
    session.claimId = request.claimId
    session.claimedFrom = from
    this.sessions.keep(session)
    return { data: session.data, validatedAt: from === 'validated' ? session.validatedAt : null }
  }

  async giveBack(request: ClaimRequest): Promise<boolean> {
    const session = this.sessions.liveOfGeneration(request, this.now())
    if (session?.state !== 'spent' || session.claimId !== request.claimId) return false
    session.state = session.claimedFrom
    session.claimId = ''
    return true
  }

  async endAll(request: { readonly addressTag: string }): Promise<void> {
    this.sessions.cut(request.addressTag)
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

  private purge(): void {
    const now = this.now()
    this.sessions.purge(now)
    this.counters.purge(now)
    this.remoteSids.purge(now)
  }

  private judgeCode(session: Session, request: SubmitRequest, now: number): 'right' | 'wrong' | 'gone' | 'too-many' {
    const { wrongCodesPerAddress: limit, codeTries, codeTokens } = request
    if (codeTokens.length === 0) return 'gone'
    if (session.state === 'pending') {
      if (session.wrongCodes >= codeTries || !this.limits.hasTriesLeft(request, limit, now)) return 'too-many'
    }
    const newest = session.tokens[0]
    if (newest && isGood(session, newest, now) && codeTokens.includes(newest.hash)) return 'right'
    // First what may find the store full: then nothing is judged.
    this.limits.chargeWrongCode(request, limit, now)
    session.wrongCodes += 1
    this.sessions.keep(session)
    if (session.state === 'pending' && session.wrongCodes >= codeTries) session.state = 'dead'
    return 'wrong'
  }
}
