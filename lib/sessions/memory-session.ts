import type { Address } from './memory-address'
import { charge, type Counter, newCounter, waitFor } from './memory-counters'
import type { BeginRequest, BeginResult, Delivery, Limit, LookResult } from './session-store'

export interface Token {
  readonly hash: string
  /** When its send was charged: what is undone returns the charges of that window. */
  readonly sentAt: number
  readonly expiresAt: number
  /** The one that was sent before it. */
  readonly before: Token | undefined
}

interface Lease {
  readonly id: string
  readonly attempt: number
  readonly until: number
}

/** A session as the memory store keeps it. */
export interface Session {
  readonly address: Address
  readonly tripleTag: string
  readonly generation: string
  /** Its place among the sessions of its address: one that is not above the address's cut is ended. */
  sequence: number
  state: 'pending' | 'dead' | 'validated' | 'spent' | 'ended'
  deliver: Delivery
  attempt: number
  wrongCodes: number
  lease: Lease | undefined
  newest: Token | undefined
  data: string
  readonly startedAt: number
  validatedAt: number
  expiresAt: number
  later: Later | undefined
}

/** What few sessions come to have: in an object of its own, so that the others are small. */
interface Later {
  upstream: string | undefined
  looks: Counter | undefined
  /** Of the claim that spent it; empty once that has finished. */
  claimId: string
  /** The cut that its claim made. */
  claimCut: number
}

const keptTokens = 3

export function newSession(address: Address, request: BeginRequest, now: number): Session {
  return {
    address,
    tripleTag: request.tripleTag,
    generation: request.generation,
    sequence: address.sequence,
    state: 'pending',
    deliver: request.deliver,
    attempt: -1,
    wrongCodes: 0,
    lease: undefined,
    newest: undefined,
    data: '',
    startedAt: now,
    validatedAt: 0,
    expiresAt: now,
    later: undefined,
  }
}

export function laterOf(session: Session): Later {
  return (session.later ??= { upstream: undefined, looks: undefined, claimId: '', claimCut: 0 })
}

/** Neither expired nor cut. (One that is spent was cut by its own claim.) */
export function isLive(session: Session, now: number): boolean {
  return session.expiresAt > now && session.sequence > session.address.cut
}

/** Claimed by a use that has not finished, and its address was not cut since. */
export function isInUse(session: Session, now: number): boolean {
  const { state, address, expiresAt } = session
  const { claimId = '', claimCut = 0 } = session.later ?? {}
  return state === 'spent' && claimId !== '' && claimCut === address.cut && expiresAt > now
}

/** What `begin` answers for the session that its key has, `'new'` where another is to start, `undefined` where it is to send. */
export function beginKnown(session: Session, request: BeginRequest, now: number): BeginResult | 'new' | undefined {
  const { generation, deliver, lease, state } = session
  const isEnded = state === 'ended' || !isLive(session, now)
  if (session.expiresAt <= now || state === 'spent' || (isEnded && !request.concealsEnds)) return 'new'
  if (state === 'dead') return { outcome: 'limited', limit: 'session', retryAfterMs: session.expiresAt - now }
  if (isEnded || state === 'validated') return { outcome: 'replay', generation, deliver }
  if (lease?.id === request.leaseId) return sendResult(session)
  const underWay = lease !== undefined && lease.until > now && request.sendAttempt <= lease.attempt
  return underWay || request.sendAttempt <= session.attempt ? { outcome: 'replay', generation, deliver } : undefined
}

export function sendResult({ generation, later }: Session): BeginResult {
  const upstream = later?.upstream
  return upstream === undefined ? { outcome: 'send', generation } : { outcome: 'send', generation, upstream }
}

export function recordSend(session: Session, request: BeginRequest, now: number): void {
  const earlier = session.deliver === request.deliver ? tokensOf(session).slice(0, keptTokens - 1) : []
  const expiresAt = now + request.tokenLifetimeMs
  session.deliver = request.deliver
  session.newest = chained([{ hash: request.token, sentAt: now, expiresAt }, ...earlier])
  session.expiresAt = Math.max(session.expiresAt, expiresAt)
  session.data = request.data
  session.lease = { id: request.leaseId, attempt: request.sendAttempt, until: now + request.leaseMs }
}

export function linkIsRight(session: Session, hashes: readonly string[], now: number): boolean {
  if (session.deliver !== 'link') return false
  return tokensOf(session).some((token) => isGood(session, token, now) && hashes.includes(token.hash))
}

/** Only the newest. */
export function codeIsRight(session: Session, hashes: readonly string[], now: number): boolean {
  const { newest } = session
  return newest !== undefined && isGood(session, newest, now) && hashes.includes(newest.hash)
}

/** Validated from now on, whatever it was before. */
export function validateSession(session: Session, lifetimeMs: number, now: number): void {
  session.state = 'validated'
  session.validatedAt = now
  session.expiresAt = now + lifetimeMs
}

/** @param beganAt what the store's clock showed where its times are 0 */
export function lookResult(session: Session, state: LookResult['state'], now: number, beganAt: number): LookResult {
  const { deliver, data, startedAt, validatedAt, expiresAt, later } = session
  const upstream = later?.upstream
  return {
    state,
    deliver,
    data,
    startedAt: beganAt + startedAt,
    expiresInMs: expiresAt - now,
    tokenIsGood: false,
    ...(upstream !== undefined && { upstream }),
    ...(state !== 'pending' && { validatedAt: beganAt + validatedAt }),
  }
}

/** Counts a look; past the limit it is not counted, and the answer is how long to wait. */
export function countLook(session: Session, limit: Limit, now: number): number {
  const later = laterOf(session)
  const wait = waitFor(later.looks, limit, now)
  if (wait === 0) later.looks = charge(later.looks ?? newCounter(now), limit.windowMs, now)
  return wait
}

/** Takes back the token of a send that was undone: what it was, or undefined where it is there no more. */
export function dropToken(session: Session, hash: string): Token | undefined {
  const tokens = tokensOf(session)
  const dropped = tokens.find((token) => token.hash === hash)
  if (dropped) session.newest = chained(tokens.filter((token) => token !== dropped))
  return dropped
}

/** Newest first. */
function tokensOf({ newest }: Session): Token[] {
  const tokens: Token[] = []
  for (let token = newest; token; token = token.before) tokens.push(token)
  return tokens
}

/** One hangs on the other: smaller than a list, and most sessions have one. */
function chained(tokens: readonly Omit<Token, 'before'>[]): Token | undefined {
  return tokens.reduceRight<Token | undefined>(
    (before, { hash, sentAt, expiresAt }) => ({ hash, sentAt, expiresAt, before }),
    undefined,
  )
}

/** What validated a session stays right as long as that session lives, and while its use is unfinished. */
function isGood(session: Session, token: Token, now: number): boolean {
  return session.state === 'validated' || session.state === 'spent' || token.expiresAt > now
}
