import { isOpaqueId } from '../http/grammar'
import type { Credentials } from '../sessions/validation-session'

export interface ThreepidCredentials extends Credentials {
  readonly idAccessToken?: string
}

/** A client's `threepid_creds` as they came (Client-Server API, "Email-based (identity / homeserver)"): fields other than
 * `sid`, `client_secret` and `id_access_token` are ignored. Undefined where the first two are not of their grammar. */
export function takeCredentials(value: unknown): ThreepidCredentials | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { sid, client_secret: clientSecret, id_access_token: token } = value as Readonly<Record<string, unknown>>
  if (typeof sid !== 'string' || typeof clientSecret !== 'string') return undefined
  if (!isOpaqueId(sid) || !isOpaqueId(clientSecret)) return undefined
  return { sid, clientSecret, ...(typeof token === 'string' && token !== '' && { idAccessToken: token }) }
}
