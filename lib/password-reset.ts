import { createCheck, type PartCheck } from './check'
import type { Context } from './context'
import { forHost, reportTrouble } from './error-answer'
import type { Settings } from './options/settings'
import { PrivateValues } from './private-values'
import { takeCredentials } from './proof/credentials'
import { redeemSession } from './proof/redeem'
import { confirmedSession, threepidOf, type ValidatedThreepid } from './proof/validated-threepid'
import { canonicalAddress } from './threepids/canonical-address'
import { type Flow, flows } from './threepids/flow'
import type { Threepid } from './threepids/threepid'

/** What a host calls. These reject with a `MatrixError` that a host may answer as it is: 503 where the store is away, 502 where
 * a session's identity server is. */
export interface PasswordReset {
  /**
   * Looks whether credentials prove an address, and spends nothing.
   *
   * @param credentials a client's `threepid_creds` as they came; malformed ones prove nothing
   * @param options.flow what the token was asked for; a flow that is not served proves nothing. Default: `'password'`
   * @throws TypeError where the flow is none
   */
  validated<F extends Flow = 'password'>(
    credentials: unknown,
    options?: FlowOptions<F>,
  ): Promise<ValidatedThreepid<F> | null>

  /**
   * Spends a validated session: of many callers one gets to `use`. In the same step every other session of the address ends. If
   * `use` throws, the session is given back, and the error is thrown on. Before it `accounts.findByThreepid` is asked once more,
   * and must answer the same `userId` (in `register` and `3pid`: null); else the session stays spent. Of one account one use is
   * under way at a time, and no session is redeemed that was begun before the account's last redeemed one was done.
   *
   * @param credentials a client's `threepid_creds` as they came
   * @param options.flow what the token was asked for. Default: `'password'`
   * @returns what `use` returned; null for a session that is not validated, is spent, or is in another's hands
   * @throws MatrixError 429 where another session of the account is in use; this one stays good
   * @throws TypeError where the flow is none
   * @example
   * await passwordReset.redeem(threepidCreds, ({ userId }) => setPassword(userId, newPassword))
   */
  redeem<T, F extends Flow = 'password'>(
    credentials: unknown,
    use: (threepid: ValidatedThreepid<F>) => Promise<T> | T,
    options?: FlowOptions<F>,
  ): Promise<T | null>

  /**
   * Ends every session of an address: it was removed from its account, say. One that no message can be sent to has none.
   *
   * @throws TypeError where the argument is not of that shape
   */
  revoke(threepid: Threepid): Promise<void>

  /**
   * For support: lets an address that is over its own limits (sends, wrong codes) be used again. Deletes what is counted for it,
   * and ends its sessions. What is counted for number prefixes, countries and networks stays. Whoever guesses at the address
   * begins anew with the wrong codes that a day allows.
   *
   * @throws TypeError where the argument is not of that shape
   */
  unblock(threepid: Threepid): Promise<void>

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

interface FlowOptions<F extends Flow> {
  readonly flow?: F | undefined
}

export function passwordResetMethods(context: Context, closeOwn: () => void): PasswordReset {
  const { sessions, settings, background } = context
  const endAll = async (
    call: 'revoke' | 'unblock',
    argument: Threepid,
    work: (threepid: Threepid) => Promise<void>,
  ) => {
    const threepid = checkedThreepid(call, argument)
    // What no message can be sent to has no session.
    if (!threepid) return
    await asAnswers(call, [argument.address, threepid.address], () => work(threepid), settings)
    const addressHash = sessions.hashOf(threepid)
    settings.emit({ type: 'revoked', medium: threepid.medium, addressHash, reason: 'host' })
  }
  return {
    validated: async <F extends Flow>(credentials: unknown, options: FlowOptions<F> = {}) => {
      const flow = checkedFlow('validated', options)
      const proved = await asAnswers('validated', credentials, () => named(credentials, flow, context), settings)
      // The session is of that flow, and so is what it says.
      return proved ? threepidOf(proved.session) : null
    },
    redeem: async <T, F extends Flow>(
      credentials: unknown,
      use: (threepid: ValidatedThreepid<F>) => Promise<T> | T,
      options: FlowOptions<F> = {},
    ) => {
      const flow = checkedFlow('redeem', options)
      const work = async (privateValues: PrivateValues) => {
        const proved = await named(credentials, flow, context)
        if (!proved) return null
        return redeemSession({ ...proved, privateValues }, (threepid) => use(threepid as ValidatedThreepid<F>), context)
      }
      return asAnswers('redeem', credentials, work, settings)
    },
    revoke: (threepid) => endAll('revoke', threepid, (canonical) => sessions.endAll(canonical)),
    unblock: (threepid) => endAll('unblock', threepid, (canonical) => sessions.forget(canonical)),
    check: createCheck(settings),
    close: async () => {
      const dropped = await background.drain(settings.tokens.sendLeaseMs)
      if (dropped > 0) settings.logger.warn({ dropped }, 'Closed while sends were under way: they were given up')
      closeOwn()
    },
  }
}

/** The confirmed session that a host's credentials name. */
async function named(value: unknown, flow: Flow, context: Context) {
  const credentials = takeCredentials(value)
  const session = credentials && (await context.sessions.look(credentials, { flow }))
  const confirmed = session && (await confirmedSession(session, context))
  return confirmed && credentials && { session: confirmed, credentials }
}

function checkedFlow(call: string, { flow = 'password' }: FlowOptions<Flow>): Flow {
  if (!flows.includes(flow)) throw new TypeError(`${call}: \`flow\` must be one of '${flows.join("', '")}'`)
  return flow
}

/** Undefined for what is no address. */
function checkedThreepid(call: string, { medium, address }: Threepid): Threepid | undefined {
  if ((medium !== 'email' && medium !== 'msisdn') || typeof address !== 'string')
    throw new TypeError(`${call}: its argument must be { medium: 'email' or 'msisdn', address: a string }`)
  const canonical = canonicalAddress(medium, address)
  return canonical === undefined ? undefined : { medium, address: canonical }
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
