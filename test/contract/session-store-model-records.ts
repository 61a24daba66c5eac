import type { Delivery } from '../../lib/sessions/session-store'

export interface Token {
  readonly hash: string
  readonly sentAt: number
  readonly until: number
}

export interface Session {
  readonly generation: string
  begun: number
  state: 'pending' | 'validated' | 'spent' | 'ended'
  deliver: Delivery
  highestSent: number
  wrongCodes: number
  lease: { readonly id: string; readonly attempt: number; readonly until: number } | null
  /** Newest first. */
  tokens: Token[]
  data: string
  expiresAt: number
  validatedAt: number
  /** None once the use has finished. */
  claimId: string | undefined
  /** The cut that the claim made. */
  claimCut: number
}

export interface Window {
  openedAt: number
  until: number
  charges: number
}

export interface ModelBegin {
  readonly address: string
  readonly triple: string
  readonly generation: string
  readonly attempt: number
  readonly deliver: Delivery
  readonly token: string
  readonly tokenLifetimeMs: number
  readonly leaseId: string
  readonly leaseMs: number
  readonly data: string
  readonly network: string
  readonly concealsEnds: boolean
}

export interface ModelRef {
  readonly address: string
  readonly triple: string
  readonly generation: string
}

export type ModelBeginResult =
  | { readonly outcome: 'send' | 'replay'; readonly generation: string; readonly deliver: Delivery }
  /** More than one limit where the waits are equal. */
  | { readonly outcome: 'limited'; readonly limits: readonly string[]; readonly retryAfterMs: number }
