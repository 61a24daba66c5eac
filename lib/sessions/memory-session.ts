import { charge, newCounter, waitFor } from './memory-counters'
import type { Address, RareFields, Session, Token } from './memory-records'
import type { BeginRequest, BeginResult, Limit, LookResult } from './session-store'

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
    expiresAt: now,
    rare: undefined,
  }
}

export function rareFieldsOf(session: Session): RareFields {
  return (session.rare ??= { upstream: undefined, looks: undefined, validatedAt: 0, claimId: '', claimCut: 0 })
}

/** Whether a session is neither expired nor cut. (A spent one was cut by its own claim.) */
export function isLive(session: Session, now: number): boolean {
  return session.expiresAt > now && session.sequence > session.address.cut
}

/** Whether a session was claimed by a use that has not finished, and its address was not cut since. */
export function isInUse(session: Session, now: number): boolean {
  const { state, address, expiresAt } = session
  const { claimId = '', claimCut = 0 } = session.rare ?? {}
  return state === 'spent' && claimId !== '' && claimCut === address.cut && expiresAt > now
}

/**
 * The answer of `begin` for a session that exists: `'new'` if another session shall start, `undefined` if this request
 * shall send.
 */
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

export function sendResult({ generation, rare }: Session): BeginResult {
  const upstream = rare?.upstream
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

/** Whether a code is right: only the newest one is. */
export function codeIsRight(session: Session, hashes: readonly string[], now: number): boolean {
  const { newest } = session
  return newest !== undefined && isGood(session, newest, now) && hashes.includes(newest.hash)
}

/** Marks the session as validated, whatever it was before. */
export function validateSession(session: Session, lifetimeMs: number, now: number): void {
  session.state = 'validated'
  rareFieldsOf(session).validatedAt = now
  session.expiresAt = now + lifetimeMs
}

/** @param beganAt the real time at which the store's own times are 0 */
export function lookResult(session: Session, state: LookResult['state'], now: number, beganAt: number): LookResult {
  const { deliver, data, startedAt, expiresAt, rare } = session
  const upstream = rare?.upstream
  return {
    state,
    deliver,
    data,
    startedAt: beganAt + startedAt,
    expiresInMs: expiresAt - now,
    tokenIsGood: false,
    ...(upstream !== undefined && { upstream }),
    ...(rare && state !== 'pending' && { validatedAt: beganAt + rare.validatedAt }),
  }
}

/** Counts a look and answers 0; over the limit nothing is counted, and the answer is how long to wait. */
export function countLook(session: Session, limit: Limit, now: number): number {
  const rare = rareFieldsOf(session)
  const wait = waitFor(rare.looks, limit, now)
  if (wait === 0) rare.looks = charge(rare.looks ?? newCounter(now), limit.windowMs, now)
  return wait
}

/** Removes the token of a send that was undone, and answers it; undefined if it is gone already. */
export function dropToken(session: Session, hash: string): Token | undefined {
  const tokens = tokensOf(session)
  const dropped = tokens.find((token) => token.hash === hash)
  if (dropped) session.newest = chained(tokens.filter((token) => token !== dropped))
  return dropped
}

/** The tokens, newest first. */
function tokensOf({ newest }: Session): Token[] {
  const tokens: Token[] = []
  for (let token = newest; token; token = token.before) tokens.push(token)
  return tokens
}

/** Chains the tokens: smaller than a list, and most sessions have one. */
function chained(tokens: readonly Omit<Token, 'before'>[]): Token | undefined {
  return tokens.reduceRight<Token | undefined>(
    (before, { hash, sentAt, expiresAt }) => ({ hash, sentAt, expiresAt, before }),
    undefined,
  )
}

/**
 * Whether a token is still valid. The token that validated a session stays valid as long as the session lives, and
 * while its use is unfinished.
 */
function isGood(session: Session, token: Token, now: number): boolean {
  return session.state === 'validated' || session.state === 'spent' || token.expiresAt > now
}
