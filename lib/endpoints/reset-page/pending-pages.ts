import type { Page } from '../../http/answer'
import type { LiveSession } from '../../sessions/validation-session'
import type { Threepid } from '../../threepids/threepid'
import { codePageDetails } from '../code-page-details'
import type { Pending } from './progress'
import { formTo, type ResetPage } from './reset-page'

/**
 * The page while a reset is pending. For a link: "look into your mailbox". For a code: its field, or that no code is
 * judged any more.
 *
 * @param hasLooked whether "I have opened the link" was pressed
 */
export function pendingPage(
  pending: Pending,
  session: LiveSession | undefined,
  hasLooked: boolean,
  reset: ResetPage,
): Page {
  return pending.deliver === 'link' ? sentPage(pending, session, hasLooked, reset) : codePage(pending, session, reset)
}

function sentPage(pending: Pending, session: LiveSession | undefined, hasLooked: boolean, reset: ResetPage): Page {
  return {
    page: 'reset-sent',
    ...common(pending, reset),
    confirmed: session !== undefined && session.state !== 'pending',
    reload: { ...formTo('sent', reset, 'get'), fields: { looked: 'yes' } },
    hasLooked,
  }
}

function codePage(pending: Pending, session: LiveSession | undefined, reset: ResetPage): Page {
  const { digits, expiresAt } = codePageDetails(session, reset.context)
  return {
    page: 'reset-code',
    ...common(pending, reset),
    form: formTo('code', reset),
    digits,
    expiresAt,
    wrong: pending.last === 'wrong',
    notACode: pending.last === 'not-a-code',
    over: overOf(pending, session),
  }
}

/** If the session is gone after a wrong code, it died of that code. */
function overOf({ last }: Pending, session: LiveSession | undefined): 'too-many-tries' | 'expired' | undefined {
  if (last === 'too-many-tries') return last
  if (session) return undefined
  return last === 'wrong' ? 'too-many-tries' : 'expired'
}

function common({ threepid, last }: Pending, reset: ResetPage) {
  return {
    medium: threepid.medium,
    maskedAddress: masked(threepid),
    concealed: reset.context.settings.unknownThreepid !== 'reject',
    sendAgain: formTo('again', reset),
    sentAgain: last === 'sent' || last === 'not-sent' ? last : undefined,
    startAgain: formTo('start-again', reset),
  }
}

/** The address in a form that only whoever typed it recognises: `a…@example.org`, `…56`. */
function masked({ medium, address }: Threepid): string {
  if (medium === 'msisdn') return `…${address.slice(-2)}`
  const [first = ''] = address
  return `${first}…${address.slice(address.lastIndexOf('@'))}`
}
