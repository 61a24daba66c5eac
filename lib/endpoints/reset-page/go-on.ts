import type { Context, Exchange } from '../../context'
import type { Answer } from '../../http/answer'
import { mayBeFromOwnPage } from '../../http/origin'
import { resetPageUrl } from '../../options/urls'
import type { SessionData } from '../../sessions/session-data'
import { ProgressCookie } from './progress'

/**
 * Leads from the confirm page's button to the password form, in the same browser, if the session was begun on a reset
 * page. The browser that asked gets no access by this: otherwise one click of the person would give the password form
 * to a stranger who asked. Undefined for any other session; and if another site's form pressed the button, because
 * somebody with a link of their own could so put their session into a person's browser.
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
