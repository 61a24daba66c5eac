import { type Address, counterCount, cut, dropCounters, newAddress } from './memory-address'
import type { Room } from './memory-room'
import { isInUse, isLive, newSession, type Session } from './memory-session'
import { type BeginRequest, type SessionKey, type SessionRef, StoreUnavailableError } from './session-store'

/**
 * The sessions of a memory store and their addresses, bounded. A flood pushes out the oldest pending ones without a wrong
 * code, and no others: never a validated session, a spent mark or a count.
 */
export class KeptSessions {
  private readonly addresses = new Map<string, Address>()
  private readonly sessions = new Map<string, Session>()
  /** Those that a flood may push out, oldest first. */
  private readonly evictable = new Set<Session>()

  constructor(
    private readonly room: Room,
    private readonly counters: Room,
  ) {}

  /** Live or not. */
  get(key: SessionKey): Session | undefined {
    return this.sessions.get(nameOf(key))
  }

  ofGeneration(ref: SessionRef): Session | undefined {
    const session = this.get(ref)
    return session?.generation === ref.generation ? session : undefined
  }

  /** Neither expired, nor cut, nor spent; it may be dead or ended. */
  live(ref: SessionRef, now: number): Session | undefined {
    const session = this.ofGeneration(ref)
    return session && isLive(session, now) ? session : undefined
  }

  inUse(ref: SessionRef, now: number): Session | undefined {
    const session = this.ofGeneration(ref)
    return session && isInUse(session, now) ? session : undefined
  }

  address(addressTag: string): Address | undefined {
    return this.addresses.get(addressTag)
  }

  /** A new session of that key, in the place of an earlier one. There must be room. */
  start(request: BeginRequest, now: number): Session {
    const address = this.addresses.get(request.addressTag) ?? newAddress(request.addressTag)
    this.addresses.set(request.addressTag, address)
    const name = nameOf(request)
    const before = this.sessions.get(name)
    if (before) this.evictable.delete(before)
    else {
      this.room.take(1, now)
      address.sessions += 1
    }
    address.sequence += 1
    const session = newSession(address, request, now)
    // Deleted first, so that the order stays that in which they began.
    this.sessions.delete(name)
    this.sessions.set(name, session)
    this.evictable.add(session)
    return session
  }

  /** A session that has come to something is not pushed out any more. */
  keep(session: Session): void {
    this.evictable.delete(session)
  }

  cut(addressTag: string): void {
    const address = this.addresses.get(addressTag)
    if (address) cut(address)
  }

  forgetCounters(addressTag: string): void {
    const address = this.addresses.get(addressTag)
    if (!address) return
    dropCounters(address, this.counters, () => true)
    this.dropIfEmpty(address)
  }

  /** Makes room for a session of that key; one that takes another's place needs none. */
  makeRoom(key: SessionKey, now: number): void {
    if (this.sessions.has(nameOf(key)) || this.room.hasFor(1, now)) return
    const [oldest] = this.evictable
    if (!oldest) throw new StoreUnavailableError('The memory store is full of sessions that must not be forgotten')
    this.forget(oldest)
  }

  purge(now: number): void {
    for (const session of this.sessions.values()) if (session.expiresAt <= now) this.forget(session)
  }

  purgeCounters(now: number): void {
    for (const address of this.addresses.values()) {
      dropCounters(address, this.counters, ({ until }) => until <= now)
      this.dropIfEmpty(address)
    }
  }

  private forget(session: Session): void {
    const { address, tripleTag } = session
    this.sessions.delete(nameOf({ addressTag: address.tag, tripleTag }))
    this.evictable.delete(session)
    this.room.free(1)
    address.sessions -= 1
    this.dropIfEmpty(address)
  }

  private dropIfEmpty(address: Address): void {
    if (address.sessions === 0 && counterCount(address) === 0) this.addresses.delete(address.tag)
  }
}

function nameOf({ addressTag, tripleTag }: SessionKey): string {
  return `${addressTag} ${tripleTag}`
}
