import { canonicalEmailAddress } from './email-address'
import { parseStoredNumber } from './phone-number'
import type { Medium } from './threepid'

/**
 * The canonical form of an address that comes from the host: what `accounts.findByThreepid` answers, what `revoke` is
 * given. Undefined where it is none: not an email address that this package sends to, not the E.164 digits (with or without
 * the `+`) of a number that can be texted, or, from untyped code, not a string.
 */
export function canonicalAddress(medium: Medium, address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined
  if (medium === 'email') return canonicalEmailAddress(address)
  if (medium === 'msisdn') return parseStoredNumber(address)?.address ?? undefined
  return undefined
}
