import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '../context'
import type { TokenDelivery } from './deliver'
import { sendNotice } from './notice'

/**
 * Tells an email address that it has no account here (`unknownThreepid: 'notify'`), once a day at most. One that has an
 * account is counted too, and told nothing: the store is given the same work for both.
 */
export function notifyNoAccount(delivery: TokenDelivery, context: Context): void {
  const { account, threepid, asked, language, privateValues } = delivery
  const { limits, store, messages } = context.settings
  if (threepid.medium !== 'email') return
  sendNotice(
    async () => {
      await nextTurn()
      const limit = limits.noticesPerAddress
      const key = context.counterKey('noticesPerAddress', threepid.address)
      if (limit && !(await store.count({ key, ...limit })).counted) return undefined
      if (account !== undefined) return undefined
      return { to: threepid.address, ...messages.emailNoAccount({ language, asked }), toStranger: true }
    },
    privateValues,
    context,
  )
}
