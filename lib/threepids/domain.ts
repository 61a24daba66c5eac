import { domainToASCII } from 'node:url'

/**
 * Labels of letters, digits and hyphens (RFC 5321, section 4.1.2), 63 octets each, 253 in all (RFC 1035, section
 * 2.3.4). The last label is no number, decimal or hexadecimal: software that reads URLs would take the whole for an
 * IPv4 address (URL Standard, section 3.5).
 */
const asciiDomainForm =
  /^(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*(?!(?:[0-9]+|0[Xx][0-9A-Fa-f]*)$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/
const internationalDomainForm = /^[A-Za-z0-9.\u{80}-\u{10ffff}-]+$/u
const aLabelPrefix = /xn--/i
const printableAscii = /[ -~]/

/**
 * Characters that can't be seen, or that change how their neighbours look: controls, bidirectional and other formats,
 * unassigned, private and lone surrogate code points (all in C), spaces and line separators (Z), variation selectors
 * and fillers, and the blank of the Braille alphabet.
 */
const unseenCharacter = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u

/**
 * The canonical form of a domain: A-labels in lower case (RFC 5890, as the URL Standard makes them). Look-ups, sessions
 * and the envelopes of mails all use this form, so that a message goes to the address that was looked up. Undefined for
 * what is no domain name: an IP address, an empty label, a trailing dot, characters that stand for ASCII or can't be
 * seen.
 *
 * A domain is not case-folded beyond what IDNA does: `faß.example` and `fass.example` belong to different people.
 */
export function canonicalDomain(text: string): string | undefined {
  return asciiDomainForm.test(text) && !aLabelPrefix.test(text) ? text.toLowerCase() : internationalDomain(text)
}

/** Whether a text holds anything that can't be seen. */
export function hasUnseen(text: string): boolean {
  return unseenCharacter.test(text)
}

/** The non-ASCII characters of a text as software reads them that normalises text (NFKC). */
export function compatibilityForm(text: string): string {
  return text.replace(/[ -~]/g, '').normalize('NFKC')
}

/**
 * `domainToASCII` is part of the URL parser: it also decodes `%`, stops at `/`, drops characters that can't be seen and
 * replaces look-alikes. So these are refused before it is called.
 */
function internationalDomain(text: string): string | undefined {
  if (!internationalDomainForm.test(text) || hasUnseen(text)) return undefined
  // `ﬁsh.example` (a ligature) or a full-width letter would reach a domain that was not typed.
  if (printableAscii.test(compatibilityForm(text))) return undefined
  // Older releases of Node.js make `ss` of the capital ß only, and that is another domain.
  const domain = domainToASCII(text.replaceAll('ẞ', 'ß'))
  // The number of labels must stay: an ideographic full stop separates labels too.
  const sameLabels = domain.split('.').length === text.split('.').length
  return sameLabels && asciiDomainForm.test(domain) ? domain : undefined
}
