import type { Context } from '../context'
import { MatrixError } from '../http/matrix-error'
import type { Account } from '../options/options'
import { canonicalAddress } from '../threepids/canonical-address'
import { parseStoredNumber, type PhoneNumber } from '../threepids/phone-number'
import type { Threepid } from '../threepids/threepid'
import type { TokenRequestFields } from './request-token-fields'

/** Who is written to: `address` as a sender takes it, `threepid` as the account's own address is canonically. */
export interface FoundAccount {
  readonly userId: string
  readonly address: string
  readonly threepid: Threepid
  readonly country: string | undefined
}

/** @throws MatrixError 400 `M_THREEPID_NOT_FOUND` where nobody has the address and that may be told */
export async function findAccount(asked: TokenRequestFields, context: Context): Promise<FoundAccount | undefined> {
  const { settings } = context
  const account = await settings.accounts.findByThreepid({ ...asked.threepid, flow: 'password' })
  if (account) {
    const found = deliverable(account, asked, settings)
    if (typeof found !== 'string') return found
    reportUnusable(found, asked.threepid, context)
  }
  if (settings.unknownThreepid === 'reject') throw notFound()
  return undefined
}

export function notFound(): MatrixError {
  return new MatrixError(400, 'M_THREEPID_NOT_FOUND', 'No account on this server has that address')
}

/**
 * An account whose address is of no use is for its host to put right. Its user ID and address are nobody's business in a log:
 * `addressHash` tells which one it is to whoever has the events of the same address, or asks with one.
 */
function reportUnusable(reason: string, threepid: Threepid, { settings, sessions }: Context): void {
  settings.logger.error(
    { medium: threepid.medium, addressHash: sessions.hashOf(threepid), reason },
    'accounts.findByThreepid answered an address that no message is sent to',
  )
}

/** Or, in words, why nothing can be sent to the account: its own number is judged as the one that was asked for is. */
function deliverable(
  { userId, address }: Account,
  asked: TokenRequestFields,
  { sms }: Context['settings'],
): FoundAccount | string {
  const { medium } = asked.threepid
  if (medium === 'email') {
    const canonical = canonicalAddress(medium, address)
    if (canonical === undefined) return 'it is not an email address that mail can be sent to'
    return { userId, address, threepid: { medium, address: canonical }, country: undefined }
  }
  const number = storedNumber(address, asked)
  if (!number) return 'it is not a mobile number with its country code, in digits alone'
  if (sms && !sms.countries.has(number.country)) return 'its country is not in sms.countries'
  const threepid = { medium, address: number.address }
  return { userId, address: `+${number.address}`, threepid, country: number.country }
}

/** Most accounts store the very number that was asked for: it is parsed once. */
function storedNumber(stored: string, { threepid, country }: TokenRequestFields): PhoneNumber | undefined {
  if (country !== undefined && (stored === threepid.address || stored === `+${threepid.address}`))
    return { address: threepid.address, country }

  return parseStoredNumber(stored)
}
