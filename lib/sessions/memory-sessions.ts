import { cut, dropCounters, hasCounters, newAddress } from './memory-address'
import type { Room } from './memory-room'
import type { Address, Session } from './memory-records'
import { isInUse, isLive, newSession } from './memory-session'
import { type BeginRequest, type SessionKey, type SessionRef, StoreUnavailableError } from './session-store'

/**
 * The sessions of a memory store and their addresses, bounded. A flood pushes out only the oldest pending sessions
 * without a wrong code; never a validated session, the mark of a spent one, or a counter.
 */
export class KeptSessions {
  private readonly addresses = new Map<string, Address>()
  /** The sessions that a flood may push out, oldest first. */
  private readonly evictable = new Set<Session>()

  constructor(
    private readonly room: Room,
    private readonly counters: Room,
  ) {}

  /** The session of a key, live or not. */
  get({ addressTag, tripleTag }: SessionKey): Session | undefined {
    const { sessions } = this.addresses.get(addressTag) ?? {}
    if (sessions instanceof Map) return sessions.get(tripleTag)
    return sessions?.tripleTag === tripleTag ? sessions : undefined
  }

  ofGeneration(ref: SessionRef): Session | undefined {
    const session = this.get(ref)
    return session?.generation === ref.generation ? session : undefined
  }

  /** A session that is neither expired, cut nor spent; it may be dead or ended. */
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

  /** Starts a session, which replaces an earlier one of the key. There must be room for it. */
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

  /** From now on a flood does not push this session out. */
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

  /** Makes room for a session of this key. None is needed if it replaces another. */
  makeRoom(key: SessionKey, now: number): void {
    if (this.get(key) || this.room.hasFor(1, now)) return
    const [oldest] = this.evictable
    if (!oldest) throw new StoreUnavailableError('The memory store is full of sessions that must not be forgotten')
    this.forget(oldest)
  }

  purge(now: number): void {
    for (const { sessions } of this.addresses.values()) {
      for (const session of sessions instanceof Map ? sessions.values() : sessions ? [sessions] : [])
        if (session.expiresAt <= now) this.forget(session)
    }
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
