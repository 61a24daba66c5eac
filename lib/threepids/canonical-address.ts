import { canonicalEmailAddress } from './email-address'
import { parseStoredNumber } from './phone-number'
import type { Medium } from './threepid'

/**
 * The canonical form of an address that the host gives: in the answer of `accounts.findByThreepid`, or to `revoke`.
 * Undefined for an email address that this package does not send to, for digits that are not the E.164 form (with or
 * without the `+`) of a number that can be texted, and for what is no string (the host may be JavaScript).
 */
export function canonicalAddress(medium: Medium, address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined
  if (medium === 'email') return canonicalEmailAddress(address)
  if (medium === 'msisdn') return parseStoredNumber(address)?.address ?? undefined
  return undefined
}
