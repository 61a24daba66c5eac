import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import type { Context } from '../context'
import { describeError } from '../error-text'
import { charge, type SharedCounter } from '../limits/charges'
import { SendError, wasCertainlyNotSent } from '../senders/sender'
import { attempt, composed, reportFailed, reportUnrecorded, type TokenDelivery } from './deliver'
import { countersOfNobody } from './message-limits'

/** How long to wait before the second and the third try of a send that nobody waits for. */
const retryDelaysMs = [1_000, 4_000]

/** How many sends may wait for another try. Beyond this, sends are tried once. */
const maxRetrying = 1_000

/**
 * Sending begins within this time after the answer, at a random moment. The work of sending slows down other requests,
 * and at a fixed moment the next request would show it.
 */
const startWithinMs = 250

/**
 * How long an invented send takes. It is recorded after a time that a real sender could need, so that the record and
 * the next request are like those of a real one.
 */
const nobodysSendMs = (): number => 50 + Math.random() * 250

/** Waits until the answer is out, and then for a random time, which is the same for real and invented sends. */
export async function randomMoment(): Promise<void> {
  await nextTurn()
  await delay(Math.random() * startWithinMs)
}

/**
 * Sends after the request was answered, so that neither time nor errors show whether anybody is written to. For nobody
 * the same work is done, without the sending. A send that finally fails counts as sent: an attempt that could be
 * repeated for free would show it.
 *
 * @param counters of the limits that all clients share: if one is reached, nothing is sent
 */
export function deliverConcealed(delivery: TokenDelivery, counters: readonly SharedCounter[], context: Context): void {
  context.background.run(
    async () => {
      await randomMoment()
      try {
        await sendOrPretend(delivery, counters, context)
      } finally {
        await delivery.send.sent()
      }
    },
    (error) => reportUnrecorded(error, delivery, context),
  )
}

async function sendOrPretend(
  delivery: TokenDelivery,
  counters: readonly SharedCounter[],
  context: Context,
): Promise<void> {
  const { to, privateValues } = delivery
  try {
    const sendMessage = await composed(delivery, context)
    const { reached, undo } = await charge(to === undefined ? countersOfNobody(counters) : counters, context)
    if (reached) await undo()
    if (reached && to !== undefined) context.settings.emit({ type: 'limited', ...reached })
    if (reached || to === undefined) await delay(nobodysSendMs())
    else await attemptWithRetries(delivery, sendMessage, context)
  } catch (error) {
    const fields = { medium: delivery.medium, ...describeError(error, privateValues) }
    context.settings.logger.error(fields, 'A message could not be sent')
  }
}

async function attemptWithRetries(
  delivery: TokenDelivery,
  sendMessage: () => Promise<void>,
  context: Context,
): Promise<void> {
  const delays = context.background.size <= maxRetrying ? retryDelaysMs : []
  for (const wait of [...delays, undefined]) {
    try {
      await attempt(delivery, sendMessage, context)
      return
    } catch (error) {
      const goesOn = wait !== undefined && isWorthRetrying(error) && performance.now() + wait < delivery.until
      reportFailed(error, delivery, goesOn, context)
      if (!goesOn) return
      await delay(wait)
    }
  }
}

/** If the first mail may have been sent, a second one would be worse than none. */
function isWorthRetrying(error: unknown): boolean {
  return wasCertainlyNotSent(error) && !(error instanceof SendError && error.failure === 'refused')
}
