import { domainToASCII } from 'node:url'

/** One mailbox: an address, and a name for people where there is one. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

/**
 * Reads one email address: a dot-atom of ASCII or UTF-8 (RFC 5321, 4.1.2; RFC 6531, 3.3), `@`, a host name. No quotes,
 * comments, literals or lists: what a mail library could read as something else (CVE-2025-13033) does not come through. A
 * domain in Unicode becomes A-labels, as the wire has it.
 *
 * @returns undefined for anything else
 */
export function parseAddress(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined
  const [local, domain, ...more] = address.split('@')
  if (local === undefined || domain === undefined || more.length > 0) return undefined
  if (!dotAtom.test(local) || Buffer.byteLength(local) > 64) return undefined
  const host = asciiOnly.test(domain) ? domain : domainToASCII(domain)
  if (!hostName.test(host) || host.length > 254) return undefined
  return `${local}@${host}`
}

/**
 * Reads a sender's mailbox: `address`, `Name <address>` or `"Name" <address>`.
 *
 * @returns undefined where it is not one
 */
export function parseMailbox(mailbox: string): Mailbox | undefined {
  const parts = /^([^<>]*)<([^<>]*)>$/u.exec(mailbox.trim())
  const address = parseAddress(parts === null ? mailbox.trim() : parts[2])
  const name = unquote((parts?.[1] ?? '').trim())
  if (address === undefined || name === undefined || hasControlCharacter(mailbox)) return undefined
  return { name, address }
}

/** CR and LF above all, which end a header; and every other character that has no place in a line of text. */
export function hasControlCharacter(text: string): boolean {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)
}

/** Letters, digits and RFC 5322's `atext`; beyond ASCII all but separators, controls, marks of direction and surrogates. */
const dotAtom =
  /^(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+(?:\.(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\p{ASCII}\p{C}\p{Z}])+)*$/u
const asciiOnly = /^\p{ASCII}*$/u
const hostName = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/

function unquote(name: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/u.exec(name)
  if (quoted !== null) return quoted[1]?.replace(/\\(.)/gu, '$1')
  return name.includes('"') ? undefined : name
}
