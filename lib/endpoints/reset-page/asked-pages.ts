import type { Page } from '../../http/answer'
import type { LiveSession } from '../../sessions/validation-session'
import type { Threepid } from '../../threepids/threepid'
import { codeFacts } from '../code-facts'
import type { Asked } from './progress'
import { formTo, type ResetPage } from './reset-page'

/** Of a link: look into the mailbox. Of a code: its field, or that none is judged any more. */
export function askedPage(asked: Asked, session: LiveSession | undefined, reset: ResetPage): Page {
  return asked.deliver === 'link' ? sentPage(asked, session, reset) : codePage(asked, session, reset)
}

function sentPage(asked: Asked, session: LiveSession | undefined, reset: ResetPage): Page {
  return {
    page: 'reset-sent',
    ...common(asked, reset),
    confirmed: session !== undefined && session.state !== 'pending',
    reload: formTo('sent', reset, 'get'),
  }
}

function codePage(asked: Asked, session: LiveSession | undefined, reset: ResetPage): Page {
  const { digits, expiresAt } = codeFacts(session, reset.context)
  return {
    page: 'reset-code',
    ...common(asked, reset),
    form: formTo('code', reset),
    digits,
    expiresAt,
    wrong: asked.last === 'wrong',
    notACode: asked.last === 'not-a-code',
    over: overOf(asked, session),
  }
}

/** A session that is not there any more after a wrong code died of it. */
function overOf({ last }: Asked, session: LiveSession | undefined): 'too-many-tries' | 'expired' | undefined {
  if (last === 'too-many-tries') return last
  if (session) return undefined
  return last === 'wrong' ? 'too-many-tries' : 'expired'
}

function common({ threepid, last }: Asked, reset: ResetPage) {
  return {
    medium: threepid.medium,
    maskedAddress: masked(threepid),
    concealed: reset.context.settings.unknownThreepid !== 'reject',
    sendAgain: formTo('again', reset),
    sentAgain: last === 'sent' || last === 'not-sent' ? last : undefined,
    startAgain: formTo('start-again', reset),
  }
}

/** Enough for whoever typed it to know it again: `a…@example.org`, `…56`. */
export function masked({ medium, address }: Threepid): string {
  if (medium === 'msisdn') return `…${address.slice(-2)}`
  const [first = ''] = address
  return `${first}…${address.slice(address.lastIndexOf('@'))}`
}
