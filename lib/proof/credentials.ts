import { isOpaqueId } from '../http/grammar'
import type { Credentials } from '../sessions/validation-session'

export interface ThreepidCredentials extends Credentials {
  readonly idAccessToken?: string
}

/** A client's `threepid_creds` as they came (Client-Server API, "Email-based (identity / homeserver)"): fields other than
 * `sid`, `client_secret` and `id_access_token` are ignored. Null where the first two are not of their grammar. */
export function takeCredentials(value: unknown): ThreepidCredentials | null {
  if (typeof value !== 'object' || value === null) return null
  const { sid, client_secret: clientSecret, id_access_token: token } = value as Readonly<Record<string, unknown>>
  if (typeof sid !== 'string' || typeof clientSecret !== 'string') return null
  if (!isOpaqueId(sid) || !isOpaqueId(clientSecret)) return null
  return { sid, clientSecret, ...(typeof token === 'string' && token !== '' && { idAccessToken: token }) }
}
