import { giveMeaning } from '../error-meaning'
import { describeError, errorText } from '../error-text'
import type { StoreCheck } from './store-check'
import type {
  BeginRequest,
  BeginResult,
  ClaimRequest,
  ClaimResult,
  CountRequest,
  CountResult,
  EndRequest,
  EndResult,
  FailedRequest,
  HoldRequest,
  HoldResult,
  LookRequest,
  LookResult,
  NewClaimRequest,
  ReleaseRequest,
  SentRequest,
  SessionRef,
  SubmitRequest,
  SubmitResult,
  UndoCountRequest,
  ValidateRequest,
} from './session-verbs'

export type * from './session-verbs'

/**
 * Stores validation sessions. Its methods are verbs of the domain; each is one atomic step, however many processes
 * there are. All times are by the store's own clock. If a verb rejects (with `StoreUnavailableError`) it has not acted
 * and will not act later, unless only its answer was lost. A call that reaches the store twice (because a connection
 * was lost after it acted) has the effect of one: `leaseId` and `claimId` show that it is the same call.
 *
 * A session is *live* from its start until it expires, is spent, is ended, or its address is cut. To *cut* an address
 * is to end all its sessions that have begun so far (`endAll`, `claim`, `finish`, `end`, `forget`). A pending session
 * expires with its longest-living token; once validated, `validatedLifetimeMs` after that moment. Nothing else changes
 * its expiry. A *dead* session is a pending one whose wrong codes reached `codeTries`.
 */
export interface SessionStore {
  /**
   * Starts a session of this key, or continues the live one, and decides whether this request sends a message. The first
   * case that applies gives the outcome:
   * - The session is dead: `limited` until it expires. With `concealsEnds` this holds even if its address was cut since.
   * - The session has ended other than by its own redeem, and `concealsEnds` is true: `replay` until it would have expired.
   * - The session is validated: `replay`.
   * - The session is pending, and this `sendAttempt` was sent before or is being sent under an unexpired lease: `replay`. So
   *   is a lower `sendAttempt`.
   * - A limit is reached: `limited`, with the longest wait. `wrongCodesPerAddress` applies only if `deliver` is `code`.
   * - Otherwise: `send`. In the same step the lease, the token and the data are stored and the sends are charged.
   *
   * The newest three tokens are kept. Of codes only the newest is right, of links all three. If `deliver` changes, the
   * earlier tokens are dropped. The count of wrong codes stays. If no session of this key is live, a new one starts, with
   * the given generation.
   */
  begin(request: BeginRequest): Promise<BeginResult>

  /**
   * The provider took the message: `sendAttempt` is now the highest sent (unless a higher one was), and the lease ends.
   */
  sent(request: SentRequest): Promise<void>

  /**
   * The provider did not take the message, or may not have: the lease ends, and the same `sendAttempt` may send again.
   */
  failed(request: FailedRequest): Promise<void>

  /**
   * Judges a token. The first right token validates the session.
   * - A wrong code is counted for the session and for the address. On a validated session it is counted but has no effect.
   * - No code is judged (`gone`) if the session is dead, or if it is pending and its address has reached
   *   `wrongCodesPerAddress`.
   * - A wrong link is not counted, because nobody can guess one.
   */
  submit(request: SubmitRequest): Promise<SubmitResult>

  /**
   * Marks a session as validated because an identity server says so. If it is by code, one wrong code was counted before
   * that server was asked: this is taken back, and a session that died of it lives again. False if the session is not
   * live, or spent.
   */
  validate(request: ValidateRequest): Promise<boolean>

  /**
   * Takes back the wrong code that was counted before an identity server was asked, because that server was not reached.
   * A session that died of it lives again.
   */
  undoTry(request: SessionRef): Promise<void>

  /**
   * Looks at a session, and changes nothing but the count of `limit`. Undefined if the session is not live, or dead.
   */
  look(request: LookRequest): Promise<LookResult | undefined>

  /** Ends a session, or all sessions of its address. Undefined if there is no such session. */
  end(request: EndRequest): Promise<EndResult | undefined>

  /**
   * Spends a validated session: only one of many calls gets it. In the same step every other session of the address
   * that was begun before this call is ended, in every flow. Undefined if there is no such live session.
   */
  claim(request: NewClaimRequest): Promise<ClaimResult | undefined>

  /**
   * Undoes a claim, if its session would still be live and the address was not cut since: the session is validated as
   * before, with the same expiry. False otherwise.
   */
  giveBack(request: ClaimRequest): Promise<boolean>

  /** The use of a claim succeeded: sessions of the address that were begun meanwhile are ended too. */
  finish(request: ClaimRequest): Promise<void>

  /** Ends every session of an address that was begun before this call. Its counters stay. */
  endAll(request: { readonly addressTag: string }): Promise<void>

  /** Ends every session of an address that was begun before this call, and deletes the address's counters. */
  forget(request: { readonly addressTag: string }): Promise<void>

  /**
   * Holds an account for one claim, if no other claim holds it. A second call of the same claim renews the hold, and
   * answers `busy` if it was lost. An expired lease holds nothing.
   */
  hold(request: HoldRequest): Promise<HoldResult>

  /**
   * Ends a claim's hold on its account, if it still has it. With `rememberMs` the store remembers that a use of the
   * account finished now, even if the hold was lost.
   */
  release(request: ReleaseRequest): Promise<void>

  /** Counts one in each of the counters, in fixed windows. The results are in the order of the counters. */
  count(request: CountRequest): Promise<readonly CountResult[]>

  /** Gives back one that was counted, if the window that ends at that time is still open. */
  undoCount(request: UndoCountRequest): Promise<void>

  /**
   * Checks whether the store works, for `PasswordReset.check()`. Never rejects, and answers within two seconds.
   * Optional.
   */
  check?(): Promise<readonly StoreCheck[]>

  /** Stops the store's own timers. The host's Redis client stays as it is. */
  close(): void
}

/** The wait that clients are told if the store is unavailable. */
const retryAfterMs = 5_000

/** The store can't be reached, did not answer in time, or is full. Answered 503. */
export class StoreUnavailableError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'StoreUnavailableError'
    const words = "This server can't do that right now: please try again in a moment"
    giveMeaning(this, (privateValues) => ({
      answer: { status: 503, errcode: 'M_UNKNOWN', message: words, retryAfterMs },
      event: { type: 'store_failed', reason: errorText(this, privateValues) },
      log: { level: 'error', fields: describeError(this, privateValues), message: 'The session store is unavailable' },
    }))
  }
}
