import type { Context } from '../context'
import type { Notice } from '../delivery/notify-address'
import { MatrixError } from '../http/matrix-error'
import type { Account } from '../options/options'
import type { PrivateValues } from '../private-values'
import { canonicalAddress } from '../threepids/canonical-address'
import { parseStoredNumber, type PhoneNumber } from '../threepids/phone-number'
import type { Threepid } from '../threepids/threepid'
import type { TokenRequestFields } from './request-token-fields'

/** The address of the session, and who gets the message. */
export interface Recipient {
  /**
   * The session's address: canonical. If there is an account, it is the address that the account stores, so that other
   * spellings share its limits.
   */
  readonly threepid: Threepid
  /** Of a phone number: the country that it belongs to. */
  readonly country: string | undefined
  /** The account that the address belongs to, in the flow `password`. */
  readonly userId: string | undefined
  /** The recipient for a sender. Undefined if no token is sent, which nobody may learn. */
  readonly to: string | undefined
  /** The mail that the address gets instead of a token. */
  readonly notice: Notice | undefined
}

/**
 * Asks the host who has the address. To reset a password somebody must have it; to register or to add it nobody may.
 *
 * @param privateValues gets what the host answered
 * @throws MatrixError 400 `M_THREEPID_NOT_FOUND` or `M_THREEPID_IN_USE`, if this may be told
 */
export async function findRecipient(
  fields: TokenRequestFields,
  privateValues: PrivateValues,
  context: Context,
): Promise<Recipient> {
  const { accounts, unknownThreepid } = context.settings
  const account = await accounts.findByThreepid({ ...fields.threepid, flow: fields.flow })
  privateValues.add(account?.userId, account?.address)
  if (fields.flow !== 'password') {
    if (!account) return nobodysYet(fields)
    if (unknownThreepid === 'reject') throw inUse()
    return decoy(fields, 'in use')
  }
  const found = account && deliverable(account, fields, context.settings)
  if (typeof found === 'object') return found
  if (found !== undefined) reportUnusable(found, fields.threepid, context)
  if (unknownThreepid === 'reject') throw notFound()
  return decoy(fields, unknownThreepid === 'notify' ? 'no account' : undefined)
}

function notFound(): MatrixError {
  return new MatrixError(400, 'M_THREEPID_NOT_FOUND', 'No account on this server has that address')
}

function inUse(): MatrixError {
  return new MatrixError(400, 'M_THREEPID_IN_USE', 'An account on this server has that address already')
}

/** For registering or adding: the message goes to the very address that is confirmed. */
function nobodysYet({ threepid, country }: TokenRequestFields): Recipient {
  const to = threepid.medium === 'email' ? threepid.address : `+${threepid.address}`
  return { threepid, country, userId: undefined, to, notice: undefined }
}

function decoy({ threepid, country }: TokenRequestFields, notice: Notice | undefined): Recipient {
  return { threepid, country, userId: undefined, to: undefined, notice }
}

/**
 * The host has to correct an account whose address can't be used. The log does not name it; the line's `addressHash` is
 * the same as in events about the address.
 */
function reportUnusable(reason: string, threepid: Threepid, { settings, sessions }: Context): void {
  settings.logger.error(
    { medium: threepid.medium, addressHash: sessions.hashOf(threepid), reason },
    'accounts.findByThreepid answered an address that no message is sent to',
  )
}

/**
 * The recipient, or in words why nothing can be sent to the account. The account's own number is checked like the one
 * that was asked for.
 */
function deliverable(
  { userId, address }: Account,
  fields: TokenRequestFields,
  { sms }: Context['settings'],
): Recipient | string {
  const { medium } = fields.threepid
  if (medium === 'email') {
    const canonical = canonicalAddress(medium, address)
    if (canonical === undefined) return 'it is not an email address that mail can be sent to'
    const threepid = { medium, address: canonical }
    return { threepid, country: undefined, userId, to: address, notice: undefined }
  }
  const number = storedNumber(address, fields)
  if (!number) return 'it is not a mobile number with its country code, in digits alone'
  if (sms && !sms.countries.has(number.country)) return 'its country is not in sms.countries'
  const threepid = { medium, address: number.address }
  return { threepid, country: number.country, userId, to: `+${number.address}`, notice: undefined }
}

/** Most accounts store the number that was asked for: then it is not parsed again. */
function storedNumber(stored: string, { threepid, country }: TokenRequestFields): PhoneNumber | undefined {
  if (country !== undefined && (stored === threepid.address || stored === `+${threepid.address}`))
    return { address: threepid.address, country }

  return parseStoredNumber(stored)
}
