const maxLength = 2_000

/** What a browser acts on itself, or what is no app's: never a place to send a person to. */
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

/** Whether it is of an app's own scheme, as `brand.app` takes it, and a host that stands there as it is: no user information, not
 * even an empty one. */
export function isOwnSchemeUrl(text: string): boolean {
  return /^(?!https?:)[a-z][a-z0-9+.-]*:\/\/[\w.:-]*(?:[/?]|$)/i.test(text) && isAppUrl(text)
}

/** What URLs are compared by: the origin, or of an app's own scheme the scheme and the host, since `URL.origin` is `'null'` for
 * all of these. */
export function originOf(url: URL): string {
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : `${url.protocol}//${url.host}`
}
