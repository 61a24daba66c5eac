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
  /** Of server, medium and canonical address: the same in every flow, since limits by address are shared by all flows. */
  readonly addressTag: string
  /** Of the address tag, the flow, the `client_secret`, and who sends. */
  readonly tripleTag: string
}

/** One session under its key: the same triple has one after another, each with a generation of its own. */
export interface SessionRef extends SessionKey {
  /** Random; the last part of the `sid`. A ref of another generation than the kept one names a session that is gone. */
  readonly generation: string
}

/** The limits that are kept with an address's sessions, in the same atomic step. */
export type AddressLimitName = 'sendsPerAddressAndNetwork' | 'sendsPerAddress' | 'wrongCodesPerAddress'

/** What `begin` is given: somebody asked for a token. */
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
  /** True: a session that was ended by anything but its own redeem is answered `replay` until it would have expired, so that
   * nobody learns that it was ended. Default: false: a new session starts. */
  readonly concealsEnds?: boolean
}

/** What `begin` answers: whether this call is to send. */
export type BeginResult =
  /** The caller holds the lease and is to send; then `sent` or `failed`. */
  | {
      readonly outcome: 'send'
      readonly generation: string
      /** What `sent` was given last, where this is a resend of a proxied session. */
      readonly upstream?: string
    }
  /** Nothing is to be sent: it was already, is being sent, or the session is validated (or ended, where that is concealed). */
  | { readonly outcome: 'replay'; readonly generation: string; readonly deliver: Delivery }
  /** `session`: dead of wrong codes, until it expires. */
  | { readonly outcome: 'limited'; readonly limit: AddressLimitName | 'session'; readonly retryAfterMs: number }

/** What `sent` is given: a send that `begin` allowed succeeded. */
export interface SentRequest extends SessionRef {
  readonly leaseId: string
  readonly sendAttempt: number
  /** Of a proxied session, sealed: what names it at the identity server. It stays until another is given. */
  readonly upstream?: string
}

/** What `failed` is given: a send that `begin` allowed did not succeed. */
export interface FailedRequest extends SessionRef {
  readonly leaseId: string
  /** The HMAC that `begin` was given. */
  readonly token: string
  readonly networkTag: string
  /** True: the message was certainly not handed over, so its token goes and its charges are given back. False: it may have
   * been, so both stay. */
  readonly undone: boolean
}

/** What `submit` is given: somebody brought a token. */
export interface SubmitRequest extends SessionRef {
  /** HMACs of what was submitted, one for each accepted secret: as it came, for a link. */
  readonly linkTokens: readonly string[]
  /** HMACs of what was submitted as a code, one for each accepted secret; empty where codes are not taken (`confirm`) or nothing that could be a code came: then nothing is
   * judged and nothing is counted. */
  readonly codeTokens: readonly string[]
  readonly validatedLifetimeMs: number
  /** The count of wrong codes at which a pending session is dead. */
  readonly codeTries: number
  readonly wrongCodesPerAddress?: Limit
}

/** What `submit` answers: whether the token is right. */
export type SubmitResult =
  /** `first`: this call validated the session; false: it was validated before. */
  | { readonly outcome: 'right'; readonly data: string; readonly first: boolean }
  /** `counted`: a code was judged and counted; false for a link, and for what could be no code. */
  | { readonly outcome: 'wrong'; readonly deliver: Delivery; readonly counted: boolean }
  /** No live session, or none that may be judged: expired, spent, ended; or (`tooManyTries`) dead, or past the address's
   * ceiling, for that many milliseconds. */
  | { readonly outcome: 'gone'; readonly tooManyTries?: { readonly retryAfterMs: number } }

/** What `look` is given. */
export interface LookRequest extends SessionRef {
  /** HMACs of a link's token, to be told whether it is good. */
  readonly linkTokens?: readonly string[]
  /** Counts this look where the session is live (polls of `/account/password`); past it the result says how long to wait. */
  readonly limit?: Limit
  /** True: a spent session is found too, until it expires, unless its address was cut since. Default: false. */
  readonly spentToo?: boolean
}

