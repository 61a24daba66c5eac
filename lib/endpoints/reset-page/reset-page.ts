import type { Context } from '../../context'
import type { Answer, Page } from '../../http/answer'
import type { PageForm } from '../../messages/values/page-form'
import { defaults } from '../../options/defaults'
import type { ResetPageOptions } from '../../options/reset-page-options'
import { resetPageUrl } from '../../options/urls'
import type { Medium } from '../../threepids/threepid'
import { ProgressCookie } from './progress'

/** What every part of one reset page works with. */
export interface ResetPage {
  readonly context: Context
  readonly options: ResetPageOptions
  readonly path: string
  readonly cookie: ProgressCookie
  /** Those that a person can be reached by here. */
  readonly media: readonly Medium[]
}

export function resetPageFrom(options: ResetPageOptions, context: Context): ResetPage {
  const path = options.path ?? defaults.resetPage.path
  const { email, sms, identityServers } = context.settings
  // The link that an identity server mails leads to a page of its own, from which nobody comes back to this one.
  const canText = sms !== undefined || identityServers?.delegate?.msisdn !== undefined
  const media: Medium[] = [...(email ? ['email' as const] : []), ...(canText ? ['msisdn' as const] : [])]
  return { context, options, path, cookie: new ProgressCookie(context.settings, path), media }
}

/** A form of this page. */
export function formTo(below: string, { path, context }: ResetPage, method?: 'get'): PageForm {
  return { action: resetPageUrl(path, below, context.settings), fields: {}, ...(method && { method }) }
}

/** After a form: what is loaded anew then sends nothing. */
export function seeOther(below: string, { path, context }: ResetPage): Answer {
  return { status: 303, location: resetPageUrl(path, below, context.settings) }
}

/** Only people come here; the JSON is what a program is told elsewhere. */
export function pageAnswer(page: Page, status = 200): Answer {
  return { status, json: {}, page }
}

/** The cookie is gone, or what it stands for is over. */
export function nothingToGoOn(reset: ResetPage, status: number): Answer {
  return pageAnswer({ page: 'reset-start-again', startAgain: formTo('start-again', reset) }, status)
}

/** The new password came for what is over. A second press of the button is answered so as well, and its answer is the one that
 * the browser shows: it must not say that nothing was set. */
export function passwordOver(reset: ResetPage): Answer {
  return pageAnswer({ page: 'reset-start-again', mayBeDone: true, startAgain: formTo('start-again', reset) }, 400)
}
