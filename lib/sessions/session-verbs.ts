/** How a token reaches the person: a link to click, or a short code to type. */
export type Delivery = 'link' | 'code'

/** At most `max` in each window of `windowMs` milliseconds. A window opens with the first thing that it counts. */
export interface Limit {
  readonly max: number
  readonly windowMs: number
}

/**
 * The place of a session. Both parts are keyed hashes, so that a store learns neither the address nor the
 * `client_secret`. Everything of one address (its sessions, counters and cut) is stored together, in one slot of a
 * Redis Cluster.
 */
export interface SessionKey {
  /**
   * A hash of server, medium and canonical address. It is the same in every flow, because all flows share the limits of
   * an address.
   */
  readonly addressTag: string
  /** A hash of the address tag, the flow, the `client_secret`, and who sends. All that together is called a triple. */
  readonly tripleTag: string
}

/** One session under its key. A triple may have several sessions one after another, each with its own generation. */
export interface SessionRef extends SessionKey {
  /**
   * Random, and the last part of the `sid`. If the stored session has another generation, the one that is named is
   * gone.
   */
  readonly generation: string
}

/** The limits that are kept with an address's sessions, in the same atomic step. */
export type AddressLimitName = 'sendsPerAddressAndNetwork' | 'sendsPerAddress' | 'wrongCodesPerAddress'

/** The argument of `begin`: somebody asked for a token. Its `generation` is only used if this call starts a new session. */
export interface BeginRequest extends SessionRef {
  readonly sendAttempt: number
  readonly deliver: Delivery
  /** The HMAC of the token that will be sent if the outcome is `send`. */
  readonly token: string
  readonly tokenLifetimeMs: number
  /** Names this call's send, so that a call that reaches the store twice has the effect of one. */
  readonly leaseId: string
  readonly leaseMs: number
  /** The sealed data of the session. Stored if the outcome is `send`. */
  readonly data: string
  /** A keyed hash of the client's network, for `sendsPerAddressAndNetwork`. */
  readonly networkTag: string
  /** Limits that are absent don't apply. */
  readonly limits: Readonly<Partial<Record<AddressLimitName, Limit>>>
  /**
   * Whether a session that was ended by anything but its own redeem is answered `replay` until it would have expired,
   * so that nobody learns that it was ended. Otherwise a new session starts.
   * @default false
   */
  readonly concealsEnds?: boolean
}

/** The result of `begin`: whether this call shall send. */
export type BeginResult =
  /** The caller has the lease and sends; then it calls `sent` or `failed`. */
  | {
      readonly outcome: 'send'
      readonly generation: string
      /** The value that `sent` got last, if this is a resend of a proxied session. */
      readonly upstream?: string
    }
  /**
   * Nothing is sent: it was sent already, is being sent, or the session is validated (or ended, if that is concealed).
   */
  | { readonly outcome: 'replay'; readonly generation: string; readonly deliver: Delivery }
  /** `session`: the session is dead of wrong codes, until it expires. */
  | { readonly outcome: 'limited'; readonly limit: AddressLimitName | 'session'; readonly retryAfterMs: number }

/** The argument of `sent`: a send that `begin` allowed succeeded. */
export interface SentRequest extends SessionRef {
  readonly leaseId: string
  readonly sendAttempt: number
  /** Of a proxied session: its sealed names at the identity server. Kept until another value comes. */
  readonly upstream?: string
}

/** The argument of `failed`: a send that `begin` allowed did not succeed. */
export interface FailedRequest extends SessionRef {
  readonly leaseId: string
  /** The HMAC that `begin` got. */
  readonly token: string
  readonly networkTag: string
  /**
   * Whether the message was certainly not handed over. If so, its token is removed and its charges are given back;
   * otherwise both stay.
   */
  readonly undone: boolean
}

/** The argument of `submit`: somebody submitted a token. */
export interface SubmitRequest extends SessionRef {
  /** HMACs of the submitted text as it came, for a link: one for each accepted secret. */
  readonly linkTokens: readonly string[]
  /**
   * HMACs of the submitted text as a code, one for each accepted secret. Empty if codes are not taken (`confirm`), or
   * if the text can't be a code: then no code is judged or counted.
   */
  readonly codeTokens: readonly string[]
  readonly validatedLifetimeMs: number
  /** The number of wrong codes that makes a pending session dead. */
  readonly codeTries: number
  readonly wrongCodesPerAddress?: Limit
}

/** The result of `submit`: whether the token is right. */
export type SubmitResult =
  /** `first`: whether this call validated the session, and no earlier one. */
  | { readonly outcome: 'right'; readonly data: string; readonly first: boolean }
  /** `counted`: whether a code was judged and counted; false for a link, and for a text that can't be a code. */
  | { readonly outcome: 'wrong'; readonly deliver: Delivery; readonly counted: boolean }
  /**
   * There is no live session that may be judged: it is expired, spent or ended; or (`tooManyTries`) it is dead, or its
   * address is over its limit, for this many milliseconds.
   */
  | { readonly outcome: 'gone'; readonly tooManyTries?: { readonly retryAfterMs: number } }

