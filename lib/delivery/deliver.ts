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

/** A message with a token, after its session's `begin`. */
export interface TokenDelivery extends TokenMessage {
  /** The canonical address, for events. */
  readonly threepid: Threepid
  /** The request, which decides the language. */
  readonly request: Request
  readonly send: SendUnderWay
  /**
   * When the send must be finished, by `performance.now()`. The time runs from before the lease was taken, so a process
   * that was stopped in between sends nothing more.
   */
  readonly until: number
  /** The private values of the request, for log lines about the send. */
  readonly privateValues: PrivateValues
}

/**
 * Sends, and waits for the provider's answer.
 *
 * @throws MatrixError 502 if the provider has not taken the message; the same `send_attempt` may then be tried again
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
    // If the provider refused the message itself, it will refuse it again.
    const isLasting = error instanceof SendError && error.failure === 'refused'
    throw new MatrixError(
      502,
      errcode,
      `The ${message} could not be sent${isLasting ? '' : ': please try again in a moment'}`,
    )
  }
  // The answer does not wait for the record. Until it is written, the lease keeps the send from being repeated.
  context.background.run(send.sent, (error) => reportUnrecorded(error, delivery, context))
}

/**
 * Composes the message in the person's language. If a function of the host's fails here, it does not count as a failure
 * of the provider.
 */
export async function composed(delivery: TokenDelivery, context: Context): Promise<() => Promise<void>> {
  const language = await context.settings.messages.language(delivery.request, delivery.userId)
  return compose(delivery, language, context)
}

/** Tries once, unless the time is over. */
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

/** The message was sent, but this could not be recorded: it may be sent once more after its lease. */
export function reportUnrecorded(error: unknown, { privateValues }: TokenDelivery, { settings }: Context): void {
  reportTrouble(error, 'send', settings, privateValues)
  const fields = describeError(error, privateValues)
  settings.logger.error(fields, 'A send could not be recorded: it may be repeated after its lease')
}

/**
 * If this fails, the message stays counted and its lease expires; the answer is still about the provider, not about the
 * store.
 */
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

/** The message may have been sent: its token and its charges stay. */
async function leave(send: SendUnderWay, privateValues: PrivateValues, { settings }: Context): Promise<void> {
  try {
    await send.failed(false)
  } catch (error) {
    reportTrouble(error, 'send', settings, privateValues)
  }
}
