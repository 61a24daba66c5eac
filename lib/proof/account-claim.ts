import { setTimeout as delay } from 'node:timers/promises'
import { giveMeaning } from '../error-meaning'
import { MatrixError } from '../http/matrix-error'
import type { AccountHolds, HeldAccount } from '../sessions/account-holds'
import type { SessionRef } from '../sessions/session-store'
import type { Threepid } from '../threepids/threepid'

/** How long a session waits while another session of its account is in use. */
const waitMs = 2_000
const pausesMs = [50, 100, 200] as const
const longestPauseMs = 400

/** A hold lasts 30 seconds, so it survives two renewals that fail. */
const renewEveryMs = 10_000
/** A use that takes longer than this is taken to hang, and no longer keeps the account held. */
const renewForMs = 10 * 60_000

/** The wait that a client is told if the account is still in use. */
const retryAfterMs = 5_000

/**
 * Holds the account of a session for one use of it.
 *
 * @param account its user ID; the address if there is no account
 * @returns undefined if this very session is in use already
 * @throws MatrixError 429 if another session of the account is in use for longer than two seconds
 */
export async function holdAccount(
  account: string | Threepid,
  session: SessionRef,
  holds: AccountHolds,
): Promise<HeldAccount | undefined> {
  const until = performance.now() + waitMs
  for (let tries = 0; ; tries += 1) {
    const attempt = await holds.take(account, session)
    if (attempt.outcome === 'held') return attempt
    if (attempt.isSameSession) return undefined
    if (performance.now() >= until) throw accountInUse()
    await delay(pausesMs[tries] ?? longestPauseMs)
  }
}

export function accountInUse(): MatrixError {
  const message = 'Another reset of this account is under way: please try again in a moment'
  const answer = { status: 429, errcode: 'M_LIMIT_EXCEEDED', message, retryAfterMs }
  const error = new MatrixError(answer.status, answer.errcode, message, { retryAfterMs })
  giveMeaning(error, () => ({ answer, event: { type: 'limited', limit: 'account in use', retryAfterMs } }))
  return error
}

/**
 * Whether a hold still exists. The store is only asked if the hold may have expired.
 *
 * @param askedAt by `performance.now()`, before the store was asked for the hold: the process may have been stopped
 * since then
 */
export async function isStillHeld(hold: HeldAccount, askedAt: number): Promise<boolean> {
  return performance.now() - askedAt < renewEveryMs || (await hold.renew())
}

/**
 * Runs `work` and keeps the account held while this process lives, for ten minutes at most.
 *
 * @param onTrouble called if a renewal fails, or (without an error) comes too late: another session may hold the
 * account since then
 */
export async function whileHeld<T>(
  hold: HeldAccount,
  work: () => Promise<T> | T,
  onTrouble: (error?: unknown) => void,
): Promise<T> {
  const until = performance.now() + renewForMs
  const end = () => clearInterval(timer)
  const renew = async () => {
    if (performance.now() >= until) return end()
    if (await hold.renew()) return
    end()
    onTrouble()
  }
  const timer = setInterval(() => void renew().catch(onTrouble), renewEveryMs)
  timer.unref()
  try {
    return await work()
  } finally {
    end()
  }
}
