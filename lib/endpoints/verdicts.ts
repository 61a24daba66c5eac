import type { Context, Exchange } from '../context'
import { wantsPage, type Answer } from '../http/answer'
import { MatrixError } from '../http/matrix-error'
import type { TokenVerdict } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import { nextLocation } from './next-link'

type RightVerdict = Extract<TokenVerdict, { outcome: 'right' }>

/**
 * The answer to a right token, also the second time: a program is told so; a person is sent to the session's
 * `next_link`, or sees a page.
 */
export function success(
  verdict: RightVerdict,
  medium: Medium,
  sid: string,
  { request }: Exchange,
  context: Context,
): Answer {
  const { settings } = context
  reportValidated(verdict, context)
  const isGet = request.method === 'GET'
  if (!isGet && !wantsPage(request)) return { status: 200, json: { success: true } }
  const { flow, nextLink } = verdict.data
  const location = nextLocation({ nextLink, sid }, settings)
  if (location !== undefined) return { status: isGet ? 302 : 303, location }
  return { status: 200, json: { success: true }, page: { page: 'done', flow, medium } }
}

/** Reports once that the address is confirmed. */
export function reportValidated(verdict: RightVerdict, { settings, sessions }: Context): void {
  if (!verdict.first) return
  settings.emit(() => {
    const { data } = verdict
    const { medium, proxy } = data
    return { type: 'validated', medium, addressHash: sessions.hashOf(data), via: proxy ? 'proxy' : 'local' }
  })
}

/** The answer to a wrong token. */
export const incorrect = { status: 400, errcode: 'M_TOKEN_INCORRECT', message: 'That token is not correct' } as const

export function tokenIncorrect(): MatrixError {
  return new MatrixError(incorrect.status, incorrect.errcode, incorrect.message)
}

export function sessionExpired(): MatrixError {
  return new MatrixError(400, 'M_SESSION_EXPIRED', 'This session is over: please ask for a new message')
}
