import { invalid } from '../http/grammar'
import { isOwnSchemeUrl, originOf } from '../messages/brand/app-url'
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

/** Where a person goes on to, or undefined. Checked once more: the list may have changed since the link was asked for. */
export function nextLocation(
  { nextLink, sid }: { readonly nextLink?: string | undefined; readonly sid: string },
  settings: Pick<Settings, 'nextLink'>,
): string | undefined {
  const url = nextLink === undefined ? undefined : allowed(nextLink, settings)
  if (!url) return undefined
  if (settings.nextLink.appendSid) url.search = withSid(url.search, sid)
  return url.href
}

/** Into the query: a fragment would swallow it. A `sid` that the client wrote there goes; the rest stays as it is, which
 * `searchParams` would write anew. */
function withSid(search: string, sid: string): string {
  const others = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !new URLSearchParams(part).has('sid'))
  return [...others, `sid=${encodeURIComponent(sid)}`].join('&')
}

/** Scheme and host as they stand: no user information, not even an empty one, and two slashes, not three. */
const plainUrl = /^https?:\/\/[\w.[\]:-]+(?:[/?#][\x21-\x7e]*)?$/i

function allowed(text: string, { nextLink }: Pick<Settings, 'nextLink'>): URL | undefined {
  // What a URL parser would quietly mend (spaces, tabs, backslashes) is refused, so that all read the link alike.
  if (text.length > maxLength || !(plainUrl.test(text) || isOwnSchemeUrl(text)) || text.includes('\\')) return undefined
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return nextLink.origins.has(originOf(url)) ? url : undefined
}
