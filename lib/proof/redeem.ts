import { setTimeout as delay } from 'node:timers/promises'
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

/** What `redeem` hands its session to; `account` is as `findByThreepid` has just answered it, undefined where nobody has the
 * address. */
type Use<T> = (threepid: ValidatedThreepid<Flow>, account: Account | undefined) => Promise<T> | T

/** One redemption: what is redeemed, and what log lines about it must not hold. */
interface Redemption {
  readonly session: ConfirmedSession
  readonly credentials: Credentials
  readonly privateValues: PrivateValues
}

/** Waits before what follows a success is tried again, while the account is held still. */
const retryDelaysMs = [1_000, 4_000] as const

/**
 * Spends a validated session on one use. Claiming is spending, so that of many callers one gets it and a crash leaves
 * nothing behind that works twice; only a throw of `use` gives it back. The claim ends every other session of the address:
 * one that somebody else asked for, too. Of one account one use is under way at a time, whichever of its addresses was
 * confirmed.
 *
 * @returns what `use` returned; null where the session proves nothing (any more), or the address has changed hands
 * @throws MatrixError 429 where another session of the account is in use
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
    // Nobody waits for this: where the store is away, the hold ends by itself.
    context.background.run(() => hold.release({ finished: false }), ignored)
    throw error
  }
  if (!claimed) {
    await hold.release({ finished: false }).catch((error: unknown) => void trouble(error, redemption, context))
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

/** With the account in hand. What is claimed here and not used stays spent: what is not certain is not tried twice. */
async function claimHeld(
  { session, credentials, privateValues }: Redemption,
  hold: HeldAccount,
  { sessions, settings }: Context,
): Promise<Claimed | undefined> {
  const { flow, medium, address, userId } = session.data
  const among = { flow, medium }
  if (session.startedAt < (hold.finishedAt ?? 0)) {
    // Begun before the account's last reset, by another of its addresses: it is ended without ending others.
    await sessions.endOwn(credentials, among)
    return undefined
  }
  const claimed = await sessions.claim(credentials, among, hold.claimId)
  if (!claimed) return undefined
  // Asked with the claim in hand, so that nothing can change between the answer and the use but by the host itself.
  const threepid = { medium, address, flow }
  const account = await settings.accounts.findByThreepid(threepid)
  privateValues.add(account?.address)
  return claimed.data.userId === userId && account?.userId === userId ? { session: claimed, account } : undefined
}

/**
 * While `findByThreepid` was waited for the lease may have run out, and the owner's own reset been finished: a use that
 * begins now would undo it.
 */
async function checkHeld(hold: HeldAccount, askedAt: number, session: ClaimedSession): Promise<void> {
  let isLost = true
  try {
    isLost = !(await isStillHeld(hold, askedAt))
  } finally {
    // Of the account's sessions that are older than a reset none is claimed again: this is for one that is not.
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

/** The caller's error is the answer, whatever becomes of this. */
async function giveBack(session: ClaimedSession, hold: HeldAccount, redemption: Redemption, context: Context) {
  try {
    await session.giveBack()
  } catch (lost) {
    context.settings.logger.error(
      describeError(lost, redemption.privateValues),
      'A session could not be given back: its person needs a new message',
    )
  }
  await hold.release({ finished: false }).catch((error: unknown) => void trouble(error, redemption, context))
}

/** The password is changed by now: what fails here must not say that it was not. It is tried again behind the answer. */
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
    background.run(() => againAndAgain(finishAll), ignored)
  }
}

async function againAndAgain(work: () => Promise<void>): Promise<void> {
  for (const wait of retryDelaysMs) {
    await delay(wait)
    const isDone = await work().then(() => true, ignored)
    if (isDone) return
  }
}

function trouble(error: unknown, { privateValues }: Redemption, { settings }: Context): void {
  reportTrouble(error, 'redeem', settings, privateValues)
}

/** It was reported already, or there is nothing to do about it. */
function ignored(): void {
  return undefined
}
