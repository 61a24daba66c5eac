import type { Exchange } from '../../context'
import type { Answer, Page } from '../../http/answer'
import { readJsonOrForm, type Fields } from '../../http/body'
import { MatrixError } from '../../http/matrix-error'
import type { NewPasswordPage } from '../../messages/values/reset-page-values'
import { confirmedSession, type ConfirmedSession } from '../../proof/validated-threepid'
import type { LiveSession } from '../../sessions/validation-session'
import { changePassword, countedUnreadable, liveSession } from '../account-password'
import { doneQuery } from './done'
import { formTo, nothingToGoOn, pageAnswer, passwordOver, seeOther, type ResetPage } from './reset-page'

type Problem = NewPasswordPage['problem']

/** The password form, if the address was confirmed in this browser. */
export async function passwordForm(
  session: LiveSession | undefined,
  exchange: Exchange,
  reset: ResetPage,
): Promise<Answer> {
  const proved = session?.state === 'validated' ? await confirmedSession(session, reset.context) : undefined
  if (!proved) {
    // The cookie names no session (any more), so it is deleted.
    reset.cookie.delete(exchange.response)
    return nothingToGoOn(reset, 200)
  }
  exchange.privateValues.add(proved.data.userId, proved.data.address)
  return pageAnswer(await passwordPage(proved, exchange, reset))
}

/** Handles the new password like `/account/password`, with its limits and its notice. */
export async function choosePassword(exchange: Exchange, reset: ResetPage): Promise<Answer> {
  const { context, cookie, options } = reset
  const progress = cookie.read(exchange.request)
  const credentials = progress?.step === 'proved' ? progress.credentials : undefined
  const body = await countedUnreadable(readJsonOrForm(exchange.request, exchange.response), exchange, context)
  const session = await liveSession(credentials, exchange, context)
  const proved = session?.state === 'validated' ? await confirmedSession(session, context) : undefined
  // The cookie stays: a first press of the button may still be in work and be refused, and then the person can go on
  // with the cookie.
  if (!proved || !credentials) return passwordOver(reset)

  const logoutDevices = body['logout_devices'] === 'true'
  const typed = typedPassword(body)
  if (typed.problem !== undefined) {
    const page = await passwordPage(proved, exchange, reset, { problem: typed.problem, logoutDevices })
    return pageAnswer(page, 400)
  }
  const change = { session: proved, credentials, newPassword: typed.newPassword, logoutDevices }
  const setPassword = async (change: Parameters<typeof options.setPassword>[0]) => {
    try {
      await options.setPassword(change)
    } catch (error) {
      await sayWhy(error, proved, logoutDevices, exchange, reset)
      throw error
    }
  }
  const isChanged = await changePassword(change, { ...options, setPassword }, exchange, context)
  if (!isChanged) return passwordOver(reset)
  cookie.delete(exchange.response)
  return seeOther(`done?${doneQuery({ userId: proved.data.userId ?? '', loggedOut: logoutDevices }, reset)}`, reset)
}

async function passwordPage(
  { data: { userId = '', medium } }: ConfirmedSession,
  { request }: Exchange,
  reset: ResetPage,
  more: { readonly problem?: Problem; readonly logoutDevices?: boolean } = {},
): Promise<Page> {
  const { messages } = reset.context.settings
  const rules = await reset.options.passwordRules?.(await messages.language(request))
  return {
    page: 'reset-password',
    medium,
    userId,
    form: formTo('password', reset),
    startAgain: formTo('start-again', reset),
    ...(typeof rules === 'string' && rules !== '' && { rules }),
    ...more,
  }
}

function typedPassword(
  body: Fields,
): { readonly newPassword: string; readonly problem?: never } | { readonly problem: 'empty' | 'different' } {
  const { new_password: one, new_password_again: other } = body
  if (typeof one !== 'string' || one === '') return { problem: 'empty' }
  return one === other ? { newPassword: one } : { problem: 'different' }
}

/** Shows the host's own words beside the field. The session can be used again. */
async function sayWhy(
  error: unknown,
  proved: ConfirmedSession,
  logoutDevices: boolean,
  exchange: Exchange,
  reset: ResetPage,
): Promise<void> {
  if (!(error instanceof MatrixError)) return
  exchange.forPage.page = await passwordPage(proved, exchange, reset, {
    problem: { said: error.message },
    logoutDevices,
  })
}
