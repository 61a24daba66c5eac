import { type BindRequest, type SessionRef, StoreUnavailableError } from './session-store'

interface Bound {
  readonly session: SessionRef
  readonly expiresAt: number
}

/** Which session an identity server's `sid` names, bounded: one that still names one is never forgotten. */
export class RemoteSids {
  private readonly bound = new Map<string, Bound>()
  private purgedAt = 0

  constructor(private readonly max: number) {}

  bind({ key, session, lifetimeMs }: BindRequest, now: number): boolean {
    const known = this.find(key, now)
    if (known && !isSame(known, session)) return false
    if (!known) this.makeRoom(now)
    const { addressTag, tripleTag, generation } = session
    this.bound.set(key, { session: { addressTag, tripleTag, generation }, expiresAt: now + lifetimeMs })
    return true
  }

  find(key: string, now: number): SessionRef | null {
    const bound = this.bound.get(key)
    return bound && bound.expiresAt > now ? bound.session : null
  }

  purge(now: number): void {
    this.purgedAt = now
    for (const [key, { expiresAt }] of this.bound) if (expiresAt <= now) this.bound.delete(key)
  }

  private makeRoom(now: number): void {
    if (this.bound.size < this.max) return
    if (now - this.purgedAt >= 1_000) this.purge(now)
    if (this.bound.size >= this.max) throw new StoreUnavailableError('The memory store is full of proxied sessions')
  }
}

function isSame(one: SessionRef, other: SessionRef): boolean {
  return one.addressTag === other.addressTag && one.tripleTag === other.tripleTag && one.generation === other.generation
}
