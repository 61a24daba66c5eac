import { caseFold } from './case-folding'
import { canonicalDomain, compatibilityForm, hasUnseen } from './domain'
import { withoutUnseenEnds } from './typed-text'

/** RFC 5321, section 4.5.3.1.1: octets of a local part. */
const maxLocalPartBytes = 64
/**
 * RFC 5321, section 4.5.3.1.3, less the angle brackets of a path (RFC 3696, erratum 1690). It keeps a domain within the 253
 * characters of RFC 1035, section 2.3.4, too.
 */
const maxAddressBytes = 254

/** `dot-atom` of RFC 5322, section 3.2.3. */
const asciiLocalPartForm = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
/** `dot-atom` with RFC 6531's `UTF8-non-ascii` in `atext` (section 3.3). */
const localPartForm = /^[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+)*$/u
const asciiNotAtext = /[ "(),.:;<>@[\\\]]/

/**
 * The canonical form of an email address: its local part case-folded (Matrix specification, appendix "3PID Types"), its
 * domain as A-labels in lower case (RFC 5890). Two inputs of the same form are the same address; the form of a form is
 * itself. Undefined where the whole text is not such an address: comments, quotes, address literals, spaces, a display name,
 * a domain of one label, more than 64 bytes before the `@` or 254 in all, typed or canonical.
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

/** The canonical form of an address as a person typed or pasted it: characters at its ends that can't be seen are taken off
 * first. Inside the address they are refused. */
export function typedEmailAddress(text: string): string | undefined {
  return canonicalEmailAddress(withoutUnseenEnds(text))
}

/**
 * An address as it is, but for a domain of which software makes two: ß and ς are letters of their own to today's IDNA, and
 * `ss` and σ to the one before, which is still about. Such a domain becomes the one that was looked up.
 */
export function unambiguousEmailAddress(text: string): string {
  const at = text.indexOf('@') + 1
  const domain = /[ßẞς]/.test(text.slice(at)) ? canonicalDomain(text.slice(at)) : undefined
  return domain === undefined ? text : text.slice(0, at) + domain
}

/** Whether mail software reads this as one local part, and everybody the same one: a dot-atom of 64 bytes at most. */
export function isLocalPart(text: string): boolean {
  if (!fits(text, maxLocalPartBytes)) return false
  if (asciiLocalPartForm.test(text)) return true
  // A full-width @ or a Greek question mark is one syntax character more to a mailer that normalises.
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
