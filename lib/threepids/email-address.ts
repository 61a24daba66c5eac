import { caseFold } from './case-folding'
import { canonicalDomain, compatibilityForm, hasUnseen } from './domain'
import { withoutUnseenEnds } from './typed-text'

/** The longest local part: RFC 5321, section 4.5.3.1.1. */
const maxLocalPartBytes = 64
/**
 * The longest address: RFC 5321, section 4.5.3.1.3, without the angle brackets of a path (RFC 3696, erratum 1690). It
 * also keeps a domain within the 253 characters of RFC 1035, section 2.3.4.
 */
const maxAddressBytes = 254

/** `dot-atom` of RFC 5322, section 3.2.3. */
const asciiLocalPartForm = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
/** `dot-atom` with RFC 6531's `UTF8-non-ascii` in `atext` (section 3.3). */
const localPartForm = /^[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+)*$/u
const asciiNotAtext = /[ "(),.:;<>@[\\\]]/

/**
 * The canonical form of an email address: its local part case-folded (Matrix specification, appendix "3PID Types"), its
 * domain as A-labels in lower case (RFC 5890). Two texts with one canonical form are the same address, and a canonical
 * form does not change when it is canonicalised again. Undefined if the text as a whole is not such an address:
 * comments, quotes, address literals, spaces, a display name, a domain of one label, more than 64 bytes before the `@`
 * or 254 in all, as typed or as canonicalised.
 */
export function canonicalEmailAddress(text: string): string | undefined {
  if (!fits(text, maxAddressBytes)) return undefined
  const at = text.indexOf('@')
  if (at === -1) return undefined
  const localPart = canonicalLocalPart(text.slice(0, at))
  const domain = canonicalDomain(text.slice(at + 1))
  if (localPart === undefined || domain === undefined || !domain.includes('.')) return undefined
  const address = `${localPart}@${domain}`
  return fits(address, maxAddressBytes) ? address : undefined
}

/**
 * The canonical form of an email address as a person typed or pasted it. Characters at its ends that can't be seen are
 * removed first; inside the address they are refused.
 */
export function typedEmailAddress(text: string): string | undefined {
  return canonicalEmailAddress(withoutUnseenEnds(text))
}

/**
 * The address with a domain that all software reads alike. Today's IDNA keeps ß and ς as letters of their own; the
 * older IDNA, which is still in use, makes `ss` and σ of them, and so another domain. Such a domain is replaced by its
 * A-labels, which were looked up. Everything else stays as it is.
 */
export function unambiguousEmailAddress(text: string): string {
  const at = text.indexOf('@') + 1
  const domain = /[ßẞς]/.test(text.slice(at)) ? canonicalDomain(text.slice(at)) : undefined
  return domain === undefined ? text : text.slice(0, at) + domain
}

/** Whether all mail software reads this as the same single local part: a dot-atom of 64 bytes at most. */
export function isLocalPart(text: string): boolean {
  if (!fits(text, maxLocalPartBytes)) return false
  if (asciiLocalPartForm.test(text)) return true
  // For a mailer that normalises text, a full-width @ or a Greek question mark would be a character of syntax.
  return localPartForm.test(text) && !hasUnseen(text) && !asciiNotAtext.test(compatibilityForm(text))
}

function canonicalLocalPart(text: string): string | undefined {
  if (!isLocalPart(text)) return undefined
  const folded = caseFold(text)
  return fits(folded, maxLocalPartBytes) ? folded : undefined
}

function fits(text: string, maxBytes: number): boolean {
  return Buffer.byteLength(text) <= maxBytes
}
