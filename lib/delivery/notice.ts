import type { Context } from '../context'
import { describeError } from '../error-text'
import type { PrivateValues } from '../private-values'
import { sendTimeMs } from '../senders/deadline'
import { SendError, type EmailMessage } from '../senders/sender'
import { withTimeLimit } from '../time-limit'

/**
 * Sends a mail that nobody waits for. It is tried once, and a failure is logged.
 *
 * @param compose makes the mail; undefined for none
 * @param privateValues those of the request that the mail is about
 */
export function sendNotice(
  compose: () => Promise<EmailMessage | undefined>,
  privateValues: PrivateValues,
  { settings, background }: Context,
): void {
  const { email, logger, tokens } = settings
  if (!email) return
  background.run(
    async () => {
      const message = await compose()
      if (!message) return
      const timeMs = sendTimeMs(tokens)
      await withTimeLimit(timeMs, email.sender.send(message), () => {
        throw new SendError('timeout', `no answer within ${String(timeMs)} ms`)
      })
    },
    (error) => logger.error({ medium: 'email', ...describeError(error, privateValues) }, 'A notice could not be sent'),
  )
}
