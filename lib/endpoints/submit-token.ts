import type { Context, Endpoint, Exchange } from '../context'
import { wantsPage, type Answer, type Page } from '../http/answer'
import { readJsonOrForm, readQuery, type Fields } from '../http/body'
import { takeFields } from '../http/fields'
import { checkOpaqueId, checkToken } from '../http/grammar'
import type { MatrixError } from '../http/matrix-error'
import type { PageForm } from '../messages/values/page-form'
import { formAction } from '../options/urls'
import { codeAsTyped } from '../sessions/typed-code'
import type { Credentials, TokenVerdict } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import { codePageDetails, type CodePageDetails } from './code-page-details'
import { limitAndJudge } from './judge-token'
import { incorrect, sessionExpired, success, tokenIncorrect } from './verdicts'

const rules = {
  sid: { type: 'string', required: true },
  client_secret: { type: 'string', required: true },
  token: { type: 'string', required: true },
} as const
const rulesOfPage = { sid: rules.sid, client_secret: rules.client_secret } as const

type Came =
  | { readonly does: 'judge'; readonly credentials: Credentials; readonly token: string }
  | { readonly does: 'show' | 'stop'; readonly credentials: Credentials }

/**
 * `submitToken` (Identity Service API, "Email associations" and "Phone number associations"; MSC2078): GET for people, POST
 * for programs. A person's GET without a token is a page that asks for it; that page's second button is a POST without a
 * token, with `action=stop`.
 */
export function submitTokenEndpoint(medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    const { came, verdict } = await limitAndJudge(
      async () => {
        const came = await read(medium, exchange, context)
        return { came, ...(came.does === 'judge' && { submitted: { medium, ...came } }) }
      },
      exchange,
      context,
    )
    if (came.does === 'stop') return stop(medium, came.credentials, context)
    if (came.does !== 'judge' || !verdict) return codePage(medium, came.credentials, context)
    return answerVerdict(verdict, { medium, ...came }, exchange, context)
  }
}

async function read(medium: Medium, exchange: Exchange, { settings }: Context): Promise<Came> {
  const isGet = exchange.request.method === 'GET'
  const fields = isGet ? readQuery(exchange.request) : await readJsonOrForm(exchange.request, exchange.response)
  const action = formAction(medium, 'submitToken', settings)
  exchange.forPage.tryAgain = { action, fields: texts(fields), ...(isGet && { method: 'get' }) }
  if (!Object.hasOwn(fields, 'token')) {
    if (isGet && wantsPage(exchange.request)) return { does: 'show', credentials: credentialsOf(fields) }
    if (!isGet && Object.hasOwn(fields, 'action') && fields['action'] === 'stop')
      return { does: 'stop', credentials: credentialsOf(fields) }
  }
  const { token } = takeFields(fields, rules, 'M_MISSING_PARAMS')
  return { does: 'judge', credentials: credentialsOf(fields), token: checkToken(token) }
}

function credentialsOf(fields: Fields): Credentials {
  const { sid, client_secret: clientSecret } = takeFields(fields, rulesOfPage, 'M_MISSING_PARAMS')
  return { sid: checkOpaqueId('sid', sid), clientSecret: checkOpaqueId('client_secret', clientSecret) }
}

/** What a button repeats after an outage: the fields that are known here, and no others. */
function texts(fields: Fields): PageForm['fields'] {
  const known = ['sid', 'client_secret', 'token', 'action']
  return Object.fromEntries(
    known.flatMap((name) => {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

/** Also for a session that is not there: whoever opens it is told so once there is a code to judge. */
async function codePage(medium: Medium, credentials: Credentials, context: Context): Promise<Answer> {
  const session = await context.sessions.look(credentials, { medium })
  return { status: 200, json: {}, page: pageFor(medium, credentials, codePageDetails(session, context), {}, context) }
}

function pageFor(
  medium: Medium,
  { sid, clientSecret }: Credentials,
  details: CodePageDetails,
  { wrong = false, notACode = false }: { readonly wrong?: boolean; readonly notACode?: boolean },
  { settings }: Context,
): Page {
  const action = formAction(medium, 'submitToken', settings)
  const fields = { sid, client_secret: clientSecret }
  return {
    page: 'code',
    medium,
    ...details,
    form: { action, fields },
    stop: { action, fields: { ...fields, action: 'stop' } },
    wrong,
    notACode,
  }
}

async function answerVerdict(
  verdict: TokenVerdict,
  {
    medium,
    credentials,
    token,
  }: { readonly medium: Medium; readonly credentials: Credentials; readonly token: string },
  exchange: Exchange,
  context: Context,
): Promise<Answer> {
  if (verdict.outcome === 'right') return success(verdict, medium, credentials.sid, exchange, context)
  if (verdict.outcome === 'wrong') {
    exchange.forPage.deliver = verdict.deliver
    if (!wantsPage(exchange.request)) return refused(incorrect, undefined, exchange, context)
    if (verdict.deliver === 'link') throw tokenIncorrect()
    const session = await context.sessions.look(credentials, { medium })
    if (!session) return refused(incorrect, await lastTryPage(medium, credentials, token, context), exchange, context)
    const notACode = codeAsTyped(token) === undefined && !session.data.proxy
    const page = pageFor(
      medium,
      credentials,
      codePageDetails(session, context),
      { wrong: !notACode, notACode },
      context,
    )
    return refused(incorrect, page, exchange, context)
  }
  // A program is told that the session is over, however it ended; a person, that it was the codes.
  if (!verdict.tooManyTries) throw sessionExpired()
  const page: Page = { page: 'too-many-tries', waitMs: verdict.tooManyTries.retryAfterMs }
  return refused(sessionExpired(), page, exchange, context)
}

/** That was the last one. How long the session stays dead it says to whoever asks, without judging anything. */
async function lastTryPage(
  medium: Medium,
  credentials: Credentials,
  token: string,
  { sessions }: Context,
): Promise<Page> {
  const dead = await sessions.submit(medium, credentials, token, { codes: false })
  return { page: 'too-many-tries', ...(dead.outcome === 'gone' && { waitMs: dead.tooManyTries?.retryAfterMs }) }
}

/** "Stop this request", on a page that whoever asked can open: that session alone. */
async function stop(medium: Medium, credentials: Credentials, { sessions, settings }: Context): Promise<Answer> {
  const session = await sessions.look(credentials, { medium })
  if (!session || !(await sessions.endOwn(credentials, { medium }))) throw sessionExpired()
  const { flow } = session.data
  settings.emit({ type: 'revoked', medium, addressHash: sessions.hashOf(session.data), reason: 'not_me' })
  return { status: 200, json: { success: true }, page: { page: 'stopped', flow, medium } }
}

/** An error that has a page of its own or none; listeners are told of it as of any other. */
function refused(
  { status, errcode, message }: Pick<MatrixError, 'status' | 'errcode' | 'message'>,
  page: Page | undefined,
  { request }: Exchange,
  { settings }: Context,
): Answer {
  settings.emit({ type: 'refused', route: request.path, status, errcode })
  return { status, json: { errcode, error: message }, ...(page && { page }) }
}
