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
 * What keeps validation sessions: verbs of the domain, each one atomic step, under any number of processes. All times are
 * judged by the store's own clock. A verb that rejects (with `StoreUnavailableError`) has not acted and will not act
 * later, save one whose answer alone was lost. A call that reaches the store twice (a connection was lost after it acted)
 * has the effect of one: `leaseId` and `claimId` tell.
 *
 * A session is *live* from its start until it expires, is spent, is ended, or its address is cut (`endAll`, `claim`, `finish`,
 * `end`, `forget`). While pending it expires with its longest-living token; once validated, `validatedLifetimeMs` after that
 * moment; nothing else moves that. *Dead* is a pending session whose wrong codes reached `codeTries`.
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
   * Takes a session for validated on an identity server's word, from this moment on, and of a code gives back the one wrong
   * code that was counted before that server was asked. A session that died of that code lives again. False where it is
   * not live, or spent.
   */
  validate(request: ValidateRequest): Promise<boolean>

  /** Gives back a wrong code that was counted before an identity server was asked, which then was not reached. A session that
   * died of it lives again. */
  undoTry(request: SessionRef): Promise<void>

  /** Looks, and changes nothing but the count of `limit`. Undefined where the session is not live, or dead. */
  look(request: LookRequest): Promise<LookResult | undefined>

  /** Ends a session, or all of its address. Undefined where there is none such. */
  end(request: EndRequest): Promise<EndResult | undefined>

  /**
   * Spends a validated session: of many calls one gets it. In the same step every other session of the address that was begun
   * before this call is ended, in every flow. Undefined where there is none such that is live.
   */
  claim(request: NewClaimRequest): Promise<ClaimResult | undefined>

  /** Undoes the claim of that id for its own session, where that would still be live and the address was not cut since: it is
   * validated as it was before, and expires when it would have. False where it would not. */
  giveBack(request: ClaimRequest): Promise<boolean>

  /** The use of the claim of that id succeeded: the sessions of the address that were begun meanwhile are ended too. */
  finish(request: ClaimRequest): Promise<void>

  /** Ends every session of an address that was begun before this call. Its counters stay. */
  endAll(request: { readonly addressTag: string }): Promise<void>

  /** Ends every session of an address that was begun before this call, and deletes the address's counters. */
  forget(request: { readonly addressTag: string }): Promise<void>

  /** Takes an account for one claim, where no other holds it: a second call of the same claim renews it, and answers `busy`
   * where it has lost it. A lease that ran out holds nothing. */
  hold(request: HoldRequest): Promise<HoldResult>

  /** Ends a claim's hold on its account, if it still has it. With `rememberMs` the moment is remembered in any case. */
  release(request: ReleaseRequest): Promise<void>

  /** Counts one in each of the counters, in fixed windows. The results are in the order of the counters. */
  count(request: CountRequest): Promise<readonly CountResult[]>

  /** Gives one back, if the counter's window is still the one that ends then. */
  undoCount(request: UndoCountRequest): Promise<void>

  /** Tells whether the store can do its work: what `PasswordReset.check()` says of it. Never rejects, and answers within two
   * seconds. A store without it is not asked. */
  check?(): Promise<readonly StoreCheck[]>

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
    const words = "This server can't do that right now: please try again in a moment"
    giveMeaning(this, (privateValues) => ({
      answer: { status: 503, errcode: 'M_UNKNOWN', message: words, retryAfterMs },
      event: { type: 'store_failed', reason: errorText(this, privateValues) },
      log: { level: 'error', fields: describeError(this, privateValues), message: 'The session store is unavailable' },
    }))
  }
}
