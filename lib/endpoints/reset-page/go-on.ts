import type { Context, Exchange } from '../../context'
import type { Answer } from '../../http/answer'
import { mayBeFromOwnPage } from '../../http/origin'
import { resetPageUrl } from '../../options/urls'
import type { SessionData } from '../../sessions/session-data'
import { ProgressCookie } from './progress'

/**
 * Whoever confirms goes on: the button of the confirm page leads to the password form in that very browser, where its session
 * was begun on a reset page. The browser that asked gets nothing by it: else one click of the person would hand a stranger
 * who asked the form. Undefined for any other session, and where another site's form pressed the button: whoever has a link
 * of their own would put their session into a person's browser, in the place of that person's.
 */
export async function goOnFromLink(
  sid: string,
  { resetPage }: SessionData,
  { request, response }: Exchange,
  { sessions, settings }: Context,
): Promise<Answer | undefined> {
  if (!mayBeFromOwnPage(request, settings.publicBaseUrl.origin)) return undefined
  const credentials = resetPage && sessions.resetPageCredentials(sid, resetPage)
  if (!credentials) return undefined
  const now = Date.now()
  const session = await sessions.look(credentials)
  if (session?.state !== 'validated') return undefined
  new ProgressCookie(settings, resetPage.path).write(
    response,
    { step: 'proved', credentials },
    now + session.expiresInMs,
  )
  return { status: 303, location: resetPageUrl(resetPage.path, 'password', settings) }
}
