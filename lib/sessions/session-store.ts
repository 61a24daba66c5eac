import { giveMeaning } from '../error-meaning'
import { errorText } from '../error-text'

/** How a token reaches the person: a link to click, or a short code to type. */
export type Delivery = 'link' | 'code'

/** At most `max` in each window of `windowMs` milliseconds; the window opens with the first that it counts. */
export interface Limit {
  readonly max: number
  readonly windowMs: number
}

/**
 * Where a session is kept. Both are keyed hashes, so that a store learns neither the address nor the `client_secret`.
 * All that belongs to one address (its sessions, counters and cut) is kept together, in one slot of a Redis Cluster.
 */
export interface SessionKey {
  /** Of server, purpose, medium and canonical address. */
  readonly addressTag: string
  /** Of the address tag and the `client_secret`. */
  readonly tripleTag: string
}

/** One session under its key: the same triple has one after another, each with a generation of its own. */
export interface SessionRef extends SessionKey {
  /** Random; the last part of the `sid`. A ref of another generation than the kept one names a session that is gone. */
  readonly generation: string
}

export type AddressLimitName = 'sendsPerAddressAndNetwork' | 'sendsPerAddress' | 'wrongCodesPerAddress'

export interface BeginRequest extends SessionRef {
  /** `generation` is taken only where this call starts a new session. */
  readonly sendAttempt: number
  readonly deliver: Delivery
  /** The HMAC of the token that will be sent if the outcome is `send`. */
  readonly token: string
  readonly tokenLifetimeMs: number
  /** Names this call's send, so that a call that reaches the store twice acts once. */
  readonly leaseId: string
  readonly leaseMs: number
  /** Sealed: what the session knows of person and request. Kept where the outcome is `send`. */
  readonly data: string
  /** A keyed hash of the client's network, for `sendsPerAddressAndNetwork`. */
  readonly networkTag: string
  /** An absent limit does not limit. */
  readonly limits: Readonly<Partial<Record<AddressLimitName, Limit>>>
}

export type BeginResult =
  /** The caller holds the lease and is to send; then `sent` or `failed`. */
  | { readonly outcome: 'send'; readonly generation: string }
  /** Nothing is to be sent: it was already, is being sent, or the session is validated. */
  | { readonly outcome: 'replay'; readonly generation: string; readonly deliver: Delivery }
  /** `session`: dead of wrong codes, until it expires. */
  | { readonly outcome: 'limited'; readonly limit: AddressLimitName | 'session'; readonly retryAfterMs: number }

export interface SentRequest extends SessionRef {
  readonly leaseId: string
  readonly sendAttempt: number
  /** Of a proxied session, sealed: what the identity server answered. It stays until another is given. */
  readonly remote?: string
}

export interface FailedRequest extends SessionRef {
  readonly leaseId: string
  /** The HMAC that `begin` was given. */
  readonly token: string
  readonly networkTag: string
  /** True: the provider has not taken the message, so its token is taken back and its charges are returned. False: the
   * provider may have taken it, so both stand. */
  readonly undone: boolean
}

export interface SubmitRequest extends SessionRef {
  /** HMACs of what was submitted, one for each accepted secret: as it came, for a link. */
  readonly linkTokens: readonly string[]
  /** The same, as a code (spaces and dashes left out); empty where codes are not taken (`confirm`). */
  readonly codeTokens: readonly string[]
  readonly validatedLifetimeMs: number
  /** The count of wrong codes at which a pending session is dead. */
  readonly codeTries: number
  readonly wrongCodesPerAddress?: Limit
}

export type SubmitResult =
  /** `first`: this call validated the session; false: it was validated before. */
  | { readonly outcome: 'right'; readonly data: string; readonly first: boolean }
  | { readonly outcome: 'wrong'; readonly deliver: Delivery }
  /** No live session, or none that may be judged: expired, spent, ended; or (`tooManyTries`) dead, or past the address's
   * ceiling. */
  | { readonly outcome: 'gone'; readonly tooManyTries?: true }

export interface LookRequest extends SessionRef {
  /** HMACs of a link's token, to be told whether it is good. */
  readonly linkTokens?: readonly string[]
}

export interface LookResult {
  readonly state: 'pending' | 'validated'
  readonly deliver: Delivery
  readonly data: string
  /** What `sent` was given last; null where it was given none. */
  readonly remote: string | null
  /** When the session began, in milliseconds since the epoch by the store's clock. */
  readonly startedAt: number
  /** Milliseconds since the epoch, by the store's clock; null while pending. */
  readonly validatedAt: number | null
  /** Milliseconds from now until the session expires. */
  readonly expiresInMs: number
  /** Whether one of `linkTokens` is a live link token of this session. */
  readonly tokenIsGood: boolean
}

export interface ClaimRequest extends SessionRef {
  /** Random, one for each attempt to redeem: fences `giveBack`. */
  readonly claimId: string
  /** True for a proxied session, whose proof an identity server keeps: pending ones may be claimed too. Default: false. */
  readonly pendingToo?: boolean
}

export interface ClaimResult {
  readonly data: string
  /** Null where a pending session was claimed. */
  readonly validatedAt: number | null
}

export interface ValidateRequest extends SessionRef {
  readonly validatedLifetimeMs: number
}

