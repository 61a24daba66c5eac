const maxLength = 2_000

/** Schemes that browsers handle themselves, or that belong to no app: never a link for a person. */
const browsersOwn = new Set(
  (
    'javascript data file blob about intent android-app view-source filesystem vbscript ws wss ftp mailto tel sms http ' +
    'chrome chrome-extension moz-extension resource jar feed cid mid urn'
  ).split(' '),
)

/**
 * Whether `brand.app` may be this: an `https:` URL, or one of an app's own scheme, which has a dot in it (RFC 8252, section
 * 7.1) or comes with a host. Printable ASCII, and no fragment.
 */
export function isAppUrl(text: string): boolean {
  if (text.length > maxLength || !/^[!-~]+$/.test(text) || /[#"<>\\^`{|}]/.test(text) || !URL.canParse(text))
    return false
  const { protocol, host, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  const scheme = protocol.slice(0, -1)
  if (scheme === 'https') return true
  if (browsersOwn.has(scheme)) return false
  return host !== '' || (scheme.includes('.') && /^[^:]+:\/\//.test(text))
}

/**
 * Whether this is a URL with an app's own scheme that `brand.app` would accept, and has a plain host: no user
 * information, not even an empty one (`scheme://@host`).
 */
export function isOwnSchemeUrl(text: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:\/\/[\w.:-]*(?:[/?]|$)/i.test(text) && isAppUrl(text)
}

/**
 * The part by which URLs are compared: the origin. For an app's own scheme it is the scheme and the host, because
 * `URL.origin` is `'null'` for every one of these.
 */
export function originOf(url: URL): string {
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : `${url.protocol}//${url.host}`
}