/** What `look` answers: a live session. */
export interface LookResult {
  readonly state: 'pending' | 'validated' | 'spent'
  readonly deliver: Delivery
  readonly data: string
  /** What `sent` was given last; absent where it was given none. */
  readonly upstream?: string
  /** When the session began, in milliseconds since the epoch by the store's clock. */
  readonly startedAt: number
  /** Milliseconds since the epoch, by the store's clock; absent while pending. */
  readonly validatedAt?: number
  /** Milliseconds from now until the session expires. */
  readonly expiresInMs: number
  /** Whether one of `linkTokens` is a live link token of this session. */
  readonly tokenIsGood: boolean
  /** Present where the request's `limit` is reached: how long to wait. */
  readonly retryAfterMs?: number
}

/** What `end` is given. */
export interface EndRequest extends SessionRef {
  /** Where given, one of them must be a live link token of the session. Absent: the caller has made sure in another way. */
  readonly linkTokens?: readonly string[]
  /**
   * `session`: ends this one, pending or validated.
   * `address`: ends every session of the address that was begun before this call; this one may be spent too, while its use
   * is unfinished. No claim of the address that is unfinished is given back after it.
   */
  readonly scope: 'session' | 'address'
}

/** What `end` answers. */
export type EndResult =
  /** `isInUse`: the session was claimed, and its use has not finished (or its process died): what it was claimed for may have
   * happened. */
  { readonly isInUse: boolean }

/** What `giveBack` and `finish` are given, and part of what `claim` is. */
export interface ClaimRequest extends SessionRef {
  /** Random, one for each attempt to redeem: fences `giveBack` and `finish`. */
  readonly claimId: string
}

/** What `claim` answers: the session that this call has spent. */
export interface ClaimResult {
  readonly data: string
  /** When the session began, and when it was validated: milliseconds since the epoch by the store's clock. */
  readonly startedAt: number
  readonly validatedAt: number
}

/** A claim as it begins; `giveBack` and `finish` name it by the `claimId` alone. */
export interface NewClaimRequest extends ClaimRequest {
  /** A session that was begun longer ago than that is not claimed: how long a finished use of its account must be remembered. */
  readonly maxAgeMs: number
}

/** What `validate` is given. */
export interface ValidateRequest extends SessionRef {
  readonly validatedLifetimeMs: number
}

/** What `hold` is given: a claim wants its account for itself. */
export interface HoldRequest {
  /** A keyed hash of the account (its user ID, or without one its address): a key, and a slot, of its own. */
  readonly accountTag: string
  readonly claimId: string
  /** Names the session whose claim this is, to tell the same one in other hands from another. */
  readonly sessionTag: string
  readonly leaseMs: number
}

/** What `hold` answers. */
export type HoldResult =
  /** `finishedAt`: when the account's last reset was finished, in milliseconds since the epoch by the store's clock, as long as
   * that is remembered. */
  | { readonly outcome: 'held'; readonly finishedAt?: number }
  /** Another claim of the account is unfinished. */
  | { readonly outcome: 'busy'; readonly isSameSession: boolean }

/** What `release` is given: a claim is done with its account. */
export interface ReleaseRequest {
  readonly accountTag: string
  readonly claimId: string
  /** Where the use succeeded: for how long the moment is remembered. Absent: it failed, or there was none. */
  readonly rememberMs?: number
}

/** What `count` is given: counters that are not an address's own. */
export interface CountRequest {
  /** A keyed hash of what they count, or of whose they are. */
  readonly key: string
  /** They are counted in this order, up to the first that stands at its `max`: that one is not raised, nor are those behind it. */
  readonly counters: readonly CounterRequest[]
}

/** One of the counters of a key. */
export interface CounterRequest {
  /** Tells it from the others of its key. */
  readonly name: string
  readonly windowMs: number
  /** Where given, a count that stands at `max` is not raised further, and the result says so. */
  readonly max?: number
}

/** What `count` answers of each counter. */
export interface CountResult {
  /** Within this window, this one included where it was counted. */
  readonly count: number
  /** False where the count stood at `max` already, or that of one before it did. */
  readonly counted: boolean
  /** Milliseconds until the window ends. */
  readonly resetInMs: number
  /** By the store's clock, in milliseconds since the epoch: names the window, for `undoCount`. */
  readonly windowEndsAt: number
}

/** What `undoCount` is given. */
export interface UndoCountRequest {
  readonly key: string
  readonly name: string
  /** As `count` answered it. */
  readonly windowEndsAt: number
}
