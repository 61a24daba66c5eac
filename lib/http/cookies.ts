import type { Request, Response } from 'express'

export interface CookieSettings {
  readonly name: string
  /** Whether it is only sent over https. */
  readonly isSecure: boolean
}

/**
 * The value of a cookie. If there are two of one name, neither counts: one of them came from elsewhere (a neighbouring
 * host, say).
 */
export function readCookie(request: Request, name: string): string | undefined {
  // Only the space that browsers put there is removed. Other white space is part of a name: otherwise a cookie of
  // another host could pass for one that begins with `__Host-`.
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.replace(/^[ \t]+/, ''))
  const values = pairs.flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : []))
  return values.length === 1 ? values[0] : undefined
}

/** A shorter value is a setting, such as a language, and no secret. */
const minSecretLength = 16

/** The secrets in a request's headers: also the host's own cookies and access tokens. */
export function secretsInHeaders({ headers: { cookie = '', authorization = '' } }: Request): string[] {
  if (cookie === '' && authorization === '') return []
  const cookies = cookie.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1))
  // The text after the name of the scheme.
  const credentials = authorization.trim().replace(/^\S+\s+/, '')
  return [...cookies, credentials].map((value) => value.trim()).filter((value) => value.length >= minSecretLength)
}

/**
 * Sets a cookie for this host only, which scripts can't read and other sites' forms don't send. The host's own cookies
 * stay.
 */
export function setCookie(response: Response, settings: CookieSettings, value: string, lifetimeMs: number): void {
  const seconds = Math.max(0, Math.floor(lifetimeMs / 1_000))
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${settings.isSecure ? '; Secure' : ''}`
  response.append('Set-Cookie', `${settings.name}=${value}; ${attributes}`)
}

export function deleteCookie(response: Response, settings: CookieSettings): void {
  setCookie(response, settings, '', 0)
}
