import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** True for TLS from the start (`smtps://`); false for STARTTLS. */
  readonly secure: boolean
  readonly login?: { readonly user: string; readonly pass: string }
}

/**
 * Reads `smtp://` (port 587) or `smtps://` (port 465), with `user:password@` percent-encoded. A URL with a query is
 * refused: mail libraries read options from it, such as one that turns off the check of certificates.
 *
 * @returns undefined for anything else
 */
export function parseSmtpUrl(value: string): SmtpServer | undefined {
  if (!URL.canParse(value)) return undefined
  const url = new URL(value)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') return undefined
  if ((url.pathname !== '' && url.pathname !== '/') || url.search !== '' || url.hash !== '') return undefined
  const secure = url.protocol === 'smtps:'
  const host = hostOf(url.hostname)
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port)
  const user = decode(url.username)
  const pass = decode(url.password)
  if (host === undefined || port === 0 || user === undefined || pass === undefined) return undefined
  if (user === '' && pass === '') return { host, port, secure }
  return user === '' || pass === '' ? undefined : { host, port, secure, login: { user, pass } }
}

/** Whether the name alone says that a host is this machine, whatever the DNS answers. */
export function isLoopbackHost(host: string): boolean {
  return (
    isLocalhost(host) || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host) || /^::ffff:7f[0-9a-f]{2}:/.test(host)
  )
}

/**
 * The addresses to connect to, in this order: a server on this machine may listen on only one of the machine's two
 * addresses.
 */
export function addressesOf(host: string): readonly string[] {
  return isLocalhost(host) ? ['127.0.0.1', '::1'] : [host]
}

function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

/** `URL` does not check the host of a scheme that it does not know, so this does. */
function hostOf(hostname: string): string | undefined {
  const literal = /^\[([^\]]*)\]$/.exec(hostname)?.[1]
  if (literal !== undefined) return isIP(literal) === 6 ? literal : undefined
  const name = domainToASCII(decode(hostname) ?? '')
  return /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(name) ? name : undefined
}

/** Decodes a credential. NUL would end it early in AUTH PLAIN (RFC 4616), and other controls have no place in it. */
function decode(encoded: string): string | undefined {
  try {
    const decoded = decodeURIComponent(encoded)
    return /\p{Cc}/u.test(decoded) ? undefined : decoded
  } catch {
    return undefined
  }
}
