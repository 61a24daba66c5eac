import type { Request } from 'express'

/**
 * Whether a form came from a page of this server: by `Origin`; without that by `Sec-Fetch-Site`; without both by
 * `Referer`. If any of them says that it came from elsewhere, it did.
 *
 * @param origin scheme, host and port of this server as browsers know it
 */
export function isFromOwnPage({ headers }: Request, origin: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') return false
  if (headers.origin !== undefined) return headers.origin === origin
  return site !== undefined || originOf(headers.referer) === origin
}

/**
 * Whether no header says that a form came from another site. For a page with the referrer policy `no-referrer`: its own
 * forms have the `Origin` `null`, as forms of other pages may have.
 */
export function mayBeFromOwnPage({ headers }: Request, origin: string): boolean {
  const { origin: from = 'null', 'sec-fetch-site': site = 'same-origin' } = headers
  return site === 'same-origin' && (from === 'null' || from === origin)
}

function originOf(referer: string | undefined): string | undefined {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined
}
