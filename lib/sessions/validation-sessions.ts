import type { Medium, Threepid } from '../threepids/threepid'
import { linkTokenLength, newCode, newId, newLinkToken, type SecretKeys } from './secrets'
import { addressLimits, maxAgeMs } from './session-bounds'
import {
  openData,
  openUpstream,
  type ResetPageOrigin,
  sealData,
  sealUpstream,
  type SessionData,
  type Upstream,
} from './session-data'
import type { ClaimRequest, EndResult, LookRequest, SessionKey, SessionRef } from './session-store'
import { SessionFinder } from './session-finder'
import { parseSid, sidOf } from './sid'
import { TokenJudge } from './token-judge'
import { addressTag, resetPageSecret, stopToken, tokenTag, tripleTag, upstreamClientSecret } from './tags'
import { codeAsTyped, tokenAsTyped } from './typed-code'
import type {
  SessionFilter,
  ClaimedSession,
  Credentials,
  LiveSession,
  MessageSession,
  ProxiedSession,
  SealedSession,
  SendUnderWay,
  TokenRequest,
  TokenRequestResult,
  TokenVerdict,
  ValidationSessionsSettings,
} from './validation-session'

/**
 * The validation sessions of one server, in terms of addresses, tokens and `client_secret`s; the `SessionStore` holds only
 * keyed hashes and sealed data. A session belongs to one server, flow, medium, canonical address and `client_secret`, and
 * to one sender: this homeserver or an identity server. Its `sid` is made of keyed hashes of these, so a `client_secret`
 * can be checked without the store. (For a proxied session the name of the identity server is read from the store first.)
 */
export class ValidationSessions {
  /** A session that was begun longer ago can't be claimed. Otherwise resends could keep a session alive for ever. */
  readonly maxAgeMs: number

  private readonly finder: SessionFinder
  private readonly limits: ReturnType<typeof addressLimits>
  private readonly tokens: TokenJudge

  constructor(private readonly settings: ValidationSessionsSettings) {
    this.maxAgeMs = maxAgeMs(settings.tokens)
    this.finder = new SessionFinder(settings)
    this.limits = addressLimits(settings.limits)
    this.tokens = new TokenJudge(settings)
  }

  /** Starts or continues the session of this address and `client_secret`, and decides whether this request sends. */
  async request(request: TokenRequest): Promise<TokenRequestResult> {
    const { store, keyring, tokens } = this.settings
    const [keys] = keyring
    const { data, sendAttempt, deliver, networkTag, concealsEnds = false } = request
    const key = this.keyFor(request, keys)
    const token = deliver === 'code' ? newCode(tokens.codeDigits) : newLinkToken()
    // For a decoy or a proxied session this homeserver sends no token. What is stored is the hash of a random one that
    // nobody gets, so that not even a guessed code is right.
    const rightToken = data.isDecoy || data.proxy ? newLinkToken() : token
    const hash = tokenTag(keys, { deliver, medium: data.medium, tripleTag: key.tripleTag, token: rightToken })
    const common = { ...key, leaseId: newId(), networkTag }
    const begun = await store.begin({
      ...common,
      generation: newId(),
      sendAttempt,
      deliver,
      token: hash,
      tokenLifetimeMs: deliver === 'code' ? tokens.codeLifetimeMs : tokens.linkLifetimeMs,
      leaseMs: tokens.sendLeaseMs,
      data: sealData(data, key, keys),
      limits: this.limits,
      concealsEnds,
    })
    if (begun.outcome === 'limited') return begun
    const ref = { ...key, generation: begun.generation }
    const sid = sidOf(ref)
    if (begun.outcome === 'replay') return { outcome: 'replay', sid, ref, deliver: begun.deliver }
    const upstream = begun.upstream === undefined ? undefined : openUpstream(begun.upstream, ref, keyring)
    return {
      outcome: 'send',
      sid,
      ref,
      token,
      stopToken: stopToken(keys, data.medium, ref),
      upstreamClientSecret: data.proxy ? upstreamClientSecret(keys, ref) : '',
      ...(upstream && { upstream }),
      send: this.sendUnderWay({ ...common, generation: begun.generation }, hash, sendAttempt),
    }
  }

