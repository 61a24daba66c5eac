import type { Request } from 'express'
import type { Context } from '../context'
import { reportTrouble } from '../error-answer'
import { describeError } from '../error-text'
import { MatrixError } from '../http/matrix-error'
import type { PrivateValues } from '../private-values'
import { SendError, wasCertainlyNotSent } from '../senders/sender'
import type { SendUnderWay } from '../sessions/validation-session'
import type { Threepid } from '../threepids/threepid'
import { withTimeLimit } from '../time-limit'
import type { UndoCharge } from './begin-send'
import { compose, type TokenMessage } from './compose'

/** One message with a token in it, from the session's `begin` on. */
export interface TokenDelivery extends TokenMessage {
  /** Canonical: for events. */
  readonly threepid: Threepid
  /** For the language. */
  readonly request: Request
  readonly send: SendUnderWay
  /** When the send must be over, by `performance.now()`: counted from before its lease, so that a process that stood still in
   * between sends no more. */
  readonly until: number
  /** Of the request: what log lines about the send must not hold. */
  readonly privateValues: PrivateValues
}

/**
 * Sends, and waits for the provider's word.
 *
 * @throws MatrixError 502 where the provider has not taken the message; the same `send_attempt` may then be tried again
 */
export async function deliverNow(delivery: TokenDelivery, undoCharge: UndoCharge, context: Context): Promise<void> {
  const { send, privateValues } = delivery
  const undo = () => undoSend(send, undoCharge, privateValues, context)
  const sendMessage = await composed(delivery, context).catch(async (error: unknown) => {
    await undo()
    throw error
  })
  try {
    await attempt(delivery, sendMessage, context)
  } catch (error) {
    reportFailed(error, delivery, false, context)
    if (wasCertainlyNotSent(error)) await undo()
    else await leave(send, privateValues, context)
    const [errcode, message] =
      delivery.medium === 'email' ? (['M_EMAIL_SEND_ERROR', 'email'] as const) : (['M_SEND_ERROR', 'message'] as const)
    // A provider that refused for good will do so in a moment too.
    const isLasting = error instanceof SendError && error.failure === 'refused'
    throw new MatrixError(
      502,
      errcode,
      `The ${message} could not be sent${isLasting ? '' : ': please try again in a moment'}`,
    )
  }
  // The person's answer does not wait for the record: until it is there, the lease keeps the send from being repeated.
  context.background.run(send.sent, (error) => reportUnrecorded(error, delivery, context))
}

/** The message in the person's language. A function of the host's that fails on the way is no failure of the provider's. */
export async function composed(delivery: TokenDelivery, context: Context): Promise<() => Promise<void>> {
  const language = await context.settings.messages.language(delivery.request, delivery.userId)
  return compose(delivery, language, context)
}

/** Tries once, unless it is too late for that. */
export async function attempt(
  { medium, threepid, deliver, until }: TokenDelivery,
  sendMessage: () => Promise<void>,
  { settings, sessions }: Context,
): Promise<void> {
  const startedAt = performance.now()
  const timeMs = Math.floor(until - startedAt)
  if (timeMs <= 0) throw new SendError('unavailable', 'it is too late to send: another process may have')
  await withTimeLimit(timeMs, sendMessage(), () => {
    throw new SendError('timeout', `no answer within ${String(timeMs)} ms`)
  })
  const durationMs = Math.round(performance.now() - startedAt)
  settings.emit(() => {
    return { type: 'token_sent', medium, addressHash: sessions.hashOf(threepid), deliver, via: 'local', durationMs }
  })
}

export function reportFailed(
  error: unknown,
  { medium, threepid, privateValues }: TokenDelivery,
  willRetry: boolean,
  { settings, sessions }: Context,
): void {
  settings.logger.error({ medium, willRetry, ...describeError(error, privateValues) }, 'A message could not be sent')
  settings.emit(() => {
    const reason = error instanceof SendError ? error.failure : wasCertainlyNotSent(error) ? 'unavailable' : 'timeout'
    return { type: 'delivery_failed', medium, addressHash: sessions.hashOf(threepid), reason, willRetry }
  })
}

/** The message is out; it may go out once more, after its lease. */
export function reportUnrecorded(error: unknown, { privateValues }: TokenDelivery, { settings }: Context): void {
  reportTrouble(error, 'send', settings, privateValues)
  const fields = describeError(error, privateValues)
  settings.logger.error(fields, 'A send could not be recorded: it may be repeated after its lease')
}

/** What can't be taken back is charged, and its lease ends by itself: the answer is the provider's, not the store's. */
async function undoSend(
  send: SendUnderWay,
  undoCharge: UndoCharge,
  privateValues: PrivateValues,
  { settings }: Context,
) {
  try {
    await Promise.all([send.failed(true), undoCharge()])
  } catch (error) {
    reportTrouble(error, 'send', settings, privateValues)
  }
}

/** It may be out: its token and its charges stay. */
async function leave(send: SendUnderWay, privateValues: PrivateValues, { settings }: Context): Promise<void> {
  try {
    await send.failed(false)
  } catch (error) {
    reportTrouble(error, 'send', settings, privateValues)
  }
}
