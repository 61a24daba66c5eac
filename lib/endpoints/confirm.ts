import type { Context, Endpoint, Exchange } from '../context'
import { wantsPage, type Answer, type Page } from '../http/answer'
import { readJsonOrForm, readQuery, type Fields } from '../http/body'
import { takeFields } from '../http/fields'
import { checkOpaqueId, checkToken, invalid } from '../http/grammar'
import { formAction } from '../options/urls'
import type { MessageSession } from '../sessions/validation-session'
import type { Medium } from '../threepids/threepid'
import { goOnFromLink } from './reset-page/go-on'
import { reportValidated, sessionExpired, success, tokenIncorrect } from './verdicts'

const rules = {
  sid: { type: 'string', required: true },
  token: { type: 'string', required: true },
  action: { type: 'string' },
} as const

/**
 * The page behind an emailed link. Its GET changes nothing, because mail scanners open links. Its first form confirms
 * the address; the second ("this was not me") ends every session of the address. With the token of a link that only
 * stops, the page has only the second form.
 */
export function confirmEndpoint(medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    const { request, response, forPage } = exchange
    forPage.deliver = 'link'
    if (request.method !== 'POST') {
      await context.limiters.confirmPage(request, response)
      const fields = linkFields(readQuery(request))
      rememberFields(medium, fields, exchange, context)
      return linkPage(medium, fields, context)
    }
    await context.limiters.submitToken(request, response)
    const fields = linkFields(await readJsonOrForm(request, response))
    rememberFields(medium, fields, exchange, context)
    return fields.action === 'not_me' ? notMe(medium, fields, context) : confirm(medium, fields, exchange, context)
  }
}

interface LinkFields {
  readonly sid: string
  readonly token: string
  readonly action: 'confirm' | 'not_me'
}

function linkFields(fields: Fields): LinkFields {
  const { sid, token, action = 'confirm' } = takeFields(fields, rules, 'M_MISSING_PARAMS')
  checkOpaqueId('sid', sid)
  checkToken(token)
  if (action !== 'confirm' && action !== 'not_me') throw invalid("action must be 'confirm' or 'not_me'")
  return { sid, token, action }
}

/** Keeps the fields for the button "Try again". */
function rememberFields(
  medium: Medium,
  { sid, token, action }: LinkFields,
  { request, forPage }: Exchange,
  { settings }: Context,
): void {
  const target = formAction(medium, 'confirm', settings)
  forPage.tryAgain =
    request.method === 'POST'
      ? { action: target, fields: { sid, token, action } }
      : { action: target, fields: { sid, token }, method: 'get' }
}

async function linkPage(medium: Medium, fields: LinkFields, { sessions, settings }: Context): Promise<Answer> {
  const { sid, token } = fields
  const found = await sessions.lookByMessage(medium, sid, token)
  if (!found) throw sessionExpired()
  checkMessageToken(found)
  const action = formAction(medium, 'confirm', settings)
  const form = (chosen: LinkFields['action']) => ({ action, fields: { sid, token, action: chosen } })
  const { data, state } = found.session
  const { flow, userId, requester } = data
  const about = { flow, medium, requester, ...(userId !== undefined && { userId }) }
  const confirmed = state !== 'pending'
  const page: Page =
    // While a session is being used there is nothing left to confirm.
    found.token === 'stop' || state === 'spent'
      ? { page: 'stop', ...about, stop: form('not_me') }
      : { page: 'confirm', ...about, confirmed, confirm: form('confirm'), notMe: form('not_me') }
  return { status: 200, json: { success: confirmed }, page }
}

/**
 * Checks that the token belongs to a link: a session with a code only has the link that stops, and a session for nobody
 * has none.
 */
function checkMessageToken({ token, session }: MessageSession): void {
  if (token === 'none' && session.deliver === 'code') throw sessionExpired()
  if (token === 'none' || session.data.isDecoy) throw tokenIncorrect()
}

async function confirm(
  medium: Medium,
  { sid, token }: LinkFields,
  exchange: Exchange,
  context: Context,
): Promise<Answer> {
  const verdict = await context.sessions.confirm(medium, sid, token)
  if (verdict.outcome !== 'right') throw verdict.outcome === 'wrong' ? tokenIncorrect() : sessionExpired()
  const goOn = wantsPage(exchange.request) && (await goOnFromLink(sid, verdict.data, exchange, context))
  if (!goOn) return success(verdict, medium, sid, exchange, context)
  reportValidated(verdict, context)
  return goOn
}

async function notMe(medium: Medium, { sid, token }: LinkFields, { sessions, settings }: Context): Promise<Answer> {
  const found = await sessions.lookByMessage(medium, sid, token)
  if (!found) throw sessionExpired()
  checkMessageToken(found)
  const ended = await sessions.endByMessage(medium, sid, token)
  if (!ended) throw sessionExpired()
  const { data } = found.session
  settings.emit({ type: 'revoked', medium, addressHash: sessions.hashOf(data), reason: 'not_me' })
  const page: Page = { page: 'not-me', flow: data.flow, medium, mayBeUsed: ended.isInUse }
  return { status: 200, json: { success: true }, page }
}
