import { timingSafeEqual } from 'node:crypto'
import type { Flow } from '../threepids/flow'
import type { Medium, Threepid } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import type { Delivery, SessionRef } from './session-store'

/**
 * Names an address at a server. It is the same in every flow, because the limits of an address count in all of them
 * together.
 */
export function addressTag(keys: SecretKeys, server: string, { medium, address }: Threepid): string {
  return keys.tag('address', server, medium, address)
}

/**
 * Names a `client_secret` for an address and a flow, and who sends and judges: an identity server, or (none) this
 * homeserver.
 */
export function tripleTag(
  keys: SecretKeys,
  parts: {
    readonly flow: Flow
    readonly medium: Medium
    readonly addressTag: string
    readonly clientSecret: string
    readonly idServer?: string | undefined
  },
): string {
  return keys.tag(
    'triple',
    parts.flow,
    parts.medium,
    parts.addressTag,
    parts.clientSecret,
    ...(parts.idServer ? [parts.idServer] : []),
  )
}

/** The stored form of a token. */
export function tokenTag(
  keys: SecretKeys,
  parts: { readonly deliver: Delivery; readonly medium: Medium; readonly tripleTag: string; readonly token: string },
): string {
  return keys.tag('token', parts.deliver, parts.medium, parts.tripleTag, parts.token)
}

/**
 * The token in a message with which its reader can end the request, and confirm nothing. It is not stored: it is
 * computed again from its session.
 */
export function stopToken(keys: SecretKeys, medium: Medium, { tripleTag, generation }: SessionRef): string {
  return keys.tag('stop', medium, tripleTag, generation)
}

/** The `client_secret` of a session at its identity server: different for each session, and unknown to clients. */
export function upstreamClientSecret(keys: SecretKeys, { tripleTag, generation }: SessionRef): string {
  return keys.tag('upstream', tripleTag, generation)
}

/** The `client_secret` of a session that was begun on a reset page. Only its seed is stored, sealed. */
export function resetPageSecret(keys: SecretKeys, seed: string): string {
  return keys.tag('reset page', seed)
}

/** Names an account: by its user ID, or by the address if there is no account. */
export function accountTag(keys: SecretKeys, server: string, account: string | Threepid): string {
  return typeof account === 'string'
    ? keys.tag('account', server, account)
    : keys.tag('account of address', server, account.medium, account.address)
}

export function isSameTag(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
