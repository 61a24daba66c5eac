import type { Context } from '../context'
import { charge, type SharedCounter } from '../limits/charges'
import type { EmailMessage } from '../senders/sender'
import type { TokenDelivery } from './deliver'
import { randomMoment } from './deliver-concealed'
import { countersOfNobody } from './message-limits'
import { sendNotice } from './notice'

/** The two mails without a token: the address has no account here, or has one already. */
export type Notice = 'no account' | 'in use'

/**
 * Tells an address by mail why it gets no token, at most once a day. If it does get a token, the store is given the
 * same work.
 *
 * @param notice undefined for none
 */
export function notifyAddress(delivery: TokenDelivery, notice: Notice | undefined, context: Context): void {
  const { threepid, privateValues, request } = delivery
  if (threepid.medium !== 'email') return
  const counters: readonly SharedCounter[] = [
    { name: 'noticesPerAddress', keyParts: [threepid.address] },
    { name: 'noticesInAll', keyParts: [''] },
  ]
  sendNotice(
    async () => {
      await randomMoment()
      const { reached, undo } = await charge(notice ? counters : countersOfNobody(counters), context)
      if (reached) {
        await undo()
        // Only the limit in all is reported: the limit per address is reached in normal use.
        if (notice && reached.limit === 'noticesInAll') context.settings.emit({ type: 'limited', ...reached })
        return undefined
      }
      if (!notice) return undefined
      return noticeMail(delivery, notice, await context.settings.messages.language(request), context)
    },
    privateValues,
    context,
  )
}

function noticeMail(
  { flow, threepid, requester }: TokenDelivery,
  notice: Notice,
  language: string,
  { settings: { messages } }: Context,
): EmailMessage {
  const to = threepid.address
  if (notice === 'in use' && flow !== 'password') return { to, ...messages.emailInUse({ language, flow, requester }) }
  return { to, ...messages.emailNoAccount({ language, requester }), toStranger: true }
}
