import { isOpaqueId } from './http/grammar'
import type { Credentials } from './sessions/validation-sessions'

/** A client's `threepid_creds` as they came (Client-Server API, "Email-based (identity / homeserver)"): fields other than
 * `sid` and `client_secret` are ignored. Null where these two are not of their grammar. */
export function takeCredentials(value: unknown): Credentials | null {
  if (typeof value !== 'object' || value === null) return null
  const { sid, client_secret: clientSecret } = value as { sid?: unknown; client_secret?: unknown }
  if (typeof sid !== 'string' || typeof clientSecret !== 'string') return null
  return isOpaqueId(sid) && isOpaqueId(clientSecret) ? { sid, clientSecret } : null
}
