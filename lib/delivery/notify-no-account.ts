import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '../context'
import { errorText } from '../error-text'
import { sendTimeMs, withDeadline } from '../senders/deadline'
import type { TokenDelivery } from './deliver'

/**
 * Tells an email address that it has no account here (`unknownThreepid: 'notify'`), once a day at most. One that has an
 * account is counted too, and told nothing: the store is given the same work for both.
 */
export function notifyNoAccount({ account, threepid, asked, language }: TokenDelivery, context: Context): void {
  const { settings, background } = context
  const { email, limits, store, messages } = settings
  if (threepid.medium !== 'email' || !email) return
  background.run(
    async () => {
      await nextTurn()
      const limit = limits.noticesPerAddress
      const key = context.counterKey('noticesPerAddress', threepid.address)
      if (limit && !(await store.count({ key, ...limit })).counted) return
      if (account !== null) return
      const message = { to: threepid.address, ...messages.emailNoAccount({ language, asked }) }
      await withDeadline(sendTimeMs(settings.tokens), async () => email.sender.send(message))
    },
    (error) => settings.logger.error({ medium: 'email', error: errorText(error) }, 'A notice could not be sent'),
  )
}
