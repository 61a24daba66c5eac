import type { Context } from '../../context'
import type { Answer, Page } from '../../http/answer'
import type { PageForm } from '../../messages/values/page-form'
import { defaults } from '../../options/defaults'
import type { ResetPageOptions } from '../../options/reset-page-options'
import { resetPageUrl } from '../../options/urls'
import type { Medium } from '../../threepids/threepid'
import { ProgressCookie } from './progress'

/** The parts of one reset page that its routes share. */
export interface ResetPage {
  readonly context: Context
  readonly options: ResetPageOptions
  readonly path: string
  readonly cookie: ProgressCookie
  /** The media by which a person can be reached on this page. */
  readonly media: readonly Medium[]
}

export function resetPageFrom(options: ResetPageOptions, context: Context): ResetPage {
  const path = options.path ?? defaults.resetPage.path
  const { email, sms, identityServers } = context.settings
  // Email by an identity server is not offered: its link opens a page of that server, from which nobody comes back to
  // this one.
  const canText = sms !== undefined || identityServers?.delegate?.msisdn !== undefined
  const media: Medium[] = [...(email ? ['email' as const] : []), ...(canText ? ['msisdn' as const] : [])]
  return { context, options, path, cookie: new ProgressCookie(context.settings, path), media }
}

/** A form that leads to a path of this page. */
export function formTo(below: string, { path, context }: ResetPage, method?: 'get'): PageForm {
  return { action: resetPageUrl(path, below, context.settings), fields: {}, ...(method && { method }) }
}

/** The answer to a form: a redirect, so that a reload sends nothing. */
export function seeOther(below: string, { path, context }: ResetPage): Answer {
  return { status: 303, location: resetPageUrl(path, below, context.settings) }
}

/** Only people use these routes. The JSON is what a program would be told elsewhere. */
export function pageAnswer(page: Page, status = 200): Answer {
  return { status, json: {}, page }
}

/** The page if the cookie is missing or its session is over. */
export function nothingToGoOn(reset: ResetPage, status: number): Answer {
  return pageAnswer({ page: 'reset-start-again', startAgain: formTo('start-again', reset) }, status)
}

/**
 * The page if a new password came for a session that is over. A second press of the button gets this answer too, and
 * the browser shows only the last one: so it must not say that nothing was set.
 */
export function passwordOver(reset: ResetPage): Answer {
  return pageAnswer({ page: 'reset-start-again', mayBeDone: true, startAgain: formTo('start-again', reset) }, 400)
}
