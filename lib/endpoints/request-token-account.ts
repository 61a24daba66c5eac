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
export async function findAccount(asked: TokenRequestFields, { settings }: Context): Promise<FoundAccount | undefined> {
  const { medium } = asked.threepid
  const account = await settings.accounts.findByThreepid(asked.threepid)
  const found = account ? deliverable(account, asked, settings) : undefined
  if (account && !found) {
    settings.logger.error({ medium }, 'accounts.findByThreepid answered an address that no message is sent to')
  }
  if (!found && settings.unknownThreepid === 'reject') throw notFound()
  return found
}

export function notFound(): MatrixError {
  return new MatrixError(400, 'M_THREEPID_NOT_FOUND', 'No account on this server has that address')
}

/** Undefined for an address that is none, or a number of a country that is not texted: the account's own number is judged
 * too. */
function deliverable(
  { userId, address }: Account,
  asked: TokenRequestFields,
  { sms }: Context['settings'],
): FoundAccount | undefined {
  if (typeof userId !== 'string' || userId === '') return undefined
  const { medium } = asked.threepid
  if (medium === 'email') {
    const canonical = canonicalAddress(medium, address)
    return canonical === null
      ? undefined
      : { userId, address, threepid: { medium, address: canonical }, country: undefined }
  }
  const number = storedNumber(address, asked)
  if (!number || (sms && !sms.countries.has(number.country))) return undefined
  const threepid = { medium, address: number.address }
  return { userId, address: `+${number.address}`, threepid, country: number.country }
}

/** Most accounts store the very number that was asked for: it is parsed once. */
function storedNumber(stored: unknown, { threepid, country }: TokenRequestFields): PhoneNumber | undefined {
  if (country !== undefined && (stored === threepid.address || stored === `+${threepid.address}`)) {
    return { address: threepid.address, country }
  }
  return typeof stored === 'string' ? (parseStoredNumber(stored) ?? undefined) : undefined
}
