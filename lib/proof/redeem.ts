import { tryAgain } from '../background'
import type { Context } from '../context'
import { reportTrouble } from '../error-answer'
import { describeError } from '../error-text'
import type { Account } from '../options/options'
import type { PrivateValues } from '../private-values'
import type { HeldAccount } from '../sessions/account-holds'
import type { ClaimedSession, Credentials } from '../sessions/validation-session'
import type { Flow } from '../threepids/flow'
import { accountInUse, holdAccount, isStillHeld, whileHeld } from './account-claim'
import { type ConfirmedSession, threepidOf, type ValidatedThreepid } from './validated-threepid'

/**
 * The function that uses a confirmed session. `account` is what `findByThreepid` has just answered; undefined if nobody
 * has the address.
 */
type Use<T> = (threepid: ValidatedThreepid<Flow>, account: Account | undefined) => Promise<T> | T

/** A session that is being redeemed, and the values that no log line about this may contain. */
interface Redemption {
  readonly session: ConfirmedSession
  readonly credentials: Credentials
  readonly privateValues: PrivateValues
}

/**
 * Uses a confirmed session. It is marked as used when it is claimed, before `use` is called: so only one of many
 * callers gets it, and after a crash it can't be used again. Only if `use` throws can the session be redeemed again.
 * The claim ends every other session of the address, including those that somebody else asked for. Only one use per
 * account runs at a time, whichever of its addresses was confirmed.
 *
 * @returns what `use` returned; null if the session confirms nothing (any more), or the address has another owner now
 * @throws MatrixError 429 while another session of the account is in use
 */
export async function redeemSession<T>(redemption: Redemption, use: Use<T>, context: Context): Promise<T | null> {
  const { session, privateValues } = redemption
  const { address, userId, medium } = session.data
  privateValues.add(address, userId)
  const askedAt = performance.now()
  const hold = await holdAccount(userId ?? { medium, address }, session.ref, context.holds)
  if (!hold) return null
  let claimed: Claimed | undefined
  try {
    claimed = await claimHeld(redemption, hold, context)
    if (claimed) await checkHeld(hold, askedAt, claimed.session)
  } catch (error) {
    // Nobody waits for this.
    context.background.run(() => hold.abandon(), ignored)
    throw error
  }
  if (!claimed) {
    await release(hold, redemption, context)
    return null
  }
  const result = await useOrGiveBack(use, claimed, hold, redemption, context)
  context.settings.emit({ type: 'redeemed', medium, addressHash: context.sessions.hashOf(session.data) })
  await finish(claimed.session, hold, redemption, context)
  return result
}

interface Claimed {
  readonly session: ClaimedSession
  readonly account: Account | undefined
}

/**
 * Claims the session while the account is held. A session that was claimed here and not used stays used up: it is not
 * certain what happened, so it is not tried twice.
 */
async function claimHeld(
  { session, credentials, privateValues }: Redemption,
  hold: HeldAccount,
  { sessions, settings }: Context,
): Promise<Claimed | undefined> {
  const { flow, medium, address, userId } = session.data
  const filter = { flow, medium }
  if (session.startedAt < (hold.finishedAt ?? 0)) {
    // This session was begun before the account's last reset, which another address confirmed. Only this session is
    // ended.
    await sessions.endOwn(credentials, filter)
    return undefined
  }
  const claimed = await sessions.claim(credentials, filter, hold.claimId)
  if (!claimed) return undefined
  // Asked after the claim: only the host itself can change the answer before the use.
  const threepid = { medium, address, flow }
  const account = await settings.accounts.findByThreepid(threepid)
  privateValues.add(account?.address)
  return claimed.data.userId === userId && account?.userId === userId ? { session: claimed, account } : undefined
}

/**
 * The hold may have expired while `findByThreepid` was waited for, and the owner's own reset may have finished: a use
 * that begins now would undo that reset.
 */
async function checkHeld(hold: HeldAccount, askedAt: number, session: ClaimedSession): Promise<void> {
  let isLost = true
  try {
    isLost = !(await isStillHeld(hold, askedAt))
  } finally {
    // If the account had a later reset, this session can't be claimed again. Otherwise it can, so it is given back.
    if (isLost) await session.giveBack().catch(() => false)
  }
  if (isLost) throw accountInUse()
}

async function useOrGiveBack<T>(
  use: Use<T>,
  claimed: Claimed,
  hold: HeldAccount,
  redemption: Redemption,
  context: Context,
): Promise<T> {
  const threepid = threepidOf(redemption.session)
  const onTrouble = (error?: unknown) => {
    if (error !== undefined) return trouble(error, redemption, context)
    context.settings.logger.warn({}, 'A use took so long without a word of the store that another may have begun')
  }
  try {
    return await whileHeld(hold, () => use(threepid, claimed.account), onTrouble)
  } catch (error) {
    await giveBack(claimed.session, hold, redemption, context)
    throw error
  }
}

/** The caller's error is the answer, even if this fails. */
async function giveBack(session: ClaimedSession, hold: HeldAccount, redemption: Redemption, context: Context) {
  try {
    await session.giveBack()
  } catch (lost) {
    context.settings.logger.error(
      describeError(lost, redemption.privateValues),
      'A session could not be given back: its person needs a new message',
    )
  }
  await release(hold, redemption, context)
}

/** After a use that did not happen. A failure changes nothing about the answer. */
async function release(hold: HeldAccount, redemption: Redemption, context: Context): Promise<void> {
  try {
    await hold.release({ finished: false })
  } catch (error) {
    trouble(error, redemption, context)
    context.background.run(() => hold.abandon(), ignored)
  }
}

/** The password has been changed: a failure here must not say that it was not. It is tried again after the answer. */
async function finish(session: ClaimedSession, hold: HeldAccount, redemption: Redemption, context: Context) {
  const { sessions, settings, background } = context
  const { data } = redemption.session
  const finishAll = async () => {
    const steps = await Promise.allSettled([session.finish(), hold.release({ finished: true })])
    const failed = steps.find((step) => step.status === 'rejected')
    if (failed) throw failed.reason
    settings.emit({ type: 'revoked', medium: data.medium, addressHash: sessions.hashOf(data), reason: 'redeemed' })
  }
  try {
    await finishAll()
  } catch (error) {
    const fields = describeError(error, redemption.privateValues)
    settings.logger.error(fields, 'The sessions that were begun meanwhile could not be ended: they expire')
    // The account is held meanwhile.
    background.run(() => tryAgain(finishAll), ignored)
  }
}

function trouble(error: unknown, { privateValues }: Redemption, { settings }: Context): void {
  reportTrouble(error, 'redeem', settings, privateValues)
}

/** For errors that were already reported, or that nobody can do anything about. */
function ignored(): void {
  return undefined
}
