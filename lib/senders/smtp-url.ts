import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (`smtps://`); otherwise STARTTLS. */
  readonly secure: boolean
  readonly login?: { readonly user: string; readonly pass: string }
}

/**
 * Reads `smtp://` (port 587) or `smtps://` (port 465), with `user:password@` percent-encoded. A query is refused: mail
 * libraries read options from it, such as one that turns the check of certificates off.
 *
 * @returns undefined where it is not one
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

/** Whether a host is this machine by its name alone, whatever the DNS says. */
export function isLoopbackHost(host: string): boolean {
  return (
    isLocalhost(host) || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host) || /^::ffff:7f[0-9a-f]{2}:/.test(host)
  )
}

/** What to connect to, in order: a server on this machine may listen on one of its two addresses alone. */
export function addressesOf(host: string): readonly string[] {
  return isLocalhost(host) ? ['127.0.0.1', '::1'] : [host]
}

function isLocalhost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost')
}

/** `URL` leaves the host of a scheme that it does not know as it was written. */
function hostOf(hostname: string): string | undefined {
  const literal = /^\[([^\]]*)\]$/.exec(hostname)?.[1]
  if (literal !== undefined) return isIP(literal) === 6 ? literal : undefined
  const name = domainToASCII(decode(hostname) ?? '')
  return /^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/.test(name) ? name : undefined
}

/** NUL would end a credential early in AUTH PLAIN (RFC 4616); the other controls have no place in one either. */
function decode(encoded: string): string | undefined {
  try {
    const decoded = decodeURIComponent(encoded)
    return /\p{Cc}/u.test(decoded) ? undefined : decoded
  } catch {
    return undefined
  }
}
