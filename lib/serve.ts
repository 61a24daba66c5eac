import type { Request, RequestHandler, Response } from 'express'
import type { Endpoint } from './context'
import { answerError, type ErrorPageHints } from './error-answer'
import { describeError } from './error-text'
import { sendAnswer, type Answer, type AnswerSettings } from './http/answer'
import { secretsInHeaders } from './http/cookies'
import { setCorsHeaders } from './http/cors'
import { createRequestChecks } from './http/first-request'
import { MatrixError } from './http/matrix-error'
import type { Settings } from './options/settings'
import { privateValuesOf } from './private-values'
import type { Medium } from './threepids/threepid'

/** One row of a router's table. */
export interface Route {
  readonly path: string
  /** The medium of the route, for the words of its pages; undefined for routes of both media. */
  readonly medium: Medium | undefined
  /** By method. Any other method is answered 405. */
  readonly endpoints: Readonly<Record<string, Endpoint>>
  /** Whether people with a browser use this route as well: then errors may be pages. */
  readonly hasPages: boolean
  /** Hints for the error page of this route, such as where to start again. */
  readonly forPage?: ErrorPageHints
  /**
   * Whether only people with a browser use this route: then answers are pages whatever `Accept` says, without CORS
   * headers, and `OPTIONS` is a method like any other.
   * @default false
   */
  readonly isForPeople?: true
  /** Whether a request is left to the host's own handlers. */
  readonly isLeftToHost?: (request: Request) => boolean
}

/**
 * Serves a table of routes; other paths are passed on to the next handler. Paths are compared exactly, so that Express
 * 4 and Express 5 serve the same ones.
 */
export function serveRoutes(routes: readonly Route[], settings: Settings): RequestHandler {
  const shared = {
    messages: settings.messages,
    formOrigins: [...settings.nextLink.origins],
    logoSource: settings.logoSource,
  }
  const served = routes.map((route) => ({ route, form: { ...shared, isForPeople: route.isForPeople ?? false } }))
  const byPath = new Map(served.map((one) => [one.route.path, one]))
  const checkRequest = createRequestChecks(settings)
  return (request, response, next) => {
    const found = byPath.get(request.path)
    if (!found || found.route.isLeftToHost?.(request)) {
      next()
      return
    }
    checkRequest(request)
    void serve(found.route, request, response, settings, found.form)
  }
}

async function serve(
  route: Route,
  request: Request,
  response: Response,
  settings: Settings,
  form: AnswerSettings,
): Promise<void> {
  if (settings.cors && !form.isForPeople) setCorsHeaders(response)
  if (request.method === 'OPTIONS' && !form.isForPeople) {
    response.status(204).end()
    return
  }
  try {
    const answer = await answerOf(route, request, response, settings)
    // The client has closed the connection: there is nobody to answer.
    if (response.headersSent || response.destroyed) return
    await sendAnswer(request, response, route.hasPages ? answer : withoutPage(answer), form)
  } catch (error) {
    // A function of the host's that makes pages may have failed.
    const fields = describeError(error, privateValuesOf(request))
    settings.logger.error({ route: route.path, ...fields }, 'An answer could not be written')
    if (response.headersSent) return
    const json = { errcode: 'M_UNKNOWN', error: 'Something went wrong on this server' }
    await sendAnswer(request, response, { status: 500, json }, form)
  }
}

async function answerOf(route: Route, request: Request, response: Response, settings: Settings): Promise<Answer> {
  const privateValues = privateValuesOf(request)
  privateValues.add(...secretsInHeaders(request))
  const forPage = { ...route.forPage }
  try {
    const endpoint = Object.hasOwn(route.endpoints, request.method) ? route.endpoints[request.method] : undefined
    if (!endpoint) throw methodNotAllowed(route, response)
    return await endpoint({ request, response, privateValues, forPage })
  } catch (error) {
    return answerError(error, { route: route.path, medium: route.medium, privateValues, forPage }, settings)
  }
}

function methodNotAllowed(route: Route, response: Response): MatrixError {
  response.set('Allow', [...Object.keys(route.endpoints), ...(route.isForPeople ? [] : ['OPTIONS'])].join(', '))
  return new MatrixError(405, 'M_UNRECOGNIZED', 'This method is not served here')
}

function withoutPage(answer: Answer): Answer {
  return 'location' in answer ? answer : { ...answer, page: undefined }
}
