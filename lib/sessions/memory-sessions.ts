import { newSession, type Session } from './memory-session'
import { type BeginRequest, type SessionKey, type SessionRef, StoreUnavailableError } from './session-store'

/** What an address has besides its sessions: the order in which they began, and up to where they were ended. */
interface Address {
  sequence: number
  cut: number
  readonly sessions: Map<string, Session>
}

/**
 * The sessions of a memory store, by address and triple, bounded. A flood pushes out the oldest pending ones without a wrong
 * code, and no others: never a validated session, a spent mark or a count.
 */
export class KeptSessions {
  private readonly addresses = new Map<string, Address>()
  /** Those that a flood may push out, oldest first. */
  private readonly evictable = new Set<Session>()
  private count = 0
  private purgedAt = 0

  constructor(private readonly max: number) {}

  /** A new session of that key, in the place of an earlier one. There must be room. */
  start(request: BeginRequest, now: number): Session {
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
    this.count += 1
    this.evictable.add(session)
    return session
  }

  /** Neither expired nor cut; its state may still be spent or ended. */
  live(key: SessionKey, now: number): Session | undefined {
    const address = this.addresses.get(key.addressTag)
    const session = address?.sessions.get(key.tripleTag)
    if (!address || !session) return undefined
    return session.expiresAt > now && session.sequence > address.cut ? session : undefined
  }

  liveOfGeneration(ref: SessionRef, now: number): Session | undefined {
    const session = this.live(ref, now)
    return session?.generation === ref.generation ? session : undefined
  }

  /** Live or not. */
  ofGeneration(ref: SessionRef): Session | undefined {
    const session = this.addresses.get(ref.addressTag)?.sessions.get(ref.tripleTag)
    return session?.generation === ref.generation ? session : undefined
  }

  /** A session that has come to something is not pushed out any more. */
  keep(session: Session): void {
    this.evictable.delete(session)
  }

  /** Ends the sessions of an address that have begun so far. */
  cut(addressTag: string): void {
    const address = this.addresses.get(addressTag)
    if (!address) return
    address.sequence += 1
    address.cut = address.sequence
  }

  /** Makes room for a session of that key; one that takes another's place needs none. */
  makeRoom({ addressTag, tripleTag }: SessionKey, now: number): void {
    const takesAPlace = this.addresses.get(addressTag)?.sessions.has(tripleTag)
    if (takesAPlace || this.count < this.max) return
    // Once a second at most: a flood must not buy a walk over everything with each request.
    if (now - this.purgedAt >= 1_000) this.purge(now)
    if (this.count < this.max) return
    const [oldest] = this.evictable
    if (!oldest) throw new StoreUnavailableError('The memory store is full of sessions that must not be forgotten')
    this.forget(oldest)
  }

  purge(now: number): void {
    this.purgedAt = now
    for (const address of this.addresses.values()) {
      for (const session of address.sessions.values()) if (session.expiresAt <= now) this.forget(session)
    }
  }

  private forget(session: Session): void {
    const { addressTag, tripleTag } = session.key
    const address = this.addresses.get(addressTag)
    if (!address?.sessions.delete(tripleTag)) return
    this.count -= 1
    this.evictable.delete(session)
    if (address.sessions.size === 0) this.addresses.delete(addressTag)
  }
}
