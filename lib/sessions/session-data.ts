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
  /** The identity server that sends for this session and judges its tokens; absent where this homeserver does. */
  readonly proxy?: {
    readonly idServer: string
    /** What the way back needs (v2), kept no longer than the session. */
    readonly idAccessToken?: string
  }
}

/** Bound to the session's key, so that one record's data does not open in another's place. */
export function sealData(data: SessionData, key: SessionKey, keys: SecretKeys): string {
  return keys.seal(JSON.stringify(data), placeOf(key))
}

/** Null where none of the secrets opens it. */
export function openData(sealed: string, key: SessionKey, keyring: readonly SecretKeys[]): SessionData | null {
  const text = open(sealed, placeOf(key), keyring)
  // Sealed by this package alone: what opens has the shape that `sealData` gave it.
  return text === null ? null : (JSON.parse(text) as SessionData)
}

/** An identity server's `sid`, at rest. */
export function sealSid(sid: string, key: SessionKey, keys: SecretKeys): string {
  return keys.seal(sid, `sid ${placeOf(key)}`)
}

export function openSid(sealed: string, key: SessionKey, keyring: readonly SecretKeys[]): string | null {
  return open(sealed, `sid ${placeOf(key)}`, keyring)
}

function open(sealed: string, place: string, keyring: readonly SecretKeys[]): string | null {
  for (const keys of keyring) {
    const text = keys.open(sealed, place)
    if (text !== null) return text
  }
  return null
}

function placeOf({ addressTag, tripleTag }: SessionKey): string {
  return `${addressTag}.${tripleTag}`
}
