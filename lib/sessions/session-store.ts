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
 * A session is *live* from its start until it expires, is spent, is ended, or its address is cut (`endAll`, `claim`,
 * `finish`, `end`, `forget`). While pending it expires with its longest-living token; once validated,
 * `validatedLifetimeMs` after that moment. Nothing else changes its expiry. A *dead* session is a pending one whose
 * wrong codes reached `codeTries`.
 */
export interface SessionStore {
  /**
   * Starts a session or takes up the live one of this key, and decides whether this request is to send. In this order:
   * - dead: `limited`, until it expires; with `concealsEnds` also where its address was cut since
   * - ended by anything but its own redeem, and `concealsEnds`: `replay`, until it would have expired
   * - validated: `replay`
   * - pending, and `sendAttempt` is not above the highest one sent, or above the one that an unexpired lease is sending:
   *   `replay`
   * - over a limit: `limited` (`wrongCodesPerAddress` where `deliver` is `code`), with the longest of the waits
   * - else `send`: the lease, the token and the data are recorded and the sends charged in the same step. The newest three
   *   links are kept, or the newest codes, of which only the newest is good; a change of `deliver` drops the earlier
   *   tokens. Wrong codes stay counted.
   * Where no session of this key is live, a new one starts, with the generation given.
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
   * Judges a token. A code: counted for the session and the address unless it is right; not judged (`gone`) where the
   * session is dead, or pending while its address is at `wrongCodesPerAddress`. On a validated session a wrong one counts
   * and ends nothing. A link: not counted. Right: the session is validated, from the first time on.
   */
  submit(request: SubmitRequest): Promise<SubmitResult>

  /**
   * Marks a session as validated because an identity server says so. For a code, takes back the wrong code that was
   * counted before that server was asked; a session that died of it lives again. False if the session is not live, or
   * spent.
   */
  validate(request: ValidateRequest): Promise<boolean>

  /**
   * Takes back a wrong code that was counted before an identity server was asked, if the server was not reached. A
   * session that died of it lives again.
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

  /** Ends a claim's hold on its account, if it still has it. With `rememberMs` the time is remembered in any case. */
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
