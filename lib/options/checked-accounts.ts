import { giveMeaning } from '../error-meaning'
import { unambiguousEmailAddress } from '../threepids/email-address'
import type { Medium } from '../threepids/threepid'
import type { Account, Accounts, ThreepidInFlow } from './options'

/** The host's accounts. The host's answers are checked, since they may come from JavaScript. */
export interface CheckedAccounts {
  /**
   * Who has this 3PID; undefined if nobody has it.
   *
   * @throws AccountsError if the host answered something else
   */
  findByThreepid(threepid: ThreepidInFlow): Promise<Account | undefined>
}

/**
 * The host's `findByThreepid` answered something that it may not. Answered 500 `M_UNKNOWN`, with a log line that names
 * the key but never its value. It is not read as "nobody": a database row (`{ user_id, email }`) would then tell every
 * person that nobody has their address.
 */
class AccountsError extends Error {
  constructor(medium: Medium, key: 'userId' | 'address' | undefined, mistake: string) {
    super(
      `accounts.findByThreepid ${mistake}. It must answer { userId, address }, or null where nobody has the address`,
    )
    this.name = 'AccountsError'
    giveMeaning(this, () => ({
      answer: { status: 500, errcode: 'M_UNKNOWN', message: 'Something went wrong on this server' },
      log: { level: 'error', fields: { medium, ...(key && { key }) }, message: this.message },
    }))
  }
}

export function checkedAccounts(accounts: Accounts): CheckedAccounts {
  return {
    findByThreepid: async (threepid) => {
      const answer: unknown = await accounts.findByThreepid(threepid)
      // Undefined is null too: it is what a search in a list or map answers if it finds nothing.
      return answer === null || answer === undefined ? undefined : accountFrom(answer, threepid.medium)
    },
  }
}

function accountFrom(answer: unknown, medium: Medium): Account {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new AccountsError(medium, undefined, `answered ${Array.isArray(answer) ? 'a list' : `a ${typeof answer}`}`)

  const { userId, address } = answer as Readonly<Record<string, unknown>>
  if (userId === undefined) throw new AccountsError(medium, 'userId', 'answered an object without `userId`')
  if (typeof userId !== 'string' || !isUserId(userId)) {
    const mistake = 'answered a `userId` that is no whole Matrix user ID (@localpart:server)'
    throw new AccountsError(medium, 'userId', mistake)
  }
  if (address === undefined) throw new AccountsError(medium, 'address', 'answered an object without `address`')
  if (typeof address !== 'string')
    throw new AccountsError(medium, 'address', 'answered an `address` that is not a string')

  return { userId, address: medium === 'email' ? unambiguousEmailAddress(address) : address }
}

/**
 * Whether a text is a user ID: `@localpart:server`, 255 bytes at most. The localpart of an old account may have any
 * characters, or none.
 */
function isUserId(text: string): boolean {
  return /^@[^:\0]*:[^\s\0]+$/.test(text) && Buffer.byteLength(text) <= 255
}
