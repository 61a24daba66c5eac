import { invalid } from '../http/grammar'
import type { Settings } from '../options/settings'

const maxLength = 2_048

/**
 * A `next_link` as it may be kept: parsed, of an origin on the list, without credentials.
 *
 * @throws MatrixError 400 `M_INVALID_PARAM`
 */
export function checkNextLink(text: string, settings: Pick<Settings, 'nextLink'>): string {
  const url = allowed(text, settings)
  if (!url) throw invalid('next_link must be a URL of an origin that this server allows')
  return url.href
}

/** Where a person goes on to, or null. Checked once more: the list may have changed since the link was asked for. */
export function nextLocation(
  { nextLink, sid }: { readonly nextLink?: string | undefined; readonly sid: string },
  settings: Pick<Settings, 'nextLink'>,
): string | null {
  const url = nextLink === undefined ? null : allowed(nextLink, settings)
  if (!url) return null
  // Into the query: a fragment would swallow it. What stands there stays as it is, which `searchParams` would write anew.
  if (settings.nextLink.appendSid) url.search += `${url.search === '' ? '' : '&'}sid=${encodeURIComponent(sid)}`
  return url.href
}

/** Scheme and host as they stand: no user information, not even an empty one, and two slashes, not three. */
const plainUrl = /^https?:\/\/[\w.[\]:-]+(?:[/?#][\x21-\x7e]*)?$/i

function allowed(text: string, { nextLink }: Pick<Settings, 'nextLink'>): URL | null {
  // What a URL parser would quietly mend (spaces, tabs, backslashes) is refused, so that all read the link alike.
  if (text.length > maxLength || !plainUrl.test(text) || text.includes('\\')) return null
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return nextLink.origins.has(url.origin) ? url : null
}
