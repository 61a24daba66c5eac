import { timingSafeEqual } from 'node:crypto'
import type { Flow } from '../threepids/flow'
import type { Medium, Threepid } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import type { Delivery, SessionRef } from './session-store'

/** Which address, at which server. The same in every flow: what counts by address counts in all of them. */
export function addressTag(keys: SecretKeys, server: string, { medium, address }: Threepid): string {
  return keys.tag('address', server, medium, address)
}

/** Which `client_secret` for that address, in which flow, and who sends and judges: an identity server, or (none) this
 * homeserver. */
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

/** A token as it is at rest. */
export function tokenTag(
  keys: SecretKeys,
  parts: { readonly deliver: Delivery; readonly medium: Medium; readonly tripleTag: string; readonly token: string },
): string {
  return keys.tag('token', parts.deliver, parts.medium, parts.tripleTag, parts.token)
}

/** The token in a message that lets its reader end what was asked for, and confirm nothing. Nothing of it is kept: it is
 * made again from what it is for. */
export function stopToken(keys: SecretKeys, medium: Medium, { tripleTag, generation }: SessionRef): string {
  return keys.tag('stop', medium, tripleTag, generation)
}

/** The `client_secret` of a session at its identity server: another for each session, and none that a client knows. */
export function upstreamClientSecret(keys: SecretKeys, { tripleTag, generation }: SessionRef): string {
  return keys.tag('upstream', tripleTag, generation)
}

/** The `client_secret` of a session that was begun on a reset page: only its seed is kept, and that sealed. */
export function resetPageSecret(keys: SecretKeys, seed: string): string {
  return keys.tag('reset page', seed)
}

/** An account: its user ID or, where there is none, the address. */
export function accountTag(keys: SecretKeys, server: string, account: string | Threepid): string {
  return typeof account === 'string'
    ? keys.tag('account', server, account)
    : keys.tag('account of address', server, account.medium, account.address)
}

export function isSameTag(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
