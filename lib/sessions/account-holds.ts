import type { Threepid } from '../threepids/threepid'
import { newId, type SecretKeys } from './secrets'
import type { SessionRef, SessionStore } from './session-store'
import { accountTag } from './tags'

export interface AccountHoldsSettings {
  readonly store: SessionStore
  readonly keyring: readonly [SecretKeys, ...SecretKeys[]]
  /** Names this server: two on one Redis share no account. */
  readonly server: string
  /** For how long the last finished use of an account is remembered: no session may be claimed that is older. */
  readonly rememberMs: number
}

/** How long an account is held up by a process that died. One that lives renews in less. */
const leaseMs = 30_000

export interface HeldAccount {
  readonly outcome: 'held'
  /** When the account's last use was finished, by the store's clock: no session that was begun before is to be used. */
  readonly finishedAt?: number
  /** Names the claim, so that it can be the session's too. */
  readonly claimId: string
  /** For another 30 seconds. False where it was lost: the lease ran out and another has, or had, the account. */
  readonly renew: () => Promise<boolean>
  /** @param options.finished the use succeeded: from now on no session of the account that was begun before is to be used */
  readonly release: (options: { readonly finished: boolean }) => Promise<void>
}

/** @see HeldAccount */
export type HoldAttempt =
  | HeldAccount
  /** Another claim of the account is unfinished; `isSameSession`: it is of the same session. */
  | { readonly outcome: 'busy'; readonly isSameSession: boolean }

/**
 * Of one account one use is unfinished at a time, whichever of its addresses was confirmed. An account is held under every
 * accepted secret, so that processes with another order of them don't pass each other by.
 */
export class AccountHolds {
  constructor(private readonly settings: AccountHoldsSettings) {}

  /**
   * Takes an account for one use.
   *
   * @param account its user ID or, where there is none, the address
   * @param session whose claim it is for
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
      // Who had it in between and finished has left the moment behind.
      return holds.every((hold) => hold.outcome === 'held' && (hold.finishedAt ?? 0) <= finishedAt)
    }
    return {
      outcome: 'held',
      ...(finishedAt > 0 && { finishedAt }),
      claimId,
      renew: () => (renewing = renew()),
      release: async ({ finished }) => {
        // A renewal that came behind the release would hold the account up once more.
        await renewing.catch(() => false)
        await this.releaseAll(tags, claimId, finished ? rememberMs : undefined)
      },
    }
  }

  /** All or nothing: what was taken so far is released where the next can't be taken. */
  private async holdOrRelease(tag: string, claimId: string, sessionTag: string, taken: readonly string[]) {
    try {
      const hold = await this.settings.store.hold({ accountTag: tag, claimId, sessionTag, leaseMs })
      if (hold.outcome === 'busy') await this.releaseAll(taken, claimId, undefined)
      return hold
    } catch (error) {
      // The store's answer may be lost though it acted. Nobody waits for this: the lease ends by itself.
      void this.releaseAll([...taken, tag], claimId, undefined).catch(() => undefined)
      throw error
    }
  }

  private async releaseAll(tags: readonly string[], claimId: string, rememberMs: number | undefined): Promise<void> {
    const remember = rememberMs === undefined ? {} : { rememberMs }
    await Promise.all(tags.map((tag) => this.settings.store.release({ accountTag: tag, claimId, ...remember })))
  }

  /** In one order for all, so that two that want the same never wait for each other's half. */
  private tagsOf(account: string | Threepid): string[] {
    const { keyring, server } = this.settings
    return keyring.map((keys) => accountTag(keys, server, account)).sort()
  }
}
