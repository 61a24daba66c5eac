import type { Context } from '../context'
import { describeError } from '../error-text'
import type { Account } from '../options/options'
import type { PrivateValues } from '../private-values'
import type { LiveSession } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import { takeCredentials, type ThreepidCredentials } from './credentials'
import { validatedAt } from './proxied-proof'

/** An address that somebody has proved, and the account that it belonged to when they asked. */
export interface ValidatedThreepid {
  readonly medium: Medium
  /** Canonical. */
  readonly address: string
  readonly userId: string
  /** Milliseconds since the epoch. */
  readonly validatedAt: number
}

/** What `redeem` hands its session to; `account` is as `findByThreepid` has just answered it. */
type Use<T> = (threepid: ValidatedThreepid, account: Account) => Promise<T> | T

/** The address that these credentials prove, or undefined. Looks, and spends nothing. */
export async function validatedThreepid(
  credentials: unknown,
  context: Context,
): Promise<ValidatedThreepid | undefined> {
  const named = takeCredentials(credentials)
  const session = named && (await context.sessions.look(named))
  return session ? provedBy(session, context) : undefined
}

/** The same for a session that was looked at already. */
export async function provedBy(session: LiveSession, context: Context): Promise<ValidatedThreepid | undefined> {
  const { medium, address, userId } = session.data
  const at = userId === undefined ? undefined : await validatedAt(session, context)
  return userId === undefined || at === undefined ? undefined : { medium, address, userId, validatedAt: at }
}

/**
 * Spends a validated session on one use. Claiming is spending, so that of many callers one gets it and a crash leaves
 * nothing behind that works twice; only a throw of `use` gives it back. A success ends every other session of the address:
 * one that somebody else asked for, too.
 *
 * @returns what `use` returned; null where these credentials prove nothing (any more), or the address has changed hands
 */
export async function redeemSession<T>(
  credentials: unknown,
  use: Use<T>,
  context: Context,
  privateValues: PrivateValues,
): Promise<T | null> {
  const named = takeCredentials(credentials)
  const threepid = await validatedThreepid(credentials, context)
  return named && threepid ? redeemProved(threepid, named, use, context, privateValues) : null
}

/** The same for an address that `provedBy` has just found proved. */
export async function redeemProved<T>(
  threepid: ValidatedThreepid,
  credentials: ThreepidCredentials,
  use: Use<T>,
  context: Context,
  privateValues: PrivateValues,
): Promise<T | null> {
  privateValues.add(threepid.address, threepid.userId)
  const account = await context.settings.accounts.findByThreepid({ ...threepidOf(threepid), flow: 'password' })
  privateValues.add(account?.address)
  if (!account || account.userId !== threepid.userId) return null
  // Between the look and here it may have been spent, or be another's: the claim alone says whose it is now.
  const claimed = await context.sessions.claim(credentials)
  if (claimed?.data.userId !== account.userId) return null

  const result = await useOrGiveBack(() => use(threepid, account), claimed.giveBack, context, privateValues)
  context.settings.emit({ type: 'redeemed', medium: threepid.medium, addressHash: context.sessions.hashOf(threepid) })
  await endOthers(threepid, claimed.finish, context, privateValues)
  return result
}

async function useOrGiveBack<T>(
  use: () => Promise<T> | T,
  giveBack: () => Promise<boolean>,
  { settings }: Context,
  privateValues: PrivateValues,
): Promise<T> {
  try {
    return await use()
  } catch (error) {
    try {
      await giveBack()
    } catch (lost) {
      settings.logger.error(
        describeError(lost, privateValues),
        'A session could not be given back: its person needs a new message',
      )
    }
    throw error
  }
}

/** The password is changed by now: what fails here must not say that it was not. */
async function endOthers(
  threepid: ValidatedThreepid,
  finish: () => Promise<void>,
  { sessions, settings }: Context,
  privateValues: PrivateValues,
): Promise<void> {
  try {
    await finish()
    const { medium } = threepid
    settings.emit({ type: 'revoked', medium, addressHash: sessions.hashOf(threepid), reason: 'redeemed' })
  } catch (error) {
    settings.logger.error(
      describeError(error, privateValues),
      'The sessions that were begun meanwhile could not be ended: they expire',
    )
  }
}

function threepidOf({ medium, address }: ValidatedThreepid) {
  return { medium, address }
}
