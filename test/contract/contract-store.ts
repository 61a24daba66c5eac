import type { SessionStore } from '../../lib/sessions/session-store'

/** A store with nothing in it, as the contract's tests want it. */
export interface ContractStore {
  /** The same store as several processes see it; one entry where it can't be shared. */
  readonly peers: readonly [SessionStore, ...SessionStore[]]
  /** Resolves when the store's own clock has gone on by this much or more. */
  lapse(ms: number): Promise<void>
  close(): void
}

export type MakeStore = () => Promise<ContractStore>
