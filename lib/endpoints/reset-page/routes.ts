import type { Endpoint, Exchange } from '../../context'
import type { Answer } from '../../http/answer'
import { readQuery } from '../../http/body'
import { MatrixError } from '../../http/matrix-error'
import { isFromOwnPage } from '../../http/origin'
import { countedLook } from '../account-password'
import { ask, askAgain, askPage } from './ask'
import { pendingPage } from './pending-pages'
import { submitCode } from './code'
import { donePage } from './done'
import { choosePassword, passwordForm } from './password'
import { formTo, nothingToGoOn, pageAnswer, seeOther, type ResetPage } from './reset-page'

/** A path of the reset page, with its endpoints by method. */
interface ResetPageRoute {
  readonly path: string
  readonly endpoints: Readonly<Record<string, Endpoint>>
}

type Step = (exchange: Exchange, reset: ResetPage) => Promise<Answer>

/**
 * A whole reset for a person with a browser. Every form is answered with a redirect to a page that depends only on the
 * cookie, so a reload or a typed address sends and changes nothing.
 */
export function resetPageRoutes(reset: ResetPage): readonly ResetPageRoute[] {
  const steps: Readonly<Record<string, Step>> = {
    ...Object.fromEntries(reset.media.map((medium) => [medium, (exchange: Exchange) => ask(medium, exchange, reset)])),
    again: askAgain,
    code: submitCode,
    password: choosePassword,
    'start-again': startAgain,
  }
  return [
    routeOf('', { get: firstPage }, reset),
    routeOf('sent', { get: currentPage }, reset),
    routeOf('done', { get: donePage }, reset),
    ...Object.entries(steps).map(([below, post]) => routeOf(below, { get: currentPage, post }, reset)),
  ]
}

function routeOf(
  below: string,
  { get, post }: { readonly get: Step; readonly post?: Step },
  reset: ResetPage,
): ResetPageRoute {
  const read: Endpoint = (exchange) => get(exchange, reset)
  return {
    path: below === '' ? reset.path : `${reset.path}/${below}`,
    endpoints: { GET: read, HEAD: read, ...(post && { POST: fromOwnPage(post, reset) }) },
  }
}

/** Refuses forms from other sites: they could put a stranger's session into a person's browser, or have mails sent. */
function fromOwnPage(step: Step, reset: ResetPage): Endpoint {
  return async (exchange) => {
    const { settings } = reset.context
    if (isFromOwnPage(exchange.request, settings.publicBaseUrl.origin)) return step(exchange, reset)
    exchange.forPage.page = { page: 'reset-forbidden', startAgain: formTo('', reset, 'get') }
    throw new MatrixError(403, 'M_FORBIDDEN', 'That did not come from a page of this server')
  }
}

async function firstPage(_exchange: Exchange, reset: ResetPage): Promise<Answer> {
  return pageAnswer(askPage(reset))
}

/**
 * The page that the cookie leads to. Each time it is loaded counts for its session, like a poll of `/account/password`:
 * reloading does not come near that limit, and others of the network don't count towards it. A cookie whose session is
 * over counts for the network, like a link that is opened: its page only offers to start again.
 */
async function currentPage(exchange: Exchange, reset: ResetPage): Promise<Answer> {
  const { request, response, privateValues } = exchange
  const { context, cookie } = reset
  const progress = cookie.read(request)
  if (!progress) return nothingToGoOn(reset, 200)
  const { sid, clientSecret } = progress.credentials
  privateValues.add(sid, clientSecret)
  const session = await countedLook(progress.credentials, exchange, context)
  if (!session) await context.limiters.confirmPage(request, response)
  if (progress.step === 'proved') return passwordForm(session, exchange, reset)
  const { looked } = readQuery(request)
  return pageAnswer(pendingPage(progress, session, looked !== undefined, reset))
}

async function startAgain({ response }: Exchange, reset: ResetPage): Promise<Answer> {
  reset.cookie.delete(response)
  return seeOther('', reset)
}
