import { createCheck, type PartCheck } from './check'
import type { Context } from './context'
import { forHost, reportTrouble } from './error-answer'
import type { Settings } from './options/settings'
import { PrivateValues } from './private-values'
import { redeemSession, validatedThreepid, type ValidatedThreepid } from './proof/redeem'
import { canonicalAddress } from './threepids/canonical-address'
import type { Threepid } from './threepids/threepid'

/** What a host calls. These reject with a `MatrixError` that a host may answer as it is: 503 where the store is away, 502 where
 * a session's identity server is. */
export interface PasswordReset {
  /**
   * Looks whether credentials prove an address, and spends nothing.
   *
   * @param credentials a client's `threepid_creds` as they came; malformed ones prove nothing
   */
  validated(credentials: unknown): Promise<ValidatedThreepid | null>

  /**
   * Spends a validated session: of many callers one gets to `use`. If it throws the session is given back, and the error
   * is thrown on; if it returns, every other session of the address ends. `accounts.findByThreepid` is asked once more
   * first, and must answer the same `userId`.
   *
   * @returns what `use` returned; null for a session that is not validated, is spent, or is in another's hands
   */
  redeem<T>(credentials: unknown, use: (threepid: ValidatedThreepid) => Promise<T> | T): Promise<T | null>

  /**
   * Ends every session of an address: it was removed from its account, say. One that no message can be sent to has none.
   *
   * @throws TypeError where the argument is not of that shape
   */
  revoke(threepid: Threepid): Promise<void>

  /**
   * Tries what can be tried without sending: the store (writing, reading, its clock, whether it evicts), and each sender that
   * has `verify`. Takes at most 8 s and never rejects; calls at the same moment share one run, and within 10 s the answer is
   * the same. A `detail` may be shown to anybody.
   *
   * @example
   * app.get('/ready', async (request, response) => {
   *   const parts = await passwordReset.check()
   *   response.status(parts.every(({ ok }) => ok) ? 200 : 503).json(parts)
   * })
   */
  check(): Promise<readonly PartCheck[]>

  /** Ends timers and finishes sends under way, within the time that a sender has. The caller's `redis` stays open. */
  close(): Promise<void>
}

export function passwordResetMethods(context: Context, closeOwn: () => void): PasswordReset {
  const { sessions, settings, background } = context
  return {
    validated: (credentials) =>
      asAnswers(
        'validated',
        credentials,
        async () => (await validatedThreepid(credentials, context)) ?? null,
        settings,
      ),
    redeem: (credentials, use) =>
      asAnswers(
        'redeem',
        credentials,
        (privateValues) => redeemSession(credentials, (threepid) => use(threepid), context, privateValues),
        settings,
      ),
    revoke: async ({ medium, address }) => {
      if ((medium !== 'email' && medium !== 'msisdn') || typeof address !== 'string')
        throw new TypeError("revoke: its argument must be { medium: 'email' or 'msisdn', address: a string }")
      const canonical = canonicalAddress(medium, address)
      // What no message can be sent to has no session.
      if (canonical === undefined) return
      const threepid = { medium, address: canonical }
      await asAnswers('revoke', [address, canonical], () => sessions.endAll(threepid), settings)
      settings.emit({ type: 'revoked', medium, addressHash: sessions.hashOf(threepid), reason: 'host' })
    },
    check: createCheck(settings),
    close: async () => {
      const dropped = await background.drain(settings.tokens.sendLeaseMs)
      if (dropped > 0) settings.logger.warn({ dropped }, 'Closed while sends were under way: they were given up')
      closeOwn()
    },
  }
}

/** What a host can answer as it is; and log and listener are told, as they are where the package answers by itself. */
async function asAnswers<T>(
  call: string,
  input: unknown,
  work: (privateValues: PrivateValues) => Promise<T>,
  settings: Settings,
): Promise<T> {
  const privateValues = new PrivateValues()
  privateValues.add(input)
  try {
    return await work(privateValues)
  } catch (error) {
    reportTrouble(error, call, settings, privateValues)
    throw forHost(error)
  }
}
