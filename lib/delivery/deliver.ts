import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import type { Context } from '../context'
import { reportTrouble } from '../error-answer'
import { describeError } from '../error-text'
import { MatrixError } from '../http/matrix-error'
import type { Asked } from '../messages/message'
import { confirmUrl } from '../options/urls'
import type { PrivateValues } from '../private-values'
import { withDeadline } from '../senders/deadline'
import { SendError } from '../senders/sender'
import type { Delivery } from '../sessions/session-store'
import type { SendUnderWay } from '../sessions/validation-session'
import type { Threepid } from '../threepids/threepid'
import type { Uncharge } from './sms-limits'

/** One message with a token in it, from the session's `begin` on. */
export interface TokenDelivery {
  /** Canonical: for events. */
  readonly threepid: Threepid
  /** Who is written to, at the address that the account stores; undefined for nobody, where that is to be concealed. */
  readonly account: { readonly userId: string; readonly address: string } | undefined
  readonly deliver: Delivery
  readonly sid: string
  readonly token: string
  readonly asked: Asked
  readonly language: string
  readonly send: SendUnderWay
  readonly uncharge: Uncharge
  /** When the send must be over, by `performance.now()`: counted from before its lease, so that a process that stood still in
   * between sends no more. */
  readonly until: number
  /** Of the request: what log lines about the send must not hold. */
  readonly privateValues: PrivateValues
}

/** Waits before the second and third try of a send that nobody waits for. */
const retryDelaysMs = [1_000, 4_000]

/** How long a sender might have taken: nobody's send is recorded after that, so that the record is no sooner than a real one
 * and the next request is no slower for it. */
const nobodysSendMs = (): number => 50 + Math.random() * 250

/** Sends that may be waiting for another try; past it they are tried once. */
const maxRetrying = 1_000

/**
 * Sends, and waits for the provider's word.
 *
 * @throws MatrixError 502 where the provider has not taken the message; the same `send_attempt` may then be tried again
 */
export async function deliverNow(delivery: TokenDelivery, context: Context): Promise<void> {
  try {
    await attempt(delivery, context)
  } catch (error) {
    const undone = !isTimeout(error)
    report(error, delivery, false, context)
    await takeBack(delivery, undone, context)
    const [errcode, what] =
      delivery.threepid.medium === 'email'
        ? (['M_EMAIL_SEND_ERROR', 'email'] as const)
        : (['M_SEND_ERROR', 'message'] as const)
    // A provider that refused for good will do so in a moment too.
    const isLasting = error instanceof SendError && error.failure === 'refused'
    throw new MatrixError(
      502,
      errcode,
      `The ${what} could not be sent${isLasting ? '' : ': please try again in a moment'}`,
    )
  }
  // The person's answer does not wait for the record: until it is there, the lease keeps the send from being repeated.
  recordSent(delivery, context)
}

/**
 * Sends after the request was answered, so that neither time nor errors tell whether anybody has the address. The same is
 * done for nobody, save the sending. A send that fails for good counts as sent: an attempt that could be repeated without
 * being charged would tell.
 */
export function deliverConcealed(delivery: TokenDelivery, context: Context): void {
  context.background.run(
    async () => {
      // The answer goes out first: what a sender does before its first wait must not delay it.
      await nextTurn()
      await attemptWithRetries(delivery, context)
      if (delivery.account === undefined) await delay(nobodysSendMs())
      await delivery.send.sent()
    },
    (error) => reportUnrecorded(error, delivery, context),
  )
}

async function attemptWithRetries(delivery: TokenDelivery, context: Context): Promise<void> {
  const delays = context.background.size <= maxRetrying ? retryDelaysMs : []
  for (const wait of [...delays, undefined]) {
    try {
      await attempt(delivery, context)
      return
    } catch (error) {
      const goesOn = wait !== undefined && isWorthRetrying(error) && performance.now() + wait < delivery.until
      report(error, delivery, goesOn, context)
      if (!goesOn) return
      await delay(wait)
    }
  }
}

async function attempt(delivery: TokenDelivery, context: Context): Promise<void> {
  const { account, threepid, deliver } = delivery
  const send = compose(delivery, context)
  if (account === undefined) return
  const timeMs = Math.floor(delivery.until - performance.now())
  if (timeMs <= 0) throw new SendError('unavailable', 'it is too late to send: another process may have')
  await withDeadline(timeMs, send)
  const addressHash = context.sessions.hashOf(threepid)
  context.settings.emit({ type: 'token_sent', medium: threepid.medium, addressHash, deliver, via: 'local' })
}

/** Puts the message together; for nobody too, so that it takes the same time. */
function compose({ account, threepid, deliver, sid, token, asked, language }: TokenDelivery, context: Context) {
  const { settings } = context
  const { medium } = threepid
  const userId = account?.userId ?? '@nobody:example.org'
  const expiresInMs = deliver === 'code' ? settings.tokens.codeLifetimeMs : settings.tokens.linkLifetimeMs
  const values = { language, flow: 'password' as const, userId, expiresInMs, asked }
  const link = () => ({ ...values, link: confirmUrl(medium, { sid, token }, settings) })
  const code = () => ({ ...values, code: token })
  const to = account?.address ?? ''
  if (medium === 'email') {
    const content = deliver === 'code' ? settings.messages.emailCode(code()) : settings.messages.emailLink(link())
    return async () => settings.email?.sender.send({ to, ...content })
  }
  const content = deliver === 'code' ? settings.messages.smsCode(code()) : settings.messages.smsLink(link())
  return async () => settings.sms?.sender.send({ to, ...content })
}

/** What can't be taken back is charged, and its lease ends by itself: the answer is the provider's, not the store's. */
async function takeBack(
  { send, uncharge, privateValues }: TokenDelivery,
  undone: boolean,
  { settings }: Context,
): Promise<void> {
  try {
    await send.failed(undone)
    if (undone) await uncharge()
  } catch (error) {
    reportTrouble(error, 'send', settings, privateValues)
  }
}

function recordSent(delivery: TokenDelivery, context: Context): void {
  context.background.run(delivery.send.sent, (error) => reportUnrecorded(error, delivery, context))
}

/** The message is out; it may go out once more, after its lease. */
function reportUnrecorded(error: unknown, { privateValues }: TokenDelivery, { settings }: Context): void {
  reportTrouble(error, 'send', settings, privateValues)
  const fields = describeError(error, privateValues)
  settings.logger.error(fields, 'A send could not be recorded: it may be repeated after its lease')
}

function report(
  error: unknown,
  { threepid, privateValues }: TokenDelivery,
  willRetry: boolean,
  { settings, sessions }: Context,
): void {
  const reason = error instanceof SendError ? error.failure : 'unavailable'
  const { medium } = threepid
  settings.logger.error({ medium, willRetry, ...describeError(error, privateValues) }, 'A message could not be sent')
  settings.emit({ type: 'delivery_failed', medium, addressHash: sessions.hashOf(threepid), reason, willRetry })
}

function isTimeout(error: unknown): boolean {
  return error instanceof SendError && error.failure === 'timeout'
}

function isWorthRetrying(error: unknown): boolean {
  // After a timeout the provider may have taken it: a second mail would be worse than none.
  return !(error instanceof SendError) || error.failure === 'unavailable'
}
