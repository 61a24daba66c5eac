import { canonicalDomain } from '../threepids/domain'
import { isLocalPart } from '../threepids/email-address'

/** One mailbox: an address and, if there is one, a name for people. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

/**
 * Reads one email address: a dot-atom of ASCII or UTF-8 (RFC 5321, 4.1.2; RFC 6531, 3.3), `@`, a domain. Quotes,
 * comments, literals and lists are refused, because a mail library could read them as another address (CVE-2025-13033).
 * The local part stays as it is; the domain becomes the one that look-ups and sessions use, in the form for the wire.
 *
 * @returns undefined for anything else
 */
export function parseAddress(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined
  const [localPart, domain, ...more] = address.split('@')
  if (localPart === undefined || domain === undefined || more.length > 0) return undefined
  const canonical = isLocalPart(localPart) ? canonicalDomain(domain) : undefined
  return canonical === undefined ? undefined : `${localPart}@${canonical}`
}

/**
 * Reads a sender's mailbox: `address`, `Name <address>` or `"Name" <address>`.
 *
 * @returns undefined for anything else
 */
export function parseMailbox(mailbox: string): Mailbox | undefined {
  const parts = /^([^<>]*)<([^<>]*)>$/u.exec(mailbox.trim())
  const address = parseAddress(parts === null ? mailbox.trim() : parts[2])
  const name = unquote((parts?.[1] ?? '').trim())
  if (address === undefined || name === undefined || hasControlCharacter(mailbox)) return undefined
  return { name, address }
}

/**
 * Whether a text contains control characters. CR and LF would end a header; the others have no place in a line of text.
 */
export function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)
}

function unquote(name: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/u.exec(name)
  if (quoted !== null) return quoted[1]?.replace(/\\(.)/gu, '$1')
  return name.includes('"') ? undefined : name
}
