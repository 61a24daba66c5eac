import { errorText } from '../error-text'
import type { Context } from './context'
import type { TokenDelivery } from './deliver'

/** Tells an email address that it has no account here (`unknownThreepid: 'notify'`), once a day at most. */
export function notifyNoAccount({ threepid, asked, language }: TokenDelivery, context: Context): void {
  const { settings, background } = context
  const { email, limits, store, keyring, messages } = settings
  if (threepid.medium !== 'email' || !email) return
  background.run(
    async () => {
      const limit = limits.noticesPerAddress
      const key = keyring[0].tag('noticesPerAddress', settings.publicBaseUrl.href, threepid.address)
      if (limit && !(await store.count({ key, ...limit })).counted) return
      await email.sender.send({ to: threepid.address, ...messages.emailNoAccount({ language, asked }) })
    },
    (error) => settings.logger.error({ medium: 'email', error: errorText(error) }, 'A notice could not be sent'),
  )
}
