import { invalid } from '../http/grammar'
import { isOwnSchemeUrl, originOf } from '../messages/brand/app-url'
import type { Settings } from '../options/settings'

const maxLength = 2_048

/**
 * Checks a `next_link`: parsed, of an allowed origin, without credentials.
 *
 * @throws MatrixError 400 `M_INVALID_PARAM`
 */
export function checkNextLink(text: string, settings: Pick<Settings, 'nextLink'>): string {
  const url = allowed(text, settings)
  if (!url) throw invalid('next_link must be a URL of an origin that this server allows')
  return url.href
}

/** The URL to which the person is sent, if there is one. Checked again, because the list may have changed since. */
export function nextLocation(
  { nextLink, sid }: { readonly nextLink?: string | undefined; readonly sid: string },
  settings: Pick<Settings, 'nextLink'>,
): string | undefined {
  const url = nextLink === undefined ? undefined : allowed(nextLink, settings)
  if (!url) return undefined
  if (settings.nextLink.appendSid) url.search = withSid(url.search, sid)
  return url.href
}

/**
 * Adds the `sid` to the query; after the fragment it would be part of that. A `sid` that is there is removed, and the
 * rest stays as it is (`searchParams` would encode it anew).
 */
function withSid(search: string, sid: string): string {
  const others = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !new URLSearchParams(part).has('sid'))
  return [...others, `sid=${encodeURIComponent(sid)}`].join('&')
}

/** A plain scheme and host: no user information, not even an empty one, and two slashes, not three. */
const plainUrl = /^https?:\/\/[\w.[\]:-]+(?:[/?#][\x21-\x7e]*)?$/i

function allowed(text: string, { nextLink }: Pick<Settings, 'nextLink'>): URL | undefined {
  // Text that a URL parser would correct (spaces, tabs, backslashes) is refused, so that all software reads the link
  // alike.
  if (text.length > maxLength || !(plainUrl.test(text) || isOwnSchemeUrl(text)) || text.includes('\\')) return undefined
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return nextLink.origins.has(originOf(url)) ? url : undefined
}
