import { typedEmailAddress } from './email-address'
import { parseInternationalNumber } from './phone-number'
import type { Medium, Threepid } from './threepid'

/**
 * The canonical form of a third-party identifier, which `accounts.findByThreepid` is given: store it beside each
 * address, and compare the two. Takes addresses as people type and store them: in any case, with domains in Unicode and
 * white space around; numbers with their country code, with or without the `+`, with spaces and dashes, and from former
 * numbering plans.
 *
 * Synchronous, and never throws, whatever it is given. The first phone number loads the data of the world's numbering
 * plans (some 40 ms), unless the options `sms` or `identityServers` have done so.
 *
 * @returns null for anything that no message can be sent to
 * @example
 * canonicalThreepid({ medium: 'email', address: 'Strauß@Müller.example' })
 * // { medium: 'email', address: 'strauss@xn--mller-kva.example' }
 * canonicalThreepid({ medium: 'msisdn', address: '+44 7400 123456' })
 * // { medium: 'msisdn', address: '447400123456' }
 * canonicalThreepid({ medium: 'msisdn', address: '07400 123456' }) // null: no country code
 */
export function canonicalThreepid(threepid: { readonly medium: Medium; readonly address: string }): Threepid | null {
  const { medium, address } = fieldsOf(threepid)
  if (typeof address !== 'string') return null
  if (medium !== 'email' && medium !== 'msisdn') return null
  const canonical = medium === 'email' ? typedEmailAddress(address) : parseInternationalNumber(address)?.address
  return canonical ? { medium, address: canonical } : null
}

/** JavaScript may give anything, even getters that throw. */
function fieldsOf(threepid: unknown): { readonly medium?: unknown; readonly address?: unknown } {
  try {
    const { medium, address } = Object(threepid) as Readonly<Record<string, unknown>>
    return { medium, address }
  } catch {
    return {}
  }
}
