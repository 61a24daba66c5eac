import { timingSafeEqual } from 'node:crypto'
import type { Medium, Threepid } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import type { Delivery } from './session-store'

/** Sessions are for one purpose: one made to reset a password proves nothing elsewhere. */
const purpose = 'password'

/** Which address, at which server. */
export function addressTag(keys: SecretKeys, server: string, { medium, address }: Threepid): string {
  return keys.tag('address', server, purpose, medium, address)
}

/** Which `client_secret` for that address, and who judges its tokens: an identity server, or (none) this homeserver. */
export function tripleTag(
  keys: SecretKeys,
  of: { medium: Medium; addressTag: string; clientSecret: string; idServer?: string | undefined },
): string {
  return keys.tag('triple', of.medium, of.addressTag, of.clientSecret, ...(of.idServer ? [of.idServer] : []))
}

/** A token as it is at rest. */
export function tokenTag(
  keys: SecretKeys,
  of: { deliver: Delivery; medium: Medium; tripleTag: string; token: string },
): string {
  return keys.tag('token', of.deliver, of.medium, of.tripleTag, of.token)
}

/** An identity server's `sid` as the key that finds its session. */
export function remoteSidTag(keys: SecretKeys, server: string, sid: string): string {
  return keys.tag('remote sid', server, sid)
}

export function isSameTag(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
