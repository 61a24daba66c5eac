import type { Request } from 'express'

/**
 * Whether a form came from a page of this server: by `Origin`; without one, by `Sec-Fetch-Site`; without either, by
 * `Referer`. A browser that says that it came from elsewhere is believed in any case.
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
 * The same of a page whose referrer policy is `no-referrer`, and whose forms so have the `Origin` `null`: whether nothing says
 * that a form came from another site.
 */
export function mayBeFromOwnPage({ headers }: Request, origin: string): boolean {
  const { origin: from = 'null', 'sec-fetch-site': site = 'same-origin' } = headers
  return site === 'same-origin' && (from === 'null' || from === origin)
}

function originOf(referer: string | undefined): string | undefined {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined
}