  /**
   * Judges a token that came with a `client_secret`: the token of a link, or a code. Not for a proxied session.
   *
   * @param options.codes false if no code is to be judged or counted. Default: true
   */
  submit(
    medium: Medium,
    credentials: Credentials,
    token: string,
    { codes = true }: { readonly codes?: boolean } = {},
  ): Promise<TokenVerdict> {
    const found = this.finder.local(credentials, { medium })
    if (!found) return Promise.resolve({ outcome: 'gone' })
    const { ref, keys } = found
    const parts = { medium, tripleTag: ref.tripleTag }
    const code = codes ? codeAsTyped(token) : undefined
    const link = tokenAsTyped(token)
    // A text of another length is no link token. Its hash is not computed, because that takes half of the time of this.
    const linkTokens =
      link.length === linkTokenLength ? [tokenTag(keys, { deliver: 'link', ...parts, token: link })] : []
    const codeTokens = code === undefined ? [] : [tokenTag(keys, { deliver: 'code', ...parts, token: code })]
    return this.tokens.judge(ref, { linkTokens, codeTokens }, keys)
  }

  /** Judges the token of an emailed link, which comes without a `client_secret`. A code is never right here. */
  async confirm(medium: Medium, sid: string, token: string): Promise<TokenVerdict> {
    const ref = parseSid(sid)
    if (!ref) return { outcome: 'gone' }
    const linkTokens = this.finder.linkTokens(medium, ref, token)
    const verdict = await this.tokens.judge(ref, { linkTokens, codeTokens: [] })
    return verdict.outcome === 'wrong' && verdict.deliver === 'code' ? { outcome: 'gone' } : verdict
  }

  /** Counts a code before an identity server is asked about it. `gone` if no more codes may be judged. */
  async countTry({ ref, deliver }: LiveSession): Promise<Extract<TokenVerdict, { outcome: 'gone' }> | undefined> {
    if (deliver === 'link') return undefined
    const verdict = await this.tokens.judge(ref, { linkTokens: [], codeTokens: [newLinkToken()] })
    return verdict.outcome === 'gone' ? verdict : undefined
  }

  /** Takes back the count of `countTry`, because the identity server was not reached. */
  async undoTry({ ref, deliver }: LiveSession): Promise<void> {
    if (deliver === 'code') await this.settings.store.undoTry(ref)
  }

  /** Records that an identity server has confirmed the address. False if the session has ended meanwhile. */
  async validate({ ref }: LiveSession): Promise<boolean> {
    const { store, tokens } = this.settings
    return store.validate({ ...ref, validatedLifetimeMs: tokens.validatedLifetimeMs })
  }

  /** Looks at the session that a client names, and counts the look if there is a `limit`. Over it, the result has
   * `retryAfterMs`. */
  async look(
    credentials: Credentials,
    { limit, ...filter }: SessionFilter & Pick<LookRequest, 'limit'> = {},
  ): Promise<LiveSession | undefined> {
    const ref = this.finder.local(credentials, filter)?.ref
    return ref
      ? this.finder.lookAt(ref, limit ? { limit } : {})
      : this.finder.countedProxied(credentials, filter, limit)
  }

  /** Like `look`, for a client that polls until the session is confirmed. */
  async poll(
    credentials: Credentials,
    { limit, ...filter }: SessionFilter & Pick<LookRequest, 'limit'>,
  ): Promise<LiveSession | SealedSession | undefined> {
    const ref = this.finder.local(credentials, filter)?.ref
    return ref ? this.finder.pollAt(ref, limit) : this.finder.countedProxied(credentials, filter, limit)
  }

  /** The session that a client's credentials name, if it is proxied. For other sessions the store is not asked, because their
   * `sid` shows that they are not proxied. */
  async lookProxied(credentials: Credentials, filter: SessionFilter = {}): Promise<ProxiedSession | undefined> {
    return this.finder.local(credentials, filter) ? undefined : this.finder.proxied(credentials, filter)
  }

  /** Looks at a session that the caller has just made, so no secret is checked. */
  async lookByRef(ref: SessionRef): Promise<LiveSession | undefined> {
    return this.finder.lookAt(ref)
  }

  /** Looks at the session of a message's token, and changes nothing. Also finds a session whose use has not finished.
   * Undefined if there is none. */
  async lookByMessage(medium: Medium, sid: string, token: string): Promise<MessageSession | undefined> {
    const ref = parseSid(sid)
    if (!ref) return undefined
    const isStop = this.finder.isStopToken(medium, ref, token)
    const linkTokens = isStop ? {} : { linkTokens: this.finder.linkTokens(medium, ref, token) }
    const session = await this.finder.lookAt(ref, { spentToo: true, ...linkTokens })
    if (!session) return undefined
    return { token: isStop ? 'stop' : session.tokenIsGood ? 'link' : 'none', session }
  }

  /** Ends every session of the address ("This was not me"), by a token from a message. Undefined if the token may not do that,
   * or if there is no such session. */
  async endByMessage(medium: Medium, sid: string, token: string): Promise<EndResult | undefined> {
    const ref = parseSid(sid)
    if (!ref) return undefined
    const bySecret = this.finder.isStopToken(medium, ref, token)
      ? {}
      : { linkTokens: this.finder.linkTokens(medium, ref, token) }
    return this.settings.store.end({ ...ref, ...bySecret, scope: 'address' })
  }

