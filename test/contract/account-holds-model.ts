import type { HoldResult } from '../../lib/sessions/session-store'

interface Account {
  claimId: string | undefined
  session: string
  until: number
  finishedAt: number
  rememberedUntil: number
}

/** What `session-store.ts` says of the accounts that are held while a request uses them. */
export class AccountHoldsModel {
  now = 0
  private readonly accounts = new Map<string, Account>()

  hold(account: string, claimId: string, session: string, leaseMs: number): HoldResult {
    const kept = this.accounts.get(account)
    if (kept?.claimId !== undefined && kept.claimId !== claimId && kept.until > this.now)
      return { outcome: 'busy', isSameSession: kept.session === session }

    const { finishedAt, rememberedUntil } = kept ?? { finishedAt: 0, rememberedUntil: 0 }
    this.accounts.set(account, { claimId, session, until: this.now + leaseMs, finishedAt, rememberedUntil })
    return rememberedUntil > this.now ? { outcome: 'held', finishedAt } : { outcome: 'held' }
  }

  release(account: string, claimId: string, rememberMs: number | undefined): void {
    const none = { claimId: undefined, session: '', until: 0, finishedAt: 0, rememberedUntil: 0 }
    const kept = this.accounts.get(account) ?? none
    if (kept.claimId === claimId) kept.claimId = undefined
    if (rememberMs !== undefined) {
      kept.finishedAt = this.now
      kept.rememberedUntil = Math.max(kept.rememberedUntil, this.now + rememberMs)
    }
    this.accounts.set(account, kept)
  }
}
