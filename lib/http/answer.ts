import type { Request, Response } from 'express'
import { styleHashes } from '../messages/pages/content-security'
import type { Messages, PageValues } from '../messages/values/message-values'
import { setHeaders, type Headers } from './headers'

/** The values of a page without language, server name and brand, which are filled in when the page is written. */
export type Page = PageOf<PageValues>
type PageOf<Values> = Values extends unknown ? Omit<Values, 'language' | 'serverName' | 'brand'> : never

/** An endpoint's answer. If it has both JSON and a page, `Accept` decides between them. */
export type Answer =
  | { readonly status: number; readonly json: object; readonly page?: Page | undefined; readonly headers?: Headers }
  | { readonly status: 302 | 303; readonly location: string }

export interface AnswerSettings {
  readonly messages: Messages
  /** Origins to which a page's form may redirect: Chromium applies `form-action` to redirects too. */
  readonly formOrigins: readonly string[]
  /** The source that the content security policy allows for the logo. */
  readonly logoSource: string | undefined
  /** Whether only people come here: every answer is a page, and its forms tell this server where they come from. Default:
   * false. */
  readonly isForPeople?: boolean
}

/**
 * The URLs and bodies of these answers contain tokens and codes: no cache may keep them, and no other site may learn of
 * them.
 */
const privateHeaders: Headers = Object.entries({
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
})

const pageHeaders: Headers = Object.entries({
  'Content-Type': 'text/html; charset=utf-8',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
  Vary: 'Accept, Accept-Language',
})

/**
 * Whether to answer with a page: to a GET, unless `Accept` names `application/json` and not `text/html`; to a POST only
 * if it names `text/html`.
 */
export function wantsPage(request: Request): boolean {
  const accept = request.headers.accept ?? ''
  const namesHtml = /(?:^|[\s,])text\/html(?=\s*(?:[;,]|$))/i.test(accept)
  if (request.method !== 'GET' && request.method !== 'HEAD') return namesHtml
  return namesHtml || !/(?:^|[\s,])application\/json(?=\s*(?:[;,]|$))/i.test(accept)
}

/** @returns nothing where the answer is written already: a page waits for the person's language */
export function sendAnswer(
  request: Request,
  response: Response,
  answer: Answer,
  settings: AnswerSettings,
): Promise<void> | undefined {
  setHeaders(response, privateHeaders)
  if (settings.isForPeople) response.setHeader('Referrer-Policy', 'same-origin')
  if ('location' in answer) {
    response.statusCode = answer.status
    response.setHeader('Location', answer.location)
    response.end()
    return undefined
  }
  if (answer.headers) setHeaders(response, answer.headers)
  response.statusCode = answer.status
  if (answer.page && (settings.isForPeople || wantsPage(request)))
    return sendPage(request, response, answer.page, settings)
  sendJson(response, answer.json)
  return undefined
}

function sendJson(response: Response, json: object): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(json))
}

async function sendPage(request: Request, response: Response, page: Page, settings: AnswerSettings): Promise<void> {
  const { messages, formOrigins, logoSource = "'none'" } = settings
  const { html } = messages.page({ ...page, language: await messages.language(request) })
  const styles = styleHashes(html)
  const policy = [
    "default-src 'none'",
    `style-src ${styles.join(' ') || "'none'"}`,
    `img-src ${logoSource}`,
    `form-action 'self'${formOrigins.map((origin) => ` ${formSource(origin)}`).join('')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  setHeaders(response, pageHeaders)
  response.setHeader('Content-Security-Policy', policy.join('; '))
  response.end(html)
}

/**
 * A source list can't have a host of an app's own scheme, so the scheme alone is listed (CSP Level 3, section 2.3.1).
 */
function formSource(origin: string): string {
  return /^https?:/.test(origin) ? origin : origin.slice(0, origin.indexOf(':') + 1)
}
