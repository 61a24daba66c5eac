import type { Medium, Threepid } from '../threepids/threepid'
import { newCode, newId, newLinkToken, type SecretKeys } from './secrets'
import { openData, openSid, sealData, sealSid } from './session-data'
import type { SessionRef } from './session-store'
import { parseSid, sidOf } from './sid'
import { addressTag, isSameTag, remoteSidTag, tokenTag, tripleTag } from './tags'
import { codeAsTyped, tokenAsTyped } from './typed-code'
import type {
  AddressLimitsByName,
  ValidationSessionsSettings,
  TokenRequest,
  TokenRequestResult,
  TokenVerdict,
  Credentials,
  LiveSession,
  ProxiedSession,
  ClaimedSession,
} from './validation-session'

const media: readonly Medium[] = ['email', 'msisdn']

/** How long the `sid` of a spent session is bound beyond it, so that its proof is too old for the next one. */
const spentBeyondMs = 2 * 60_000
/** The `sid` of any other: a breath longer than its session, and no more, since an identity server answers the same `sid`
 * for a day, and whose code has run out may ask for another. */
const boundBeyondMs = 250

/**
 * The validation sessions of one server: what `SessionStore` keeps as tags and seals, in terms of addresses, tokens and
 * `client_secret`s. A session belongs to one server, purpose, medium, canonical address and `client_secret`; its `sid`
 * holds keyed hashes of these, so that a `client_secret` is checked against it without a look into the store.
 */
export class ValidationSessions {
  constructor(private readonly settings: ValidationSessionsSettings) {}

  /** Starts or takes up the session of this address and `client_secret`, and decides whether this request sends. */
  async request({ data, clientSecret, sendAttempt, deliver, network }: TokenRequest): Promise<TokenRequestResult> {
    const { store, keyring, tokens, limits } = this.settings
    const [keys] = keyring
    const { medium, proxy } = data
    const ofAddress = addressTag(keys, this.settings.server, data)
    const ofTriple = tripleTag(keys, { medium, addressTag: ofAddress, clientSecret, idServer: proxy?.idServer })
    const key = { addressTag: ofAddress, tripleTag: ofTriple }
    const token = deliver === 'code' ? newCode(tokens.codeDigits) : newLinkToken()
    // What nobody was sent is never right, not even a code that somebody guesses.
    const judged = data.userId === null || proxy ? newLinkToken() : token
    const hash = tokenTag(keys, { deliver, medium, tripleTag: ofTriple, token: judged })
    const common = { ...key, leaseId: newId(), networkTag: keys.tag('network', network) }
    const tokenLifetimeMs = deliver === 'code' ? tokens.codeLifetimeMs : tokens.linkLifetimeMs
    const begun = await store.begin({
      ...common,
      generation: newId(),
      sendAttempt,
      deliver,
      token: hash,
      tokenLifetimeMs,
      leaseMs: tokens.sendLeaseMs,
      data: sealData(data, key, keys),
      limits: addressLimits(limits),
    })
    if (begun.outcome === 'limited') return begun
    const ref = { ...common, generation: begun.generation }
    const sid = sidOf(ref)
    if (begun.outcome === 'replay') return { outcome: 'replay', sid, ref, deliver: begun.deliver }
    const send = {
      sent: () => store.sent({ ...ref, sendAttempt }),
      sentRemotely: (remoteSid: string) => this.recordRemote(ref, sendAttempt, remoteSid, tokenLifetimeMs),
      failed: (undone: boolean) => store.failed({ ...ref, token: hash, undone }),
    }
    return { outcome: 'send', sid, token, send }
  }

  /** Judges a token that came with a `client_secret`: a link's or a code. */
  async submit(medium: Medium, credentials: Credentials, token: string): Promise<TokenVerdict> {
    const found = this.findLocal(credentials, [medium])
    if (!found) return { outcome: 'gone' }
    const { ref, keys } = found
    const of = { medium, tripleTag: ref.tripleTag }
    const linkTokens = [tokenTag(keys, { deliver: 'link', ...of, token: tokenAsTyped(token) })]
    const code = codeAsTyped(token)
    if (code === undefined) return this.judgeLinkOnly(ref, linkTokens)
    return this.judge(ref, { linkTokens, codeTokens: [tokenTag(keys, { deliver: 'code', ...of, token: code })] })
  }

