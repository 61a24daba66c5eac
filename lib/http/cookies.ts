import type { Request, Response } from 'express'

export interface CookieSettings {
  readonly name: string
  /** Whether it goes over https alone. */
  readonly isSecure: boolean
}

/** The value of a cookie. Two of one name count as none: one of them came from elsewhere (a neighbouring host, say). */
export function readCookie(request: Request, name: string): string | undefined {
  // Browsers put one space there. What else may pass for white space is a part of the name: so one that begins with
  // `__Host-` is no other host's in disguise.
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.replace(/^[ \t]+/, ''))
  const values = pairs.flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : []))
  return values.length === 1 ? values[0] : undefined
}

/** A shorter one is a setting, such as a language, that lets nobody in. */
const minSecretLength = 16

/** What lets somebody in of what a request's headers bring: the host's own cookies and access tokens too. */
export function secretsInHeaders({ headers: { cookie = '', authorization = '' } }: Request): string[] {
  if (cookie === '' && authorization === '') return []
  const cookies = cookie.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1))
  // Behind the name of its scheme.
  const credentials = authorization.trim().replace(/^\S+\s+/, '')
  return [...cookies, credentials].map((value) => value.trim()).filter((value) => value.length >= minSecretLength)
}

/** Sets a cookie for this host alone that no script reads and no other site's form brings along. The host's own cookies stay. */
export function setCookie(response: Response, settings: CookieSettings, value: string, lifetimeMs: number): void {
  const seconds = Math.max(0, Math.floor(lifetimeMs / 1_000))
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${settings.isSecure ? '; Secure' : ''}`
  response.append('Set-Cookie', `${settings.name}=${value}; ${attributes}`)
}

export function deleteCookie(response: Response, settings: CookieSettings): void {
  setCookie(response, settings, '', 0)
}