/** The argument of `look`. */
export interface LookRequest extends SessionRef {
  /** HMACs of a link's token: the result says whether it is valid. */
  readonly linkTokens?: readonly string[]
  /**
   * Counts this look if the session is live (polls of `/account/password`). Over the limit the result says how long to
   * wait.
   */
  readonly limit?: Limit
  /** Whether a spent session is found too, until it expires, unless its address was cut since. @default false */
  readonly spentToo?: boolean
}

/** The result of `look`: a live session. */
export interface LookResult {
  readonly state: 'pending' | 'validated' | 'spent'
  readonly deliver: Delivery
  readonly data: string
  /** The value that `sent` got last; absent if it got none. */
  readonly upstream?: string
  /** When the session began, in milliseconds since the epoch by the store's clock. */
  readonly startedAt: number
  /** Milliseconds since the epoch, by the store's clock; absent while pending. */
  readonly validatedAt?: number
  /** Milliseconds from now until the session expires. */
  readonly expiresInMs: number
  /** Whether one of `linkTokens` is a live link token of this session. */
  readonly tokenIsGood: boolean
  /** Present if the request's `limit` is reached: how long to wait. */
  readonly retryAfterMs?: number
}

/** The argument of `end`. */
export interface EndRequest extends SessionRef {
  /**
   * If present, one of these must be a live link token of the session. Absent: the caller has checked in another way.
   */
  readonly linkTokens?: readonly string[]
  /**
   * `session`: ends this session, pending or validated. `address`: ends every session of the address that was begun
   * before this call; the named session may also be spent, while its use is unfinished. After this no unfinished claim
   * of the address can be given back.
   */
  readonly scope: 'session' | 'address'
}

/** The result of `end`. */
export type EndResult =
  /**
   * `isInUse`: whether the session was claimed and its use has not finished (or its process died): the password may
   * have been changed, say.
   */
  { readonly isInUse: boolean }

/** The argument of `giveBack` and `finish`, and a part of that of `claim`. */
export interface ClaimRequest extends SessionRef {
  /** Random, one for each attempt to redeem: `giveBack` and `finish` only act for this claim. */
  readonly claimId: string
}

/** The result of `claim`: the session that this call has spent. */
export interface ClaimResult {
  readonly data: string
  /** When the session began, and when it was validated: milliseconds since the epoch by the store's clock. */
  readonly startedAt: number
  readonly validatedAt: number
}

/** The argument of `claim`. */
export interface NewClaimRequest extends ClaimRequest {
  /**
   * A session that was begun longer ago than this is not claimed. A finished use of its account must be remembered for
   * as long.
   */
  readonly maxAgeMs: number
}

/** The argument of `validate`. */
export interface ValidateRequest extends SessionRef {
  readonly validatedLifetimeMs: number
}

/** The argument of `hold`: a claim wants to have its account alone. */
export interface HoldRequest {
  /** A keyed hash of the account (its user ID, or its address if there is none): with a key and a slot of its own. */
  readonly accountTag: string
  readonly claimId: string
  /** Names the session of this claim, to tell whether another claim is of the same session. */
  readonly sessionTag: string
  readonly leaseMs: number
}

/** The result of `hold`. */
export type HoldResult =
  /**
   * `finishedAt`: when the account's last use finished, in milliseconds since the epoch by the store's clock, while
   * that is remembered.
   */
  | { readonly outcome: 'held'; readonly finishedAt?: number }
  /** Another claim of the account is unfinished. */
  | { readonly outcome: 'busy'; readonly isSameSession: boolean }

/** The argument of `release`: a claim no longer needs its account. */
export interface ReleaseRequest {
  readonly accountTag: string
  readonly claimId: string
  /** If the use succeeded: how long it is remembered when that was. Absent if the use failed, or did not begin. */
  readonly rememberMs?: number
}

/** The argument of `count`: counters that don't belong to an address. */
export interface CountRequest {
  /** A keyed hash of what the counters count, or of whose they are. */
  readonly key: string
  /**
   * The counters are raised in this order, up to the first that has reached its `max`: that one and those after it are
   * not raised.
   */
  readonly counters: readonly CounterRequest[]
}

/** One of the counters of a key. */
export interface CounterRequest {
  /** Tells the counter from others under its key. */
  readonly name: string
  readonly windowMs: number
  /** If present, a count of `max` is not raised further, and the result says so. */
  readonly max?: number
}

/** The result of `count` for each counter. */
export interface CountResult {
  /** The count in this window, with this one if it was counted. */
  readonly count: number
  /** False if the count was at `max` already, or that of an earlier counter was. */
  readonly counted: boolean
  /** Milliseconds until the window ends. */
  readonly resetInMs: number
  /** When the window ends, in milliseconds since the epoch by the store's clock: names the window for `undoCount`. */
  readonly windowEndsAt: number
}

/** The argument of `undoCount`. */
export interface UndoCountRequest {
  readonly key: string
  readonly name: string
  /** The value that `count` answered. */
  readonly windowEndsAt: number
}
