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
import { limitAndJudge, type Submitted } from './judge-token'
import { incorrect, sessionExpired, success, tokenIncorrect } from './verdicts'

const rules = {
  sid: { type: 'string', required: true },
  client_secret: { type: 'string', required: true },
  token: { type: 'string', required: true },
} as const
const rulesOfPage = { sid: rules.sid, client_secret: rules.client_secret } as const

/** A request to judge a token, to show the page that asks for it, or to stop the session. */
interface Submission {
  readonly kind: 'judge' | 'show' | 'stop'
  readonly credentials: Credentials
  /** Present if a token is to be judged. */
  readonly submitted?: Submitted
}

/**
 * `submitToken` (Identity Service API, "Email associations" and "Phone number associations"; MSC2078): GET for people, POST
 * for programs. A person's GET without a token is a page that asks for it; that page's second button is a POST without a
 * token, with `action=stop`.
 */
export function submitTokenEndpoint(medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    const { reading, verdict } = await limitAndJudge(() => read(medium, exchange, context), exchange, context)
    const { kind, credentials, submitted } = reading
    if (kind === 'stop') return stop(medium, credentials, context)
    if (!submitted || !verdict) return codePage(medium, credentials, context)
    if (verdict.outcome === 'right') return success(verdict, medium, credentials.sid, exchange, context)
    return answerRefusal(verdict, submitted, exchange, context)
  }
}

async function read(medium: Medium, exchange: Exchange, { settings }: Context): Promise<Submission> {
  const isGet = exchange.request.method === 'GET'
  const fields = isGet ? readQuery(exchange.request) : await readJsonOrForm(exchange.request, exchange.response)
  if (wantsPage(exchange.request)) {
    const action = formAction(medium, 'submitToken', settings)
    exchange.forPage.tryAgain = { action, fields: textsOf(fields), ...(isGet && { method: 'get' }) }
  }
  if (!Object.hasOwn(fields, 'token')) {
    if (isGet && wantsPage(exchange.request)) return { kind: 'show', credentials: credentialsOf(fields) }
    if (!isGet && Object.hasOwn(fields, 'action') && fields['action'] === 'stop')
      return { kind: 'stop', credentials: credentialsOf(fields) }
  }
  const taken = takeFields(fields, rules, 'M_MISSING_PARAMS')
  const credentials = checkedCredentials(taken)
  return { kind: 'judge', credentials, submitted: { medium, credentials, token: checkToken(taken.token) } }
}

function credentialsOf(fields: Fields): Credentials {
  return checkedCredentials(takeFields(fields, rulesOfPage, 'M_MISSING_PARAMS'))
}

function checkedCredentials({ sid, client_secret: clientSecret }: Record<keyof typeof rulesOfPage, string>) {
  return { sid: checkOpaqueId('sid', sid), clientSecret: checkOpaqueId('client_secret', clientSecret) }
}

/** The fields that the button repeats after an outage: only those that are known here. */
function textsOf(fields: Fields): PageForm['fields'] {
  const known = ['sid', 'client_secret', 'token', 'action']
  return Object.fromEntries(
    known.flatMap((name) => {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}

/** Shown even if there is no such session: the person is told so when they submit a code. */
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

async function answerRefusal(
  verdict: Exclude<TokenVerdict, { outcome: 'right' }>,
  { medium, credentials, token }: Submitted,
  exchange: Exchange,
  context: Context,
): Promise<Answer> {
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
  // Programs are told that the session is over, however it ended; people, that there were too many wrong codes.
  if (!verdict.tooManyTries) throw sessionExpired()
  const page: Page = { page: 'too-many-tries', waitMs: verdict.tooManyTries.retryAfterMs }
  return refused(sessionExpired(), page, exchange, context)
}

/**
 * The page after the last wrong code. It says how long the session stays blocked; for that the session is asked without
 * judging a code.
 */
async function lastTryPage(
  medium: Medium,
  credentials: Credentials,
  token: string,
  { sessions }: Context,
): Promise<Page> {
  const dead = await sessions.submit(medium, credentials, token, { codes: false })
  return { page: 'too-many-tries', ...(dead.outcome === 'gone' && { waitMs: dead.tooManyTries?.retryAfterMs }) }
}

/** "Stop this request" ends only this session, because whoever asked can open its page. */
async function stop(medium: Medium, credentials: Credentials, { sessions, settings }: Context): Promise<Answer> {
  const session = await sessions.look(credentials, { medium })
  if (!session || !(await sessions.endOwn(credentials, { medium }))) throw sessionExpired()
  const { flow } = session.data
  settings.emit({ type: 'revoked', medium, addressHash: sessions.hashOf(session.data), reason: 'not_me' })
  return { status: 200, json: { success: true }, page: { page: 'stopped', flow, medium } }
}

/** An error that has a page of its own or none; listeners get its event like any other. */
function refused(
  { status, errcode, message }: Pick<MatrixError, 'status' | 'errcode' | 'message'>,
  page: Page | undefined,
  { request }: Exchange,
  { settings }: Context,
): Answer {
  settings.emit({ type: 'refused', route: request.path, status, errcode })
  return { status, json: { errcode, error: message }, ...(page && { page }) }
}
