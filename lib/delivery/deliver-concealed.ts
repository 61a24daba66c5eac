import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import type { Context } from '../context'
import { describeError } from '../error-text'
import { charge, type SharedCounter } from '../limits/charges'
import { SendError, wasCertainlyNotSent } from '../senders/sender'
import { attempt, composed, reportFailed, reportUnrecorded, type TokenDelivery } from './deliver'
import { countersOfNobody } from './message-limits'

/** Waits before the second and third try of a send that nobody waits for. */
const retryDelaysMs = [1_000, 4_000]

/** Sends that may be waiting for another try; past it they are tried once. */
const maxRetrying = 1_000

/** Within how long after the answer sending begins. What it costs the machine would show in who asks next: at a moment that
 * nobody can foretell it shows nothing. */
const startWithinMs = 250

/** How long a sender might have taken: nobody's send is recorded after that, so that the record is no sooner than a real one
 * and the next request is no slower for it. */
const nobodysSendMs = (): number => 50 + Math.random() * 250

/** Waits for the answer to go out, and then for a moment that is as random for nobody as for somebody. */
export async function randomMoment(): Promise<void> {
  await nextTurn()
  await delay(Math.random() * startWithinMs)
}

/**
 * Sends after the request was answered, so that neither time nor errors tell whether anybody is written to. The same is
 * done for nobody, save the sending. A send that fails for good counts as sent: an attempt that could be repeated without
 * being charged would tell.
 *
 * @param counters of what all share: reached, nothing is sent
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

/** Where it may be out, a second mail would be worse than none. */
function isWorthRetrying(error: unknown): boolean {
  return wasCertainlyNotSent(error) && !(error instanceof SendError && error.failure === 'refused')
}