  /**
   * Ends this one session ("Stop this request" on the page of a code), and not the others of its address, because whoever
   * asked can open that page. False if there is no such session.
   */
  async endOwn(credentials: Credentials, filter: SessionFilter = {}): Promise<boolean> {
    const ref = await this.finder.find(credentials, filter)
    return ref !== undefined && (await this.settings.store.end({ ...ref, scope: 'session' })) !== undefined
  }

  /** A new `client_secret` for a session of a reset page, and the seed from which it can be made again. */
  newResetPageSecret(): { readonly seed: string; readonly clientSecret: string } {
    const seed = newId()
    return { seed, clientSecret: resetPageSecret(this.settings.keyring[0], seed) }
  }

  /** The credentials of a session that was begun on a reset page. Undefined if no accepted secret gives them. */
  resetPageCredentials(sid: string, { seed }: ResetPageOrigin): Credentials | undefined {
    const all = this.settings.keyring.map((keys) => ({ sid, clientSecret: resetPageSecret(keys, seed) }))
    return all.find((credentials) => this.finder.local(credentials, { flow: 'password' }))
  }

  /** Spends a validated session and ends the others of its address. Of several callers only one gets the session. */
  async claim(
    credentials: Credentials,
    filter: SessionFilter = {},
    claimId = newId(),
  ): Promise<ClaimedSession | undefined> {
    const { store, keyring } = this.settings
    const ref = await this.finder.find(credentials, filter)
    if (!ref) return undefined
    const claim = { ...ref, claimId }
    const claimed = await store.claim({ ...claim, maxAgeMs: this.maxAgeMs })
    const opened = claimed && openData(claimed.data, ref, keyring)
    if (!claimed || !opened) return undefined
    const { startedAt, validatedAt } = claimed
    await this.endUnderOthers(opened.data, claim)
    return {
      data: opened.data,
      startedAt,
      validatedAt,
      giveBack: () => store.giveBack(claim),
      finish: async () => {
        await Promise.all([store.finish(claim), this.endOthers(opened.data, ref)])
      },
    }
  }

  /** Ends every session of an address, under all accepted secrets. */
  async endAll(threepid: Threepid): Promise<void> {
    await Promise.all(this.finder.addressTags(threepid).map((tag) => this.settings.store.endAll({ addressTag: tag })))
  }

  /** Ends every session of an address and deletes its counters, under all accepted secrets. */
  async forget(threepid: Threepid): Promise<void> {
    await Promise.all(this.finder.addressTags(threepid).map((tag) => this.settings.store.forget({ addressTag: tag })))
  }

  /** The hash of an address, for events. It is keyed, so nobody can find the address from it. */
  hashOf({ medium, address }: Threepid): string {
    return this.settings.keyring[0].tag('event', this.settings.server, medium, address)
  }

  /** Ends the address's sessions under the other secrets: the claim ends only those under its own, which share its key. */
  private async endUnderOthers(data: SessionData, claim: ClaimRequest): Promise<void> {
    try {
      await this.endOthers(data, claim)
    } catch (error) {
      await this.settings.store.giveBack(claim).catch(() => false)
      throw error
    }
  }

  private async endOthers(threepid: Threepid, { addressTag: own }: SessionKey): Promise<void> {
    const others = this.finder.addressTags(threepid).filter((tag) => tag !== own)
    await Promise.all(others.map((tag) => this.settings.store.endAll({ addressTag: tag })))
  }

  private keyFor({ data, clientSecret }: TokenRequest, keys: SecretKeys): SessionKey {
    const { flow, medium, proxy } = data
    const ofAddress = addressTag(keys, this.settings.server, data)
    const parts = { flow, medium, addressTag: ofAddress, clientSecret, idServer: proxy?.idServer }
    return { addressTag: ofAddress, tripleTag: tripleTag(keys, parts) }
  }

  private sendUnderWay(
    ref: SessionRef & { readonly leaseId: string; readonly networkTag: string },
    token: string,
    sendAttempt: number,
  ): SendUnderWay {
    const { store, keyring } = this.settings
    const sealed = (upstream: Upstream | undefined) => upstream && { upstream: sealUpstream(upstream, ref, keyring[0]) }
    return {
      sent: (upstream) => store.sent({ ...ref, sendAttempt, ...sealed(upstream) }),
      failed: (undone) => store.failed({ ...ref, token, undone }),
    }
  }
}
