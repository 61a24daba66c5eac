import type { Exchange } from '../../context'
import { answerError } from '../../error-answer'
import type { Answer, Page } from '../../http/answer'
import { readJsonOrForm, type Fields } from '../../http/body'
import { MatrixError } from '../../http/matrix-error'
import type { NetworkCharge } from '../../limits/network-charge'
import type { AskPage } from '../../messages/values/reset-page-values'
import type { ResetPageOrigin } from '../../sessions/session-data'
import type { Credentials } from '../../sessions/validation-session'
import { knownCountries } from '../../threepids/phone-number'
import type { Medium } from '../../threepids/threepid'
import { limitRequest, requestTokenFor } from '../request-token'
import { tokenRequestFields, type TokenRequestFields } from '../request-token-fields'
import type { Pending } from './progress'
import { formTo, nothingToGoOn, seeOther, type ResetPage } from './reset-page'

type Problem = NonNullable<AskPage['problem']>

/** Refusals that are shown beside the field. Others have a page of their own. */
const reasons: ReadonlyMap<string, Problem['reason']> = new Map([
  ['M_INVALID_PARAM', 'invalid'],
  ['M_MISSING_PARAM', 'invalid'],
  ['M_BAD_JSON', 'invalid'],
  ['M_THREEPID_NOT_FOUND', 'unknown'],
  ['M_THREEPID_DENIED', 'denied'],
  ['M_EMAIL_SEND_ERROR', 'not-sent'],
  ['M_SEND_ERROR', 'not-sent'],
])

export function askPage(reset: ResetPage, problem?: Problem & { readonly country?: string | undefined }): Page {
  const { sms } = reset.context.settings
  const countries = () => (sms ? [...sms.countries] : knownCountries())
  return {
    page: 'reset-ask',
    ...(reset.media.includes('email') && { email: formTo('email', reset) }),
    ...(reset.media.includes('msisdn') && {
      msisdn: { form: formTo('msisdn', reset), countries: countries(), country: problem?.country },
    }),
    ...(problem && { problem }),
  }
}

/** Handles the first form: sends a link or code, like `requestToken`. Each time with a new `client_secret`. */
export async function ask(medium: Medium, exchange: Exchange, reset: ResetPage): Promise<Answer> {
  const { context } = reset
  return limitRequest(medium, exchange, context, async (message) => {
    const typed = await readJsonOrForm(exchange.request, exchange.response)
    const { seed, clientSecret } = context.sessions.newResetPageSecret()
    try {
      const fields = fieldsOf(medium, typed, { clientSecret, sendAttempt: 1 }, { path: reset.path, seed }, reset)
      await send(fields, { message, last: undefined }, exchange, reset)
    } catch (error) {
      sayBesideField(error, medium, typed, exchange, reset)
      throw error
    }
    return seeOther('sent', reset)
  })
}

/** Handles "Send again" and "New code": the next attempt of a session that is pending, or a new session. */
export async function askAgain(exchange: Exchange, reset: ResetPage): Promise<Answer> {
  const pending = reset.cookie.read(exchange.request)
  if (pending?.step !== 'pending') return pending ? seeOther('password', reset) : nothingToGoOn(reset, 400)
  return limitRequest(pending.threepid.medium, exchange, reset.context, (message) =>
    sendAgain(pending, message, exchange, reset),
  )
}

async function sendAgain(
  pending: Pending,
  message: NetworkCharge,
  exchange: Exchange,
  reset: ResetPage,
): Promise<Answer> {
  const { threepid, country = '' } = pending
  const typed = { email: threepid.address, phone_number: `+${threepid.address}`, country }
  const { names, origin } = await sessionToAskIn(pending, reset)
  try {
    await send(fieldsOf(threepid.medium, typed, names, origin, reset), { message, last: 'sent' }, exchange, reset)
  } catch (error) {
    const isNotSent = error instanceof MatrixError && reasons.get(error.errcode) === 'not-sent'
    if (!isNotSent) {
      sayBesideField(error, threepid.medium, typed, exchange, reset)
      throw error
    }
    // Reported like any error. The person gets back to the page, which says that nothing was sent.
    answerError(error, { route: reset.path, medium: threepid.medium, ...exchange }, reset.context.settings)
    reset.cookie.rewrite(exchange.request, exchange.response, { ...pending, last: 'not-sent' })
  }
  return seeOther('sent', reset)
}

interface Names {
  readonly clientSecret: string
  readonly sendAttempt: number
}

async function sessionToAskIn(
  { credentials, sendAttempt }: Pending,
  { context, path }: ResetPage,
): Promise<{ readonly names: Names; readonly origin: ResetPageOrigin }> {
  const session = await context.sessions.look(credentials)
  const origin = session?.data.resetPage
  if (session?.state === 'pending' && origin)
    return { names: { clientSecret: credentials.clientSecret, sendAttempt: sendAttempt + 1 }, origin }
  const { seed, clientSecret } = context.sessions.newResetPageSecret()
  return { names: { clientSecret, sendAttempt: 1 }, origin: { path, seed } }
}

function fieldsOf(
  medium: Medium,
  { email, phone_number, country }: Fields,
  { clientSecret, sendAttempt }: Names,
  resetPage: ResetPageOrigin,
  { context }: ResetPage,
): TokenRequestFields {
  const typed = medium === 'email' ? { email } : { phone_number, country }
  const body = { ...typed, client_secret: clientSecret, send_attempt: sendAttempt }
  return { ...tokenRequestFields('password', medium, body, context), resetPage }
}

async function send(
  fields: TokenRequestFields,
  { message, last }: { readonly message: NetworkCharge; readonly last: 'sent' | undefined },
  exchange: Exchange,
  { context, cookie }: ResetPage,
): Promise<void> {
  const { threepid, country, clientSecret, sendAttempt } = fields
  const { sid, deliver } = await requestTokenFor(fields, message, exchange, context)
  const credentials: Credentials = { sid, clientSecret }
  exchange.privateValues.add(sid, clientSecret)
  const now = Date.now()
  const session = await context.sessions.look(credentials)
  const { linkLifetimeMs, codeLifetimeMs } = context.settings.tokens
  // If the session ended meanwhile, the page says so.
  const livesMs = session?.expiresInMs ?? (deliver === 'code' ? codeLifetimeMs : linkLifetimeMs)
  const progress: Pending = { step: 'pending', credentials, deliver, threepid, country, sendAttempt, last }
  cookie.write(exchange.response, progress, now + livesMs)
}

function sayBesideField(
  error: unknown,
  medium: Medium,
  { email, phone_number: number, country }: Fields,
  { forPage }: Exchange,
  reset: ResetPage,
): void {
  const reason = error instanceof MatrixError ? reasons.get(error.errcode) : undefined
  if (reason === undefined) return
  const typed = medium === 'email' ? email : number
  forPage.page = askPage(reset, {
    medium,
    reason,
    ...(typeof typed === 'string' && { typed: typed.slice(0, 500) }),
    ...(typeof country === 'string' && { country }),
  })
}
