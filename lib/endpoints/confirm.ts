import type { Context, Endpoint } from '../context'
import type { Answer } from '../http/answer'
import { readJsonOrForm, readQuery, type Fields } from '../http/body'
import { takeFields } from '../http/fields'
import { checkOpaqueId, checkToken, invalid } from '../http/grammar'
import { formAction } from '../options/urls'
import type { Medium } from '../threepids/threepid'
import { sessionExpired, success, tokenIncorrect } from './verdicts'

const rules = {
  sid: { type: 'string', required: true },
  token: { type: 'string', required: true },
  action: { type: 'string' },
} as const

/**
 * The page behind an emailed link. Its GET changes nothing however often it is fetched: mail scanners follow links. Its
 * first form proves the address, its second ends the session ("this was not me").
 */
export function confirmEndpoint(medium: Medium, context: Context): Endpoint {
  return async (exchange) => {
    const { request, response } = exchange
    if (request.method !== 'POST') {
      await context.limiters.confirmPage(request, response)
      return confirmPage(medium, linkFields(readQuery(request)), context)
    }
    await context.limiters.submitToken(request, response)
    const { sid, token, action } = linkFields(await readJsonOrForm(request, response))
    if (action === 'not_me') return notMe(medium, { sid, token }, context)
    const verdict = await context.sessions.confirm(medium, sid, token)
    if (verdict.outcome === 'right') return success(verdict, medium, sid, exchange, context)
    throw verdict.outcome === 'wrong' ? tokenIncorrect() : sessionExpired()
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

async function confirmPage(
  medium: Medium,
  { sid, token }: LinkFields,
  { sessions, settings }: Context,
): Promise<Answer> {
  const found = await sessions.lookByMessage(medium, sid, token)
  if (!found || found.session.deliver === 'code') throw sessionExpired()
  // A decoy has no token that is good.
  const { session } = found
  const { userId, asked } = session.data
  if (found.token !== 'link' || userId === undefined) throw tokenIncorrect()
  const action = formAction(medium, 'confirm', settings)
  const form = (what: LinkFields['action']) => ({ action, fields: { sid, token, action: what } })
  return {
    status: 200,
    json: { success: session.state === 'validated' },
    page: {
      page: 'confirm',
      flow: 'password',
      medium,
      userId,
      asked,
      confirmed: session.state === 'validated',
      confirm: form('confirm'),
      notMe: form('not_me'),
    },
  }
}

async function notMe(
  medium: Medium,
  { sid, token }: { readonly sid: string; readonly token: string },
  { sessions, settings }: Context,
): Promise<Answer> {
  const found = await sessions.lookByMessage(medium, sid, token)
  if (found?.session.deliver === 'link' && found.token === 'none') throw tokenIncorrect()
  if (!found || !(await sessions.endByMessage(medium, sid, token))) throw sessionExpired()
  settings.emit({ type: 'revoked', medium, addressHash: sessions.hashOf(found.session.data), reason: 'not_me' })
  return { status: 200, json: { success: true }, page: { page: 'not-me', flow: 'password', medium, mayBeUsed: false } }
}