export interface BindRequest {
  /** A keyed hash of an identity server's `sid`. */
  readonly key: string
  /** The session that it is to name. */
  readonly session: SessionRef
  readonly lifetimeMs: number
}

export interface CountRequest {
  /** A keyed hash; counters that are not an address's own. */
  readonly key: string
  readonly windowMs: number
  /** Where given, a count that stands at `max` is not raised further, and the result says so. */
  readonly max?: number
}

export interface CountResult {
  /** Within this window, this one included where it was counted. */
  readonly count: number
  /** False where the count stood at `max` already. */
  readonly counted: boolean
  /** Milliseconds until the window ends. */
  readonly resetInMs: number
}

/**
 * What keeps validation sessions: verbs of the domain, each one atomic step, under any number of processes. All times are
 * judged by the store's own clock. A verb that rejects (with `StoreUnavailableError`) has not acted and will not act
 * later, save one whose answer alone was lost. A call that reaches the store twice (a connection was lost after it acted)
 * has the effect of one: `leaseId` and `claimId` tell.
 *
 * A session is *live* from its start until it expires, is spent, is ended, or its address is cut (`endAll`). While pending
 * it expires with its longest-living token; once validated, `validatedLifetimeMs` after that moment; nothing else moves
 * that. *Dead* is a pending session whose wrong codes reached `codeTries`.
 */
export interface SessionStore {
  /**
   * Starts a session or takes up the live one of this key, and decides whether this request is to send. In this order:
   * - validated: `replay`
   * - dead: `limited`, until it expires
   * - pending, and `sendAttempt` is not above the highest one sent, or above the one that an unexpired lease is sending:
   *   `replay`
   * - over a limit: `limited` (`wrongCodesPerAddress` where `deliver` is `code`), with the longest of the waits
   * - else `send`: the lease, the token and the data are recorded and the sends charged in the same step. The newest three
   *   links are kept, or the newest codes, of which only the newest is good; a change of `deliver` drops the earlier
   *   tokens. Wrong codes stay counted.
   * Where no session of this key is live, a new one starts, with the generation given.
   */
  begin(request: BeginRequest): Promise<BeginResult>

  /** The message was taken: `sendAttempt` is now the highest sent (unless a higher one was) and the lease ends. */
  sent(request: SentRequest): Promise<void>

  /** The message was not taken, or perhaps not: the lease ends and the same `sendAttempt` may send again. */
  failed(request: FailedRequest): Promise<void>

  /**
   * Judges a token. A code: counted for the session and the address unless it is right; not judged (`gone`) where the
   * session is dead, or pending while its address is at `wrongCodesPerAddress`. On a validated session a wrong one counts
   * and ends nothing. A link: not counted. Right: the session is validated, from the first time on.
   */
  submit(request: SubmitRequest): Promise<SubmitResult>

  /**
   * Takes a session for validated on an identity server's word, and of a code takes back the one wrong code that was counted
   * before that server was asked (links are not counted). A session that died of that code lives again. False where it is
   * not live, or spent.
   */
  validate(request: ValidateRequest): Promise<boolean>

  /** Takes back a wrong code that was counted before an identity server was asked, which then was not reached. A session that
   * died of it lives again. */
  takeBackTry(request: SessionRef): Promise<void>

  /** Looks, and changes nothing. Null where the session is not live, or dead. */
  look(request: LookRequest): Promise<LookResult | null>

  /** Ends a live session whose link token is among `linkTokens`, whatever its state. False where there is none. */
  end(request: SessionRef & { readonly linkTokens: readonly string[] }): Promise<boolean>

  /** Spends a validated session (or, with `pendingToo`, a pending one): of many calls one gets it. Null where there is none
   * such that is live. */
  claim(request: ClaimRequest): Promise<ClaimResult | null>

  /** Undoes the claim of that id, where the session would still be live: it is as it was before, and expires when it would
   * have. False where it would not. */
  giveBack(request: ClaimRequest): Promise<boolean>

  /** Ends every session of an address that was begun before this call. Its counters stay. */
  endAll(request: { readonly addressTag: string }): Promise<void>

  /** Counts one in a fixed window. */
  count(request: CountRequest): Promise<CountResult>

  /** Takes one back, in the same window. */
  uncount(request: { readonly key: string }): Promise<void>

  /** Lets an identity server's `sid` name a session. False where it names another one, live or spent; then it stays so. */
  bind(request: BindRequest): Promise<boolean>

  /** The session that an identity server's `sid` names, or null. */
  find(request: { readonly key: string }): Promise<SessionRef | null>

  /** Ends what the store itself started (timers). The caller's Redis client stays as it is. */
  close(): void
}

/** What a client is asked to wait while the store is away. */
const retryAfterMs = 5_000

/** The store could not do what was asked: it can't be reached, did not answer in time, or is full. Answered with 503. */
export class StoreUnavailableError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StoreUnavailableError'
    const words = 'This server cannot reset passwords right now: please try again in a moment'
    giveMeaning(this, () => ({
      answer: { status: 503, errcode: 'M_UNKNOWN', message: words, retryAfterMs },
      event: { type: 'store_failed', reason: errorText(this) },
      log: { level: 'error', fields: { error: errorText(this) }, message: 'The session store is unavailable' },
    }))
  }
}
