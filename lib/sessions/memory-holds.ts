import type { Room } from './memory-room'
import type { HoldRequest, HoldResult, ReleaseRequest } from './session-store'

interface Account {
  /** Empty if nobody holds the account. */
  claimId: string
  sessionTag: string
  heldUntil: number
  finishedAt: number
  rememberedUntil: number
}

/** Which claim holds which account, and when each account's last use finished. Neither is ever dropped early. */
export class Holds {
  private readonly accounts = new Map<string, Account>()

  constructor(private readonly room: Room) {}

  hold({ accountTag, claimId, sessionTag, leaseMs }: HoldRequest, now: number): HoldResult {
    const account = this.at(accountTag, now)
    if (isHeld(account, now) && account.claimId !== claimId)
      return { outcome: 'busy', isSameSession: account.sessionTag === sessionTag }

    account.claimId = claimId
    account.sessionTag = sessionTag
    account.heldUntil = now + leaseMs
    return account.rememberedUntil > now ? { outcome: 'held', finishedAt: account.finishedAt } : { outcome: 'held' }
  }

  release({ accountTag, claimId, rememberMs }: ReleaseRequest, now: number): void {
    const account = rememberMs === undefined ? this.accounts.get(accountTag) : this.at(accountTag, now)
    if (!account) return
    if (account.claimId === claimId) {
      account.claimId = ''
      account.sessionTag = ''
      account.heldUntil = now
    }
    if (rememberMs === undefined) return
    account.finishedAt = now
    account.rememberedUntil = Math.max(account.rememberedUntil, now + rememberMs)
  }

  purge(now: number): void {
    for (const [tag, account] of this.accounts) {
      if (isHeld(account, now) || account.rememberedUntil > now) continue
      this.accounts.delete(tag)
      this.room.free(1)
    }
  }

  private at(accountTag: string, now: number): Account {
    const known = this.accounts.get(accountTag)
    if (known) return known
    this.room.take(1, now)
    const account = { claimId: '', sessionTag: '', heldUntil: now, finishedAt: now, rememberedUntil: now }
    this.accounts.set(accountTag, account)
    return account
  }
}

function isHeld({ claimId, heldUntil }: Account, now: number): boolean {
  return claimId !== '' && heldUntil > now
}
