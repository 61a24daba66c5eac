import type { Context } from './endpoints/context'
import { redeemSession, validatedThreepid, type ValidatedThreepid } from './redeem'
import { storeUnavailable } from './http/error-answer'
import { StoreUnavailableError } from './sessions/session-store'
import { canonicalAddress } from './threepids/canonical-address'
import type { Threepid } from './threepids/threepid'

/** What a host calls. Where the store is away these reject with a `MatrixError` of 503 that a host may answer as it is. */
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

  /** Ends timers and finishes sends under way, within the time that a sender has. The caller's `redis` stays open. */
  close(): Promise<void>
}

export function passwordResetMethods(context: Context, closeOwn: () => void): PasswordReset {
  const { sessions, settings, background } = context
  return {
    validated: (credentials) => storeErrorsAsAnswers(() => validatedThreepid(credentials, context)),
    redeem: (credentials, use) =>
      storeErrorsAsAnswers(() => redeemSession(credentials, (threepid) => use(threepid), context)),
    revoke: async ({ medium, address }) => {
      const canonical = canonicalAddress(medium, address)
      if (canonical === null) {
        throw new TypeError(
          "revoke: { medium: 'email' | 'msisdn', address } must be an email address or an E.164 number",
        )
      }
      const threepid = { medium, address: canonical }
      await storeErrorsAsAnswers(() => sessions.endAll(threepid))
      settings.emit({ type: 'revoked', medium, addressHash: sessions.hashOf(threepid), reason: 'host' })
    },
    close: async () => {
      const dropped = await background.drain(settings.tokens.sendLeaseMs)
      if (dropped > 0) settings.logger.warn({ dropped }, 'Closed while sends were under way: they were given up')
      closeOwn()
    },
  }
}

async function storeErrorsAsAnswers<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof StoreUnavailableError ? storeUnavailable(error) : error
  }
}