  /** The live session that a client names by the `sid` of an identity server, or null. */
  async lookProxied(credentials: Credentials, among: readonly Medium[] = media): Promise<ProxiedSession | null> {
    const { store, keyring, server } = this.settings
    const { sid, clientSecret } = credentials
    if (parseSid(sid)) return null
    for (const keys of keyring) {
      const boundAs = remoteSidTag(keys, server, sid)
      const ref = await store.find({ key: boundAs })
      const session = ref && (await this.lookAt(ref))
      const { medium, proxy } = session?.data ?? {}
      if (!session || !medium || !proxy || !among.includes(medium)) continue
      const { addressTag } = ref
      const own = tripleTag(keys, { medium, addressTag, clientSecret, idServer: proxy.idServer })
      if (isSameTag(own, ref.tripleTag)) return { ...session, ref, proxy, boundAs }
    }
    return null
  }

  /** Counts a code before an identity server is asked about it. `gone` where no more are judged, else null. */
  async countTry({ ref, deliver }: ProxiedSession): Promise<Extract<TokenVerdict, { outcome: 'gone' }> | null> {
    if (deliver === 'link') return null
    const verdict = await this.judge(ref, { linkTokens: [], codeTokens: [newLinkToken()] })
    return verdict.outcome === 'gone' ? verdict : null
  }

  /** The identity server was not reached: nothing was judged, and nothing is counted. */
  async takeBackTry({ ref, deliver }: ProxiedSession): Promise<void> {
    if (deliver === 'code') await this.settings.store.takeBackTry(ref)
  }

  /** An identity server found the token right. False where the session has ended meanwhile. */
  async validate({ ref, boundAs, state, expiresInMs }: ProxiedSession): Promise<boolean> {
    const { store, tokens } = this.settings
    // First: a session that its `sid` does not find is of no use.
    const livesMs = state === 'pending' ? Math.max(expiresInMs, tokens.validatedLifetimeMs) : expiresInMs
    if (!(await store.bind({ key: boundAs, session: ref, lifetimeMs: livesMs + boundBeyondMs }))) return false
    return store.validate({ ...ref, validatedLifetimeMs: tokens.validatedLifetimeMs })
  }

  /** The identity server's `sid` of a session; null while it has given none, or where the session is not live. */
  async remoteSid(ref: SessionRef): Promise<string | null> {
    const found = await this.settings.store.look(ref)
    return found?.remote ? openSid(found.remote, ref, this.settings.keyring) : null
  }

  /** Judges the token of an emailed link, which names no `client_secret`; codes are not taken here. */
  async confirm(medium: Medium, sid: string, token: string): Promise<TokenVerdict> {
    const ref = parseSid(sid)
    if (!ref) return { outcome: 'gone' }
    return this.judge(ref, { linkTokens: this.linkTokens(medium, ref, token), codeTokens: [] })
  }

  /** Looks at the session behind an emailed link, and changes nothing. */
  async lookByLink(medium: Medium, sid: string, token: string): Promise<LiveSession | null> {
    const ref = parseSid(sid)
    return ref && this.lookAt(ref, this.linkTokens(medium, ref, token))
  }

  /** Ends the session behind an emailed link ("this was not me"). False where there is no such session. */
  async endByLink(medium: Medium, sid: string, token: string): Promise<boolean> {
    const ref = parseSid(sid)
    if (!ref) return false
    return this.settings.store.end({ ...ref, linkTokens: this.linkTokens(medium, ref, token) })
  }

  /** Looks at the session that a client names, and changes nothing. */
  async look(credentials: Credentials): Promise<LiveSession | null> {
    const found = this.findLocal(credentials, media)
    return found ? this.lookAt(found.ref) : this.lookProxied(credentials)
  }

  /** Spends a session that is validated, here or (as the caller has made sure) at its identity server: of many callers one
   * gets it. */
  async claim(credentials: Credentials): Promise<ClaimedSession | null> {
    const { store, keyring } = this.settings
    const local = this.findLocal(credentials, media)
    const proxied = local ? null : await this.lookProxied(credentials)
    const ref = local?.ref ?? proxied?.ref
    if (!ref) return null
    if (proxied)
      await store.bind({ key: proxied.boundAs, session: ref, lifetimeMs: proxied.expiresInMs + spentBeyondMs })
    const request = { ...ref, claimId: newId(), pendingToo: proxied !== null }
    const claimed = await store.claim(request)
    const data = claimed && openData(claimed.data, ref, keyring)
    return data && { data, giveBack: () => store.giveBack(request) }
  }

