import { isOwnSchemeUrl, originOf } from '../messages/brand/app-url'

/** `publicBaseUrl`, taken apart. */
export interface PublicBaseUrl {
  /** Scheme, host and port. */
  readonly origin: string
  /** Host and port: what people are told. */
  readonly host: string
  /** The mount prefix, without a slash at its end; empty where there is none. */
  readonly prefix: string
  /** Origin and prefix: what paths are put behind. */
  readonly href: string
  /** Reached from this machine alone, so that `http:` gives nothing away. */
  readonly isLoopback: boolean
  readonly isSecure: boolean
}

/** Undefined where it is no `http(s):` URL of origin and path alone. */
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

/** A URL parser corrects what it can (spaces at the ends, backslashes, tabs within): an option should need no correction. And to it
 * `*` is a host like any other, which whoever wrote it did not mean. */
function parse(text: string): URL | undefined {
  return /^[a-z]+:\/\/[^\s\\*]+$/i.test(text) && URL.canParse(text) ? new URL(text) : undefined
}

function hasMoreThanPath(url: URL): boolean {
  return url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '' || url.href.endsWith('?')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || isLoopbackIpv4(hostname)
}

/** In full: `127.0.0.1.example.org` is somebody's name. */
function isLoopbackIpv4(hostname: string): boolean {
  return /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
