import type { Asked } from '../messages/message'
import type { Medium } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import type { SessionKey } from './session-store'

/** What a session knows of person and request. It is at rest only sealed. */
export interface SessionData {
  readonly medium: Medium
  /** Canonical. */
  readonly address: string
  /** Null: no account has the address, and nobody is to learn that (`unknownThreepid: 'conceal'`). */
  readonly userId: string | null
  /** Where the person goes on to once the address is proved. */
  readonly nextLink?: string
  readonly asked: Asked
}

/** Bound to the session's key, so that one record's data does not open in another's place. */
export function sealData(data: SessionData, key: SessionKey, keys: SecretKeys): string {
  return keys.seal(JSON.stringify(data), placeOf(key))
}

/** Null where none of the secrets opens it. */
export function openData(sealed: string, key: SessionKey, keyring: readonly SecretKeys[]): SessionData | null {
  for (const keys of keyring) {
    const text = keys.open(sealed, placeOf(key))
    // Sealed by this package alone: what opens has the shape that `sealData` gave it.
    if (text !== null) return JSON.parse(text) as SessionData
  }
  return null
}

function placeOf({ addressTag, tripleTag }: SessionKey): string {
  return `${addressTag}.${tripleTag}`
}
