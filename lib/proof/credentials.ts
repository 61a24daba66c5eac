import { isOpaqueId } from '../http/grammar'
import type { Credentials } from '../sessions/validation-session'

/**
 * Reads a client's `threepid_creds` (Client-Server API, "Email-based (identity / homeserver)"). Fields other than `sid`
 * and `client_secret` are ignored. Undefined if one of these two has the wrong grammar.
 */
export function takeCredentials(value: unknown): Credentials | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { sid, client_secret: clientSecret } = value as Readonly<Record<string, unknown>>
  if (typeof sid !== 'string' || typeof clientSecret !== 'string') return undefined
  return isOpaqueId(sid) && isOpaqueId(clientSecret) ? { sid, clientSecret } : undefined
}
