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

/** Short, since each session has one: values without names, what is absent as 0, and off at the end. */
type Packed = readonly [
  flowAndMedium: string,
  address: string,
  userId: string | 0,
  requestedAt: string,
  requester: readonly unknown[],
  nextLink?: string | 0,
  idServer?: string | 0,
  isDecoy?: 1 | 0,
  resetPage?: readonly [path: string, seed: string],
]

/** Their order is the format's: one that is new goes to the end. */
const requesterFields = ['from', 'browser', 'system', 'userAgent'] as const

function textOf({
  flow,
  medium,
  address,
  userId,
  requester,
  nextLink,
  proxy,
  isDecoy,
  resetPage,
}: SessionData): string {
  const fields: Readonly<Partial<Record<string, unknown>>> = { ...requester }
  const requesterValues = requesterFields.map((name) => fields[name] ?? 0)
  const packed = [
    `${flow.charAt(0)}${medium.charAt(0)}`,
    address,
    userId ?? 0,
    requester.at.toString(36),
    withoutEnd(requesterValues),
  ]
  const origin = resetPage ? [resetPage.path, resetPage.seed] : 0
  return JSON.stringify(withoutEnd([...packed, nextLink ?? 0, proxy?.idServer ?? 0, isDecoy ? 1 : 0, origin]))
}

/** Sealed by this package alone: what opens has the shape that `textOf` gave it. */
function dataOf(text: string): SessionData {
  const [flowAndMedium, address, userId, requestedAt, requesterValues, nextLink, idServer, isDecoy, resetPage] =
    JSON.parse(text) as Packed
  const requester = requesterFields.flatMap((name, i) =>
    requesterValues[i] ? [[name, requesterValues[i]] as const] : [],
  )
  return {
    flow: flows.find((flow) => flow.startsWith(flowAndMedium.charAt(0))) as Flow,
    medium: flowAndMedium.endsWith('e') ? 'email' : 'msisdn',
    address,
    requester: { at: parseInt(requestedAt, 36), ...Object.fromEntries(requester) },
    ...(userId && { userId }),
    ...(nextLink && { nextLink }),
    ...(idServer && { proxy: { idServer } }),
    ...(isDecoy === 1 && { isDecoy: true }),
    ...(resetPage && { resetPage: { path: resetPage[0], seed: resetPage[1] } }),
  }
}

function withoutEnd(values: readonly unknown[]): readonly unknown[] {
  const last = values.findLastIndex((value) => value !== 0)
  return values.slice(0, last + 1)
}
