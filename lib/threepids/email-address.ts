import { domainToASCII } from 'node:url'
import { caseFold } from './case-folding'

/** RFC 5321, section 4.5.3.1.1: octets of a local part. */
const MAX_LOCAL_PART_BYTES = 64
/**
 * RFC 5321, section 4.5.3.1.3, less the angle brackets of a path (RFC 3696, erratum 1690). It keeps a domain within the 253
 * characters of RFC 1035, section 2.3.4, too.
 */
const MAX_ADDRESS_BYTES = 254

/** `dot-atom` of RFC 5322, section 3.2.3. */
const ASCII_LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
/** The same with RFC 6531's `UTF8-non-ascii` in `atext` (section 3.3). */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+)*$/u
const ASCII_NOT_ATEXT = /[ "(),.:;<>@[\\\]]/

/**
 * Two labels or more of letters, digits and hyphens (RFC 5321, section 4.1.2), 63 octets each. The last is not a number,
 * decimal or hexadecimal: with such an end the whole is an IPv4 address to what reads it next (URL Standard, section 3.5).
 */
const ASCII_DOMAIN =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?!(?:[0-9]+|0[Xx][0-9A-Fa-f]*)$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const INTERNATIONAL_DOMAIN = /^[A-Za-z0-9.\u{80}-\u{10ffff}-]+$/u
const A_LABEL = /xn--/i

/**
 * What can't be seen, or changes how its neighbours look: controls, bidirectional and other formats, unassigned, private
 * and lone surrogate code points (all in C), spaces and line separators (Z), variation selectors and fillers, and the
 * blank of the Braille alphabet.
 */
const UNSEEN = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u
const PRINTABLE_ASCII = /[ -~]/

/**
 * The canonical form of an email address: its local part case-folded (Matrix specification, appendix "3PID Types"), its
 * domain as A-labels in lower case (RFC 5890). Two inputs of the same form are the same address; the form of a form is
 * itself. Null where the whole text is not such an address: comments, quotes, address literals, spaces, a display name,
 * a domain of one label, more than 64 bytes before the `@` or 254 in all, typed or canonical.
 *
 * The domain is not case-folded beyond what IDNA does: `faß.example` and `fass.example` belong to different people.
 */
export function canonicalEmailAddress(text: string): string | null {
  if (!fits(text, MAX_ADDRESS_BYTES)) return null
  const at = text.indexOf('@')
  if (at === -1) return null
  const localPart = canonicalLocalPart(text.slice(0, at))
  const domain = canonicalDomain(text.slice(at + 1))
  if (localPart === null || domain === null) return null
  const address = `${localPart}@${domain}`
  return fits(address, MAX_ADDRESS_BYTES) ? address : null
}

function canonicalLocalPart(text: string): string | null {
  if (!fits(text, MAX_LOCAL_PART_BYTES)) return null
  if (ASCII_LOCAL_PART.test(text)) return text.toLowerCase()
  if (!LOCAL_PART.test(text) || UNSEEN.test(text)) return null
  // A full-width @ or a Greek question mark is one syntax character more to a mailer that normalises.
  if (ASCII_NOT_ATEXT.test(compatibilityForm(text))) return null
  const folded = caseFold(text)
  return fits(folded, MAX_LOCAL_PART_BYTES) ? folded : null
}

function canonicalDomain(text: string): string | null {
  return ASCII_DOMAIN.test(text) && !A_LABEL.test(text) ? text.toLowerCase() : internationalDomain(text)
}

/** `domainToASCII` is the URL parser's: it also decodes `%`, stops at `/`, drops what can't be seen and maps look-alikes. */
function internationalDomain(text: string): string | null {
  if (!INTERNATIONAL_DOMAIN.test(text) || UNSEEN.test(text)) return null
  // `ﬁsh.example` (a ligature) or a full-width letter would reach a domain that was not typed.
  if (PRINTABLE_ASCII.test(compatibilityForm(text))) return null
  // Of the capital ß alone, older releases of Node.js make `ss`, which is another domain.
  const domain = domainToASCII(text.replaceAll('ẞ', 'ß'))
  // An ideographic full stop separates labels too.
  const sameLabels = domain.split('.').length === text.split('.').length
  return sameLabels && ASCII_DOMAIN.test(domain) ? domain : null
}

/** What the non-ASCII characters of a text are to software that normalises them (NFKC). */
function compatibilityForm(text: string): string {
  return text.replace(/[ -~]/g, '').normalize('NFKC')
}

function fits(text: string, maxBytes: number): boolean {
  return Buffer.byteLength(text) <= maxBytes
}
