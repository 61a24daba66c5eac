import { type Address, cut, dropCounters, hasCounters, newAddress } from './memory-address'
import type { Room } from './memory-room'
import { isInUse, isLive, newSession, type Session } from './memory-session'
import { type BeginRequest, type SessionKey, type SessionRef, StoreUnavailableError } from './session-store'

/**
 * The sessions of a memory store and their addresses, bounded. A flood pushes out the oldest pending ones without a wrong
 * code, and no others: never a validated session, a spent mark or a count.
 */
export class KeptSessions {
  private readonly addresses = new Map<string, Address>()
  /** Those that a flood may push out, oldest first. */
  private readonly evictable = new Set<Session>()

  constructor(
    private readonly room: Room,
    private readonly counters: Room,
  ) {}

  /** Live or not. */
  get({ addressTag, tripleTag }: SessionKey): Session | undefined {
    const { sessions } = this.addresses.get(addressTag) ?? {}
    if (sessions instanceof Map) return sessions.get(tripleTag)
    return sessions?.tripleTag === tripleTag ? sessions : undefined
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
    const before = this.get(request)
    if (before) this.evictable.delete(before)
    else this.room.take(1, now)
    address.sequence += 1
    const session = newSession(address, request, now)
    put(address, session)
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
    if (this.get(key) || this.room.hasFor(1, now)) return
    const [oldest] = this.evictable
    if (!oldest) throw new StoreUnavailableError('The memory store is full of sessions that must not be forgotten')
    this.forget(oldest)
  }

  purge(now: number): void {
    for (const { sessions } of this.addresses.values())
      for (const one of sessions instanceof Map ? sessions.values() : sessions ? [sessions] : [])
        if (one.expiresAt <= now) this.forget(one)
  }

  purgeCounters(now: number): void {
    for (const address of this.addresses.values()) {
      dropCounters(address, this.counters, ({ until }) => until <= now)
      this.dropIfEmpty(address)
    }
  }

  private forget(session: Session): void {
    const { address, tripleTag } = session
    if (address.sessions instanceof Map) address.sessions.delete(tripleTag)
    else address.sessions = undefined
    this.evictable.delete(session)
    this.room.free(1)
    this.dropIfEmpty(address)
  }

  private dropIfEmpty(address: Address): void {
    const { sessions } = address
    const hasSessions = sessions instanceof Map ? sessions.size > 0 : sessions !== undefined
    if (!hasSessions && !hasCounters(address)) this.addresses.delete(address.tag)
  }
}

function put(address: Address, session: Session): void {
  const { sessions } = address
  if (sessions instanceof Map) sessions.set(session.tripleTag, session)
  else if (!sessions || sessions.tripleTag === session.tripleTag) address.sessions = session
  else address.sessions = new Map([sessions, session].map((one) => [one.tripleTag, one]))
}
