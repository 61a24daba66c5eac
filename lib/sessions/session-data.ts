import type { Requester } from '../messages/requester/requester'
import { type Flow, flows } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import type { SessionKey, SessionRef } from './session-store'

/** What a session knows of person and request. It is at rest only sealed. */
export interface SessionData {
  readonly flow: Flow
  readonly medium: Medium
  /** Canonical. */
  readonly address: string
  /** The account that the address belongs to. Absent where there is none: in the flows `register` and `3pid`, and of a decoy. */
  readonly userId?: string
  /** True: nothing is sent to anybody, nobody is to learn that, and no token is right (`unknownThreepid: 'conceal'`). */
  readonly isDecoy?: true
  /** Where the person goes on to once the address is confirmed. */
  readonly nextLink?: string
  readonly requester: Requester
  /** The identity server that sends for this session and judges its tokens; absent where this homeserver does. */
  readonly proxy?: { readonly idServer: string }
  /** Where it was begun on a reset page: that page's path, and what its `client_secret` is made from (`resetPageSecret`). */
  readonly resetPage?: ResetPageOrigin
}

export interface ResetPageOrigin {
  readonly path: string
  readonly seed: string
}

/** What names a proxied session at its identity server, besides the `client_secret` that is made for it. */
export interface Upstream {
  readonly sid: string
  /** What the way back needs (v2), kept no longer than the session. */
  readonly idAccessToken?: string
}

/** Bound to the session's key, so that one record's data does not open in another's place. */
export function sealData(data: SessionData, key: SessionKey, keys: SecretKeys): string {
  return keys.seal(textOf(data), placeOf(key))
}

/** With the secret that opened it; undefined where none does. */
export function openData(
  sealed: string,
  key: SessionKey,
  keyring: readonly SecretKeys[],
): { readonly data: SessionData; readonly keys: SecretKeys } | undefined {
  for (const keys of keyring) {
    const text = keys.open(sealed, placeOf(key))
    if (text !== undefined) return { data: dataOf(text), keys }
  }
  return undefined
}

/** Bound to its session: the same triple has another session after this one, and this is not for that. */
export function sealUpstream({ sid, idAccessToken }: Upstream, ref: SessionRef, keys: SecretKeys): string {
  return keys.seal(JSON.stringify(idAccessToken === undefined ? [sid] : [sid, idAccessToken]), placeOfUpstream(ref))
}

export function openUpstream(sealed: string, ref: SessionRef, keyring: readonly SecretKeys[]): Upstream | undefined {
  for (const keys of keyring) {
    const text = keys.open(sealed, placeOfUpstream(ref))
    if (text === undefined) continue
    const [sid, idAccessToken] = JSON.parse(text) as [string, string?]
    return idAccessToken === undefined ? { sid } : { sid, idAccessToken }
  }
  return undefined
}

function placeOf({ addressTag, tripleTag }: SessionKey): string {
  return `${addressTag}.${tripleTag}`
}

function placeOfUpstream(ref: SessionRef): string {
  return `upstream ${placeOf(ref)}.${ref.generation}`
}

/**
 * Short, since each session has one: values without names, what is absent as nothing, and off at the end. The order is the
 * format's: a value that is new goes to the end.
 */
function textOf({
  flow,
  medium,
  address,
  userId,
  isDecoy,
  nextLink,
  requester,
  proxy,
  resetPage,
}: SessionData): string {
  const { at, from, browser, system } = requester
  const requestedAt = Math.floor(at / 1_000).toString(36)
  const values = [
    ...[`${flow.charAt(0)}${medium.charAt(0)}${requestedAt}`, address, userId, from, browser, system],
    ...[nextLink, proxy?.idServer, isDecoy && '1', resetPage?.path, resetPage?.seed],
  ]
  const last = values.findLastIndex((value) => value !== undefined)
  return values
    .slice(0, last + 1)
    .map((value = '') => escaped(value))
    .join('\n')
}

/** Sealed by this package alone: what opens has the shape that `textOf` gave it. */
function dataOf(text: string): SessionData {
  const [first = '', address = '', userId, from, browser, system, nextLink, idServer, isDecoy, path, seed] = text
    .split('\n')
    .map(unescaped)
  return {
    flow: flows.find((flow) => flow.startsWith(first.charAt(0))) as Flow,
    medium: first.charAt(1) === 'e' ? 'email' : 'msisdn',
    address,
    requester: {
      at: parseInt(first.slice(2), 36) * 1_000,
      ...(from && { from }),
      ...(browser && { browser }),
      ...(system && { system }),
    },
    ...(userId && { userId }),
    ...(nextLink && { nextLink }),
    ...(idServer && { proxy: { idServer } }),
    ...(isDecoy && { isDecoy: true }),
    ...(path && seed && { resetPage: { path, seed } }),
  }
}

/** A user ID is its host's, and may have anything in it. */
function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1)
}

function unescaped(value: string): string {
  return value.includes('\\') ? (JSON.parse(`"${value}"`) as string) : value
}
