import type { Context } from '../context'
import { describeError } from '../error-text'
import type { EmailContent } from '../messages/message'
import type { PrivateValues } from '../private-values'
import { sendTimeMs, withDeadline } from '../senders/deadline'

/**
 * Sends a mail that nobody waits for: it is tried once, and a failure is for the log.
 *
 * @param compose makes the mail; undefined for none
 * @param privateValues of the request that it is about
 */
export function sendNotice(
  compose: () => Promise<(EmailContent & { readonly to: string }) | undefined>,
  privateValues: PrivateValues,
  { settings, background }: Context,
): void {
  const { email, logger, tokens } = settings
  if (!email) return
  background.run(
    async () => {
      const message = await compose()
      if (message) await withDeadline(sendTimeMs(tokens), async () => email.sender.send(message))
    },
    (error) => logger.error({ medium: 'email', ...describeError(error, privateValues) }, 'A notice could not be sent'),
  )
}
