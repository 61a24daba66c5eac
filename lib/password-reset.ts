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

/**
 * The functions that a host calls. They reject with a `MatrixError` that the host may pass on to its client: 503 if the
 * store can't be reached, 502 if the identity server of a session can't be.
 */
export interface PasswordReset {
  /**
   * Looks up whether credentials confirm an address, and uses nothing up.
   *
   * @param credentials a client's `threepid_creds` as they came; malformed ones confirm nothing
   * @param options.flow what the token was asked for; a flow that is not served confirms nothing. Default: `'password'`
   * @returns the confirmed address; null if there is none
   * @throws TypeError if the flow is unknown
   * @example
   * const confirmed = await passwordReset.validated(request.body.auth.threepid_creds)
   * if (!confirmed) throw new MatrixError(401, 'M_UNAUTHORIZED', 'The address is not confirmed')
   */
  validated<F extends Flow = 'password'>(
    credentials: unknown,
    options?: FlowOptions<F>,
  ): Promise<ValidatedThreepid<F> | null>

  /**
   * Runs `use` for a confirmed session, and for one caller only. If `use` succeeds, the session is used up and all
   * other sessions of its address end. If `use` throws, its error is thrown on and the session can be redeemed again.
   *
   * Before `use` is called, `accounts.findByThreepid` is asked again and must answer the same `userId` (in `register`
   * and `3pid`: null); otherwise the session is used up without calling `use`. Only one use per account runs at a time,
   * and a session is refused if it was begun before the account's last use finished.
   *
   * @param credentials a client's `threepid_creds` as they came
   * @param options.flow what the token was asked for. Default: `'password'`
   * @returns what `use` returned; null if the session is unknown, not confirmed, used up or in use
   * @throws MatrixError 429 while another session of the account is in use; this session can be redeemed later
   * @throws TypeError if the flow is unknown
   * @example
   * await passwordReset.redeem(threepidCreds, ({ userId }) => setPassword(userId, newPassword))
   */
  redeem<T, F extends Flow = 'password'>(
    credentials: unknown,
    use: (threepid: ValidatedThreepid<F>) => Promise<T> | T,
    options?: FlowOptions<F>,
  ): Promise<T | null>

  /**
   * Ends every session of an address: because it was removed from its account, say. Does nothing for an address that no
   * message can be sent to.
   *
   * @throws TypeError if the argument has another shape
   */
  revoke(threepid: Threepid): Promise<void>

  /**
   * For support: makes an address usable again that is over its own limits (sends, wrong codes). Deletes the counters
   * of the address, and ends its sessions. The counters of number prefixes, countries and networks stay. An attacker
   * who guesses codes for this address can then make all the wrong guesses that a day allows once more.
   *
   * @throws TypeError if the argument has another shape
   */
  unblock(threepid: Threepid): Promise<void>

  /**
   * Checks everything that can be checked without sending: the store (writing, reading, its clock, whether it evicts
   * keys), and each sender that has `verify`. Takes 8 s at most and never rejects. Calls at the same moment share one
   * check, and its result is kept for 10 s. Every `detail` may be shown to anybody.
   *
   * @example
   * app.get('/ready', async (request, response) => {
   *   const parts = await passwordReset.check()
   *   response.status(parts.every(({ ok }) => ok) ? 200 : 503).json(parts)
   * })
   */
  check(): Promise<readonly PartCheck[]>

  /** Stops timers and waits for sends under way, as long as a sender may take. The host's `redis` stays open. */
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
    // An address that no message can be sent to has no session.
    if (!threepid) return
    await asAnswers(call, [argument.address, threepid.address], () => work(threepid), settings)
    const addressHash = sessions.hashOf(threepid)
    settings.emit({ type: 'revoked', medium: threepid.medium, addressHash, reason: 'host' })
  }
  return {
    validated: async <F extends Flow>(credentials: unknown, options: FlowOptions<F> = {}) => {
      const flow = checkedFlow('validated', options)
      const proof = await asAnswers('validated', credentials, () => proofOf(credentials, flow, context), settings)
      // A session of the flow `F` has an answer of the type for `F`.
      return proof ? threepidOf(proof.session) : null
    },
    redeem: async <T, F extends Flow>(
      credentials: unknown,
      use: (threepid: ValidatedThreepid<F>) => Promise<T> | T,
      options: FlowOptions<F> = {},
    ) => {
      const flow = checkedFlow('redeem', options)
      const work = async (privateValues: PrivateValues) => {
        const proof = await proofOf(credentials, flow, context)
        if (!proof) return null
        return redeemSession({ ...proof, privateValues }, (threepid) => use(threepid as ValidatedThreepid<F>), context)
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
async function proofOf(value: unknown, flow: Flow, context: Context) {
  const credentials = takeCredentials(value)
  const session = credentials && (await context.sessions.look(credentials, { flow }))
  const confirmed = session && (await confirmedSession(session, context))
  return confirmed && credentials && { session: confirmed, credentials }
}

function checkedFlow(call: string, { flow = 'password' }: FlowOptions<Flow>): Flow {
  if (!flows.includes(flow)) throw new TypeError(`${call}: \`flow\` must be one of '${flows.join("', '")}'`)
  return flow
}

/** The canonical form; undefined if no message can be sent to the address. */
function checkedThreepid(call: string, { medium, address }: Threepid): Threepid | undefined {
  if ((medium !== 'email' && medium !== 'msisdn') || typeof address !== 'string')
    throw new TypeError(`${call}: its argument must be { medium: 'email' or 'msisdn', address: a string }`)
  const canonical = canonicalAddress(medium, address)
  return canonical === undefined ? undefined : { medium, address: canonical }
}

/**
 * Runs `work`; errors are logged and reported as for requests, and thrown in a form that the host can pass on to its
 * client.
 */
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
