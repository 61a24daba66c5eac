import type { Counter, NetworkCounter } from './memory-counters'
import type { Delivery } from './session-store'

/** An address with its sessions and its counters. */
export interface Address {
  readonly tag: string
  /** The number of its last session or cut. */
  sequence: number
  /** The number of its last cut: sessions up to it have ended. */
  cut: number
  /** Its session, or several by triple. Most addresses have one, which needs no map. */
  sessions: Session | Map<string, Session> | undefined
  sends: Counter | undefined
  wrongCodes: Counter | undefined
  /** The newest counter of a network; the others are chained to it. */
  networks: NetworkCounter | undefined
}

export interface Token {
  readonly hash: string
  /** When its send was charged. An undone send gives back the charges of that window. */
  readonly sentAt: number
  readonly expiresAt: number
  /** The token that was sent before it. */
  readonly before: Token | undefined
}

interface Lease {
  readonly id: string
  readonly attempt: number
  readonly until: number
}

/** A session in the memory store. */
export interface Session {
  readonly address: Address
  readonly tripleTag: string
  readonly generation: string
  /** Its number among the sessions of its address. It is ended unless this number is above the address's cut. */
  sequence: number
  state: 'pending' | 'dead' | 'validated' | 'spent' | 'ended'
  deliver: Delivery
  attempt: number
  wrongCodes: number
  lease: Lease | undefined
  newest: Token | undefined
  data: string
  readonly startedAt: number
  expiresAt: number
  rare: RareFields | undefined
}

/** Fields that few sessions have: in an object of their own, so that the other sessions are small. */
export interface RareFields {
  upstream: string | undefined
  looks: Counter | undefined
  validatedAt: number
  /** The claim that spent the session; empty once that use has finished. */
  claimId: string
  /** The cut that its claim made. */
  claimCut: number
}
