import type { Exchange } from '../../context'
import type { Answer } from '../../http/answer'
import { readJsonOrForm } from '../../http/body'
import type { Credentials, TokenVerdict } from '../../sessions/validation-session'
import { limitAndJudge } from '../judge-token'
import { reportValidated } from '../verdicts'
import type { Pending } from './progress'
import { nothingToGoOn, seeOther, type ResetPage } from './reset-page'

const maxLength = 255

/** Handles the code, typed in the browser that asked: there the person goes on. It counts like a `submitToken`. */
export async function submitCode(exchange: Exchange, reset: ResetPage): Promise<Answer> {
  const { context, cookie } = reset
  const { request, response } = exchange
  const pending = cookie.read(request)
  const { verdict } = await limitAndJudge(
    async () => {
      const { token } = await readJsonOrForm(request, response)
      if (pending?.step !== 'pending' || pending.deliver !== 'code') return {}
      if (typeof token !== 'string' || token === '' || token.length > maxLength) return {}
      return { submitted: { medium: pending.threepid.medium, credentials: pending.credentials, token } }
    },
    exchange,
    context,
  )
  if (!pending) return nothingToGoOn(reset, 400)
  if (pending.step !== 'pending' || pending.deliver !== 'code') return seeOther('sent', reset)
  if (verdict?.outcome === 'right') return goOn(verdict, pending.credentials, exchange, reset)
  cookie.rewrite(request, response, { ...pending, last: lastOf(verdict) })
  return seeOther('code', reset)
}

async function goOn(
  verdict: Extract<TokenVerdict, { outcome: 'right' }>,
  credentials: Credentials,
  { response }: Exchange,
  reset: ResetPage,
): Promise<Answer> {
  const { context, cookie } = reset
  reportValidated(verdict, context)
  const now = Date.now()
  const session = await context.sessions.look(credentials)
  if (session?.state !== 'validated') return nothingToGoOn(reset, 400)
  cookie.write(response, { step: 'proved', credentials }, now + session.expiresInMs)
  return seeOther('password', reset)
}

function lastOf(verdict: TokenVerdict | undefined): Pending['last'] {
  if (verdict?.outcome === 'gone') return verdict.tooManyTries ? 'too-many-tries' : undefined
  return verdict?.outcome === 'wrong' && verdict.counted ? 'wrong' : 'not-a-code'
}
