import { wantsPage, type Answer } from '../http/answer'
import { readJsonOrForm, readQuery, type Fields } from '../http/body'
import { takeFields } from '../http/fields'
import { checkOpaqueId, checkToken } from '../http/grammar'
import { MatrixError } from '../http/matrix-error'
import type { Credentials, TokenVerdict } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import type { Context, Endpoint, Exchange } from './context'
import { nextLocation } from './next-link'
import { submitToIdentityServer } from './proxied-proof'
import { formAction } from './urls'

const rules = {
  sid: { type: 'string', required: true },
  client_secret: { type: 'string', required: true },
  token: { type: 'string', required: true },
} as const
const rulesOfPage = { ...rules, token: { type: 'string' } } as const

/**
 * `submitToken` (Identity Service API, "Email associations" and "Phone number associations"; MSC2078): GET for people, POST
 * for programs. A person's GET without a token is a page that asks for it.
 */
export function submitTokenEndpoint(medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    await context.limiters.submitToken(exchange.request, exchange.response)
    const fields = await readFields(exchange)
    if (asksForCode(fields, exchange)) return codePage(medium, credentialsOf(fields), context)
    const { token } = takeFields(fields, rules, 'M_MISSING_PARAMS')
    const credentials = credentialsOf(fields)
    checkToken(token)
    const verdict =
      (await submitToIdentityServer(medium, credentials, token, context)) ??
      (await context.sessions.submit(medium, credentials, token))
    return answerVerdict(verdict, medium, credentials, exchange, context)
  }
}

async function readFields({ request, response }: Exchange): Promise<Fields> {
  return request.method === 'GET' ? readQuery(request) : readJsonOrForm(request, response)
}

function credentialsOf(fields: Fields): Credentials {
  const { sid, client_secret: clientSecret } = takeFields(fields, rulesOfPage, 'M_MISSING_PARAMS')
  return { sid: checkOpaqueId('sid', sid), clientSecret: checkOpaqueId('client_secret', clientSecret) }
}

function asksForCode(fields: Fields, { request }: Exchange): boolean {
  return request.method === 'GET' && wantsPage(request) && !Object.hasOwn(fields, 'token')
}

function codePage(medium: Medium, { sid, clientSecret }: Credentials, { settings }: Context, wrong = false): Answer {
  const form = {
    action: formAction(medium, 'submitToken', settings),
    fields: { sid, client_secret: clientSecret },
  }
  const json = { errcode: 'M_TOKEN_INCORRECT', error: wrongToken }
  return { status: wrong ? 400 : 200, json: wrong ? json : {}, page: { page: 'code', medium, form, wrong } }
}

function answerVerdict(
  verdict: TokenVerdict,
  medium: Medium,
  credentials: Credentials,
  exchange: Exchange,
  context: Context,
): Answer {
  if (verdict.outcome === 'right') return success(verdict, medium, credentials.sid, exchange, context)
  if (verdict.outcome === 'gone') return gone(verdict)
  if (verdict.deliver === 'code') return codePage(medium, credentials, context, true)
  throw tokenIncorrect()
}

/** A program is told that the session is over, however it ended; a person, that it was the codes. */
function gone({ tooManyTries }: Extract<TokenVerdict, { outcome: 'gone' }>): Answer {
  const { status, errcode, message } = sessionExpired()
  if (!tooManyTries) throw sessionExpired()
  return { status, json: { errcode, error: message }, page: { page: 'too-many-tries' } }
}

/** Right, and right again: POST says so; a person goes on to the session's `next_link`, else sees that it is done. */
export function success(
  { data, first }: Extract<TokenVerdict, { outcome: 'right' }>,
  medium: Medium,
  sid: string,
  { request }: Exchange,
  { settings, sessions }: Context,
): Answer {
  if (first)
    settings.emit({
      type: 'validated',
      medium,
      addressHash: sessions.hashOf(data),
      via: data.proxy ? 'proxy' : 'local',
    })
  const isGet = request.method === 'GET'
  const location = isGet || wantsPage(request) ? nextLocation({ nextLink: data.nextLink, sid }, settings) : null
  if (location !== null) return { status: isGet ? 302 : 303, location }
  return { status: 200, json: { success: true }, page: { page: 'done', medium } }
}

const wrongToken = 'That token is not correct'

export function tokenIncorrect(): MatrixError {
  return new MatrixError(400, 'M_TOKEN_INCORRECT', wrongToken)
}

export function sessionExpired(): MatrixError {
  return new MatrixError(400, 'M_SESSION_EXPIRED', 'This session is over: please ask for a new message')
}
