import type { BeginRequest, BeginResult, Delivery, LookResult, SessionKey } from './session-store'

interface Token {
  readonly hash: string
  /** When its send was charged: what is undone returns the charges of that window. */
  readonly sentAt: number
  readonly expiresAt: number
}

interface Lease {
  readonly id: string
  readonly attempt: number
  readonly until: number
}

/** A session as the memory store keeps it. */
export interface Session {
  readonly key: SessionKey
  readonly generation: string
  readonly sequence: number
  state: 'pending' | 'dead' | 'validated' | 'spent' | 'ended'
  deliver: Delivery
  attempt: number
  wrongCodes: number
  lease: Lease | null
  /** Newest first. */
  tokens: readonly Token[]
  data: string
  remote: string | null
  readonly startedAt: number
  validatedAt: number
  expiresAt: number
  claimId: string
  claimedFrom: 'pending' | 'validated'
}

const keptTokens = 3

export function newSession(request: BeginRequest, sequence: number, now: number): Session {
  return {
    key: { addressTag: request.addressTag, tripleTag: request.tripleTag },
    generation: request.generation,
    sequence,
    state: 'pending',
    deliver: request.deliver,
    attempt: -1,
    wrongCodes: 0,
    lease: null,
    tokens: [],
    data: '',
    remote: null,
    startedAt: now,
    validatedAt: 0,
    expiresAt: 0,
    claimId: '',
    claimedFrom: 'validated',
  }
}

/** What `begin` answers for a session that is not spent or ended, or undefined where it is to send. */
export function beginKnown(session: Session, request: BeginRequest, now: number): BeginResult | undefined {
  const { generation, deliver, lease } = session
  if (session.state === 'validated') return { outcome: 'replay', generation, deliver }
  if (session.state === 'dead') return { outcome: 'limited', limit: 'session', retryAfterMs: session.expiresAt - now }
  if (lease?.id === request.leaseId) return { outcome: 'send', generation }
  const underWay = lease !== null && lease.until > now && request.sendAttempt <= lease.attempt
  return underWay || request.sendAttempt <= session.attempt ? { outcome: 'replay', generation, deliver } : undefined
}

export function recordSend(session: Session, request: BeginRequest, now: number): void {
  const token = { hash: request.token, sentAt: now, expiresAt: now + request.tokenLifetimeMs }
  const earlier = session.deliver === request.deliver ? session.tokens : []
  session.deliver = request.deliver
  session.tokens = [token, ...earlier].slice(0, keptTokens)
  session.expiresAt = Math.max(session.expiresAt, token.expiresAt)
  session.data = request.data
  session.lease = { id: request.leaseId, attempt: request.sendAttempt, until: now + request.leaseMs }
}

export function judgeLink(session: Session, hashes: readonly string[], now: number): 'right' | 'wrong' {
  return session.tokens.some((token) => isGood(session, token, now) && hashes.includes(token.hash)) ? 'right' : 'wrong'
}

/** What validated a session stays right as long as that session lives. */
export function isGood(session: Session, token: Token, now: number): boolean {
  return session.state === 'validated' || token.expiresAt > now
}

/** Validated from now on, whatever it was before. */
export function validateSession(session: Session, lifetimeMs: number, now: number): void {
  session.state = 'validated'
  session.validatedAt = now
  session.expiresAt = now + lifetimeMs
}

export function lookResult(
  session: Session,
  state: LookResult['state'],
  tokenIsGood: boolean,
  now: number,
): LookResult {
  return {
    state,
    deliver: session.deliver,
    data: session.data,
    remote: session.remote,
    startedAt: session.startedAt,
    validatedAt: state === 'validated' ? session.validatedAt : null,
    expiresInMs: session.expiresAt - now,
    tokenIsGood,
  }
}
