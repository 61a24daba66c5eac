import { tryAgain } from '../background'
import type { Threepid } from '../threepids/threepid'
import { newId, type SecretKeys } from './secrets'
import type { SessionRef, SessionStore } from './session-store'
import { accountTag } from './tags'

export interface AccountHoldsSettings {
  readonly store: SessionStore
  readonly keyring: readonly [SecretKeys, ...SecretKeys[]]
  /** Names this server: two servers on one Redis share no account. */
  readonly server: string
  /** How long the last finished use of an account is remembered. Older sessions can't be claimed. */
  readonly rememberMs: number
}

/** How long a process that died keeps an account held. A living one renews earlier. */
const leaseMs = 30_000

export interface HeldAccount {
  readonly outcome: 'held'
  /** When the account's last use finished, by the store's clock. Sessions that were begun before must not be used. */
  readonly finishedAt?: number
  /** The claim's ID, which the session's claim uses as well. */
  readonly claimId: string
  /**
   * Renews the hold for another 30 seconds. False if it was lost: it expired, and another claim has or had the account.
   */
  readonly renew: () => Promise<boolean>
  /**
   * @param options.finished whether the use succeeded: then no session of the account that was begun before can be used
   */
  readonly release: (options: { readonly finished: boolean }) => Promise<void>
  /** Releases after a failure. If the store can't be reached, this is tried again for some seconds; then the hold expires. */
  readonly abandon: () => Promise<void>
}

/** @see HeldAccount */
export type HoldAttempt =
  | HeldAccount
  /** Another claim of the account is unfinished. `isSameSession`: it is one of the same session. */
  | { readonly outcome: 'busy'; readonly isSameSession: boolean }

/**
 * Holds accounts, so that only one use per account runs at a time, whichever of its addresses was confirmed. An account
 * is held under every accepted secret, so that processes with the secrets in another order see it too.
 */
export class AccountHolds {
  constructor(private readonly settings: AccountHoldsSettings) {}

  /**
   * Holds an account for one use.
   *
   * @param account its user ID; the address if there is no account
   * @param session the session that is to be claimed
   */
  async take(account: string | Threepid, { generation }: SessionRef): Promise<HoldAttempt> {
    const claimId = newId()
    const taken: string[] = []
    let finishedAt = 0
    for (const tag of this.tagsOf(account)) {
      const hold = await this.holdOrRelease(tag, claimId, generation, taken)
      if (hold.outcome === 'busy') return hold
      taken.push(tag)
      finishedAt = Math.max(finishedAt, hold.finishedAt ?? 0)
    }
    return this.held(taken, claimId, generation, finishedAt)
  }

  private held(tags: readonly string[], claimId: string, sessionTag: string, finishedAt: number): HeldAccount {
    const { store, rememberMs } = this.settings
    let renewing: Promise<boolean> = Promise.resolve(true)
    const renew = async (): Promise<boolean> => {
      const holds = await Promise.all(tags.map((tag) => store.hold({ accountTag: tag, claimId, sessionTag, leaseMs })))
      // If another claim had the account meanwhile and finished, the time of that is remembered.
      return holds.every((hold) => hold.outcome === 'held' && (hold.finishedAt ?? 0) <= finishedAt)
    }
    return {
      outcome: 'held',
      ...(finishedAt > 0 && { finishedAt }),
      claimId,
      renew: () => (renewing = renew()),
      release: async ({ finished }) => {
        // A renewal that arrived after the release would hold the account again.
        await renewing.catch(() => false)
        await this.releaseAll(tags, claimId, finished ? rememberMs : undefined)
      },
      abandon: async () => {
        await renewing.catch(() => false)
        await this.abandon(tags, claimId)
      },
    }
  }

  /** Holds all or none: if one hold fails, the earlier ones are released. */
  private async holdOrRelease(tag: string, claimId: string, sessionTag: string, taken: readonly string[]) {
    try {
      const hold = await this.settings.store.hold({ accountTag: tag, claimId, sessionTag, leaseMs })
      if (hold.outcome === 'busy') await this.releaseAll(taken, claimId, undefined)
      return hold
    } catch (error) {
      // The store may have acted although its answer was lost. Nobody waits for this.
      void this.abandon([...taken, tag], claimId)
      throw error
    }
  }

  /** Never rejects. */
  private async abandon(tags: readonly string[], claimId: string): Promise<void> {
    const release = () => this.releaseAll(tags, claimId, undefined)
    await release().catch(() => tryAgain(release))
  }

  private async releaseAll(tags: readonly string[], claimId: string, rememberMs: number | undefined): Promise<void> {
    const remember = rememberMs === undefined ? {} : { rememberMs }
    await Promise.all(tags.map((tag) => this.settings.store.release({ accountTag: tag, claimId, ...remember })))
  }

  /** The tags in one order for everybody, so that two claims never each hold a half and wait for the other. */
  private tagsOf(account: string | Threepid): string[] {
    const { keyring, server } = this.settings
    return keyring.map((keys) => accountTag(keys, server, account)).sort()
  }
}