  /** Ends every session of an address, made with whichever of the secrets. */
  async endAll(threepid: Threepid): Promise<void> {
    const { store, keyring, server } = this.settings
    await Promise.all(keyring.map((keys) => store.endAll({ addressTag: addressTag(keys, server, threepid) })))
  }

  /** Names an address in events: the same address gives the same hash, and nobody can turn it back. */
  hashOf(threepid: Threepid): string {
    return this.settings.keyring[0].tag('event', this.settings.server, threepid.medium, threepid.address)
  }

  private async judge(
    ref: SessionRef,
    submitted: { readonly linkTokens: readonly string[]; readonly codeTokens: readonly string[] },
  ): Promise<TokenVerdict> {
    const { store, keyring, tokens, limits } = this.settings
    const { validatedLifetimeMs, codeTries } = tokens
    const { wrongCodesPerAddress } = addressLimits(limits)
    const limit = wrongCodesPerAddress && { wrongCodesPerAddress }
    const result = await store.submit({ ...ref, ...submitted, validatedLifetimeMs, codeTries, ...limit })
    if (result.outcome !== 'right') return result
    const data = openData(result.data, ref, keyring)
    // A record that no accepted secret opens is nobody's: its secret was taken out of use.
    return data ? { outcome: 'right', data, first: result.first } : { outcome: 'gone' }
  }

  /** A text without a digit is a link's token or none: where a code is awaited it is wrong, and no try. */
  private async judgeLinkOnly(ref: SessionRef, linkTokens: readonly string[]): Promise<TokenVerdict> {
    const verdict = await this.judge(ref, { linkTokens, codeTokens: [] })
    if (verdict.outcome !== 'gone' || verdict.tooManyTries) return verdict
    const session = await this.lookAt(ref)
    return session?.deliver === 'code' ? { outcome: 'wrong', deliver: 'code' } : verdict
  }

  private async lookAt(ref: SessionRef, linkTokens: readonly string[] = []): Promise<LiveSession | null> {
    const found = await this.settings.store.look({ ...ref, linkTokens })
    const data = found && openData(found.data, ref, this.settings.keyring)
    return data && { ...found, data }
  }

  private async recordRemote(
    ref: SessionRef & { readonly leaseId: string },
    sendAttempt: number,
    sid: string,
    lifetimeMs: number,
  ): Promise<boolean> {
    const { store, keyring, server } = this.settings
    const [keys] = keyring
    const bound = { key: remoteSidTag(keys, server, sid), session: ref, lifetimeMs: lifetimeMs + boundBeyondMs }
    // One that reads like ours could be taken for ours.
    if (parseSid(sid) || !(await store.bind(bound))) return false
    await store.sent({ ...ref, sendAttempt, remote: sealSid(sid, ref, keys) })
    return true
  }

  /** The session that a `sid` of ours names, if the `client_secret` is its own and it is of one of these media. */
  private findLocal(
    { sid, clientSecret }: Credentials,
    among: readonly Medium[],
  ): { ref: SessionRef; keys: SecretKeys } | null {
    const ref = parseSid(sid)
    if (!ref) return null
    const { addressTag } = ref
    for (const keys of this.settings.keyring) {
      for (const medium of among) {
        if (isSameTag(tripleTag(keys, { medium, addressTag, clientSecret }), ref.tripleTag)) return { ref, keys }
      }
    }
    return null
  }

  private linkTokens(medium: Medium, { tripleTag }: SessionRef, token: string): string[] {
    return this.settings.keyring.map((keys) => tokenTag(keys, { deliver: 'link', medium, tripleTag, token }))
  }
}

function addressLimits(limits: AddressLimitsByName) {
  const { sendsPerAddress, sendsPerAddressAndNetwork, wrongCodesPerAddress } = limits
  return {
    ...(sendsPerAddress && { sendsPerAddress }),
    ...(sendsPerAddressAndNetwork && { sendsPerAddressAndNetwork }),
    ...(wrongCodesPerAddress && { wrongCodesPerAddress }),
  }
}
