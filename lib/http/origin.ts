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
 * Whether nothing says that a form came from another site. For a page whose referrer policy is `no-referrer`: its own forms have
 * the `Origin` `null`, which can't be told from those of other pages.
 */
export function mayBeFromOwnPage({ headers }: Request, origin: string): boolean {
  const { origin: from = 'null', 'sec-fetch-site': site = 'same-origin' } = headers
  return site === 'same-origin' && (from === 'null' || from === origin)
}

function originOf(referer: string | undefined): string | undefined {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined
}
