import { isOwnSchemeUrl, originOf } from '../messages/brand/app-url'

/** The parts of `publicBaseUrl`. */
export interface PublicBaseUrl {
  /** Scheme, host and port. */
  readonly origin: string
  /** Host and port, which people see. */
  readonly host: string
  /** The mount prefix, without a slash at its end; empty if there is none. */
  readonly prefix: string
  /** Origin and prefix: paths are added to this. */
  readonly href: string
  /** Whether it can only be reached from this machine: then `http:` is no risk. */
  readonly isLoopback: boolean
  readonly isSecure: boolean
}

/** Undefined if it is no `http(s):` URL of only origin and path. */
export function parsePublicBaseUrl(text: string): PublicBaseUrl | undefined {
  const url = parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol) || hasMoreThanPath(url)) return undefined
  const prefix = url.pathname.replace(/\/+$/, '')
  return {
    origin: url.origin,
    host: url.host,
    prefix,
    href: url.origin + prefix,
    isLoopback: isLoopback(url.hostname),
    isSecure: url.protocol === 'https:',
  }
}

/** An origin that a `next_link` may lead to: `https:`, `http:` on this machine, or an app's own scheme with its host. Undefined
 * for anything else. */
export function parseOrigin(text: string): string | undefined {
  if (isOwnSchemeUrl(text)) {
    const url = new URL(text)
    return hasMoreThanPath(url) || !['', '/'].includes(url.pathname) ? undefined : originOf(url)
  }
  const url = parse(text)
  if (!url || hasMoreThanPath(url) || url.pathname !== '/') return undefined
  const isFit = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return isFit ? url.origin : undefined
}

/**
 * Parses a URL that needs no correction: a URL parser would accept spaces at the ends, backslashes and tabs. `*` is
 * refused, because the parser takes it for a host and whoever wrote it meant something else.
 */
function parse(text: string): URL | undefined {
  return /^[a-z]+:\/\/[^\s\\*]+$/i.test(text) && URL.canParse(text) ? new URL(text) : undefined
}

function hasMoreThanPath(url: URL): boolean {
  return url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '' || url.href.endsWith('?')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || isLoopbackIpv4(hostname)
}

/** The whole name must match: `127.0.0.1.example.org` is somebody's domain. */
function isLoopbackIpv4(hostname: string): boolean {
  return /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
