import type { Requester } from '../messages/requester/requester'
import { type Flow, flows } from '../threepids/flow'
import type { Medium } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import type { SessionKey, SessionRef } from './session-store'

/** The data of a session about the person and the request. It is stored sealed. */
export interface SessionData {
  readonly flow: Flow
  readonly medium: Medium
  /** The canonical address. */
  readonly address: string
  /**
   * The account that the address belongs to. Absent without an account: in the flows `register` and `3pid`, and for a
   * decoy.
   */
  readonly userId?: string
  /**
   * True for an address without an account under `unknownThreepid: 'conceal'`: nothing is sent and no token is right, but
   * everything else is as for a real session.
   */
  readonly isDecoy?: true
  /** The URL to which the person is sent after the address is confirmed. */
  readonly nextLink?: string
  readonly requester: Requester
  /** The identity server that sends the tokens of this session and judges them; absent if this homeserver does. */
  readonly proxy?: { readonly idServer: string }
  /**
   * Present if the session was begun on a reset page: that page's path, and the seed of its `client_secret`
   * (`resetPageSecret`).
   */
  readonly resetPage?: ResetPageOrigin
}

export interface ResetPageOrigin {
  readonly path: string
  readonly seed: string
}

/** The names of a proxied session at its identity server, besides the `client_secret` made for it. */
export interface Upstream {
  readonly sid: string
  /** The access token for later questions (v2), kept no longer than the session. */
  readonly idAccessToken?: string
}

/** Seals the data. It can't be opened in the record of another session. */
export function sealData(data: SessionData, key: SessionKey, keys: SecretKeys): string {
  return keys.seal(textOf(data), placeOf(key))
}

/** Opens the data, and answers it with the secret that opened it; undefined if none does. */
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

/** Seals the names for this session alone. The next session with the same `client_secret` can't open them. */
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
 * The data as a short text, because each session stores one: the values without their names. An absent value is an empty
 * line; at the end such lines are left out.
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

/** Only this package seals data, so an opened text has the shape that `textOf` gave it. */
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

/** Escapes line breaks: a user ID comes from the host and may contain any character. */
function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1)
}

function unescaped(value: string): string {
  return value.includes('\\') ? (JSON.parse(`"${value}"`) as string) : value
}
