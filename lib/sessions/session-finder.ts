import type { Flow } from '../threepids/flow'
import type { Medium, Threepid } from '../threepids/threepid'
import type { SecretKeys } from './secrets'
import { openData, openUpstream } from './session-data'
import type { LookRequest, LookResult, SessionRef } from './session-store'
import { parseSid } from './sid'
import { addressTag, isSameTag, stopToken, tokenTag, tripleTag, upstreamClientSecret } from './tags'
import type {
  SessionFilter,
  Credentials,
  LiveSession,
  ProxiedSession,
  SealedSession,
  ValidationSessionsSettings,
} from './validation-session'

const media: readonly Medium[] = ['email', 'msisdn']

/** Finds the session that somebody names, if the names belong together. */
export class SessionFinder {
  constructor(private readonly settings: Omit<ValidationSessionsSettings, 'tokens' | 'limits'>) {}

  /** The session that a client's credentials name. */
  async find(credentials: Credentials, filter: SessionFilter): Promise<SessionRef | undefined> {
    return this.local(credentials, filter)?.ref ?? (await this.proxied(credentials, filter))?.ref
  }

  /**
   * The session that a client's credentials name, if this homeserver sends its token. The `sid` says so without a look
   * into the store, so the session need not be live.
   */
  local(
    { sid, clientSecret }: Credentials,
    { flow, medium }: SessionFilter,
  ): { readonly ref: SessionRef; readonly keys: SecretKeys } | undefined {
    const ref = parseSid(sid)
    if (!ref) return undefined
    for (const keys of this.settings.keyring) {
      for (const served of this.served(flow)) {
        for (const one of medium ? [medium] : media) {
          const parts = { flow: served, medium: one, addressTag: ref.addressTag, clientSecret }
          if (isSameTag(tripleTag(keys, parts), ref.tripleTag)) return { ref, keys }
        }
      }
    }
    return undefined
  }

  /**
   * The session that a client's credentials name, if an identity server sends its token. The store is asked, because
   * the `client_secret` can only be checked with the identity server's name in the record.
   */
  async proxied(credentials: Credentials, { flow, medium }: SessionFilter): Promise<ProxiedSession | undefined> {
    const ref = parseSid(credentials.sid)
    const session = ref && (await this.lookAt(ref))
    if (!session || !isProxied(session)) return undefined
    const { data, keys } = session
    if (!this.served(flow).includes(data.flow) || (medium ?? data.medium) !== data.medium) return undefined
    const parts = { ...data, ...data.proxy, addressTag: session.ref.addressTag, clientSecret: credentials.clientSecret }
    return isSameTag(tripleTag(keys, parts), session.ref.tripleTag) ? session : undefined
  }

  /** Like `proxied`, and counts the look if there is a limit. */
  async countedProxied(
    credentials: Credentials,
    filter: SessionFilter,
    limit: LookRequest['limit'],
  ): Promise<LiveSession | undefined> {
    // This first look is not counted, because only the record shows whether the `client_secret` is right.
    const session = await this.proxied(credentials, filter)
    return session && limit ? this.lookAt(session.ref, { limit }) : session
  }

  /** Looks at a session that was found by its secret. The record of a pending one is not opened. */
  async pollAt(ref: SessionRef, limit: LookRequest['limit']): Promise<LiveSession | SealedSession | undefined> {
    const found = await this.settings.store.look(limit ? { ...ref, limit } : ref)
    if (found?.state !== 'pending') return this.opened(found, ref)
    return found.retryAfterMs === undefined
      ? { state: 'pending' }
      : { state: 'pending', retryAfterMs: found.retryAfterMs }
  }

  /** Looks at a session. Also undefined if no accepted secret opens its record, because that secret was removed. */
  async lookAt(
    ref: SessionRef,
    options: Omit<LookRequest, keyof SessionRef> = {},
  ): Promise<(LiveSession & { readonly keys: SecretKeys }) | undefined> {
    return this.opened(await this.settings.store.look({ ...ref, ...options }), ref)
  }

  private opened(
    found: LookResult | undefined,
    ref: SessionRef,
  ): (LiveSession & { readonly keys: SecretKeys }) | undefined {
    const { keyring } = this.settings
    const opened = found && openData(found.data, ref, keyring)
    if (!found || !opened) return undefined
    const { data, keys } = opened
    const { upstream: sealed, ...seen } = found
    const upstream = sealed === undefined ? undefined : openUpstream(sealed, ref, keyring)
    return {
      ...seen,
      ref,
      keys,
      data,
      ...(upstream && { upstream }),
      upstreamClientSecret: data.proxy ? upstreamClientSecret(keys, ref) : '',
    }
  }

  /** The stored form of a link's token, under each of the secrets. */
  linkTokens(medium: Medium, { tripleTag }: SessionRef, token: string): string[] {
    return this.settings.keyring.map((keys) => tokenTag(keys, { deliver: 'link', medium, tripleTag, token }))
  }

  isStopToken(medium: Medium, ref: SessionRef, token: string): boolean {
    return this.settings.keyring.some((keys) => isSameTag(stopToken(keys, medium, ref), token))
  }

  /** The tags of an address under each of the secrets. */
  addressTags(threepid: Threepid): string[] {
    const { keyring, server } = this.settings
    return keyring.map((keys) => addressTag(keys, server, threepid))
  }

  private served(flow: Flow | undefined): readonly Flow[] {
    const { flows } = this.settings
    return flow === undefined ? flows : flows.filter((served) => served === flow)
  }
}

function isProxied<Session extends LiveSession>(session: Session): session is Session & ProxiedSession {
  return session.data.proxy !== undefined
}
