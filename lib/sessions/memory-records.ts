import type { Counter, NetworkCounter } from './memory-counters'
import type { Delivery } from './session-store'

/** What an address has besides its sessions: the order in which they began, up to where they were ended, and what it is
 * limited by. */
export interface Address {
  readonly tag: string
  sequence: number
  cut: number
  /** Its session; several by triple. Most addresses have one, which needs no map. */
  sessions: Session | Map<string, Session> | undefined
  sends: Counter | undefined
  wrongCodes: Counter | undefined
  /** By network tag: the newest. */
  networks: NetworkCounter | undefined
}

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
export interface Later {
  upstream: string | undefined
  looks: Counter | undefined
  /** Of the claim that spent it; empty once that has finished. */
  claimId: string
  /** The cut that its claim made. */
  claimCut: number
}
