import type { Context, Endpoint, Exchange } from '../context'
import { wantsPage, type Answer, type Page } from '../http/answer'
import { readJsonOrForm, readQuery, type Fields } from '../http/body'
import { takeFields } from '../http/fields'
import { checkOpaqueId, checkToken } from '../http/grammar'
import type { MatrixError } from '../http/matrix-error'
import type { Settings } from '../options/settings'
import { formAction } from '../options/urls'
import { submitToIdentityServer } from '../proof/proxied-proof'
import type { Credentials, TokenVerdict } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import { sessionExpired, success, tokenIncorrect } from './verdicts'

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
      (await submitToIdentityServer(medium, credentials, token, exchange.privateValues, context)) ??
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

function codePage(medium: Medium, credentials: Credentials, { settings }: Context): Answer {
  return { status: 200, json: {}, page: pageForCode(medium, credentials, false, settings) }
}

function pageForCode(medium: Medium, { sid, clientSecret }: Credentials, wrong: boolean, settings: Settings): Page {
  const action = formAction(medium, 'submitToken', settings)
  return {
    page: 'code',
    flow: 'password',
    medium,
    form: { action, fields: { sid, client_secret: clientSecret } },
    wrong,
  }
}

function answerVerdict(
  verdict: TokenVerdict,
  medium: Medium,
  credentials: Credentials,
  exchange: Exchange,
  context: Context,
): Answer {
  if (verdict.outcome === 'right') return success(verdict, medium, credentials.sid, exchange, context)
  if (verdict.outcome === 'wrong') {
    if (verdict.deliver === 'link') throw tokenIncorrect()
    return refused(tokenIncorrect(), pageForCode(medium, credentials, true, context.settings), exchange, context)
  }
  // A program is told that the session is over, however it ended; a person, that it was the codes.
  if (!verdict.tooManyTries) throw sessionExpired()
  return refused(sessionExpired(), { page: 'too-many-tries' }, exchange, context)
}

/** An error that has a page of its own; listeners are told of it as of any other. */
function refused(
  { status, errcode, message }: MatrixError,
  page: Page,
  { request }: Exchange,
  { settings }: Context,
): Answer {
  settings.emit({ type: 'refused', route: request.path, status, errcode })
  return { status, json: { errcode, error: message }, page }
}
