import { Router } from 'express'
import { formTo, resetPageFrom, type ResetPage } from './endpoints/reset-page/reset-page'
import { resetPageRoutes } from './endpoints/reset-page/routes'
import { checkOptions } from './options/check-options'
import type { ResetPageOptions } from './options/reset-page-options'
import { schemas } from './options/schemas'
import { contextForPasswords, type PasswordResetRouter } from './router'
import { serveRoutes, type Route } from './serve'

const factory = 'createResetPageRouter'

/**
 * A page for people whose client has none: they ask for a message, confirm, and choose a new password. Plain forms, in the
 * languages and with the brand of `passwordReset`. Mount it where `publicBaseUrl` says, beside `passwordReset` itself.
 *
 * @param passwordReset what `createPasswordResetRouter` returned
 * @throws TypeError naming what is wrong, the kind of value that came, and the fix; also where `flows` lacks `'password'`
 * @example
 * app.use(createResetPageRouter(passwordReset, {
 *   setPassword: ({ userId, newPassword, logoutDevices }) => accounts.setPassword(userId, newPassword, logoutDevices),
 *   passwordRules: () => 'At least 8 characters',
 * }))
 */
export function createResetPageRouter(passwordReset: PasswordResetRouter, options: ResetPageOptions): Router {
  const context = contextForPasswords(factory, passwordReset)
  checkOptions(factory, schemas().resetPageSchema, options)
  const reset = resetPageFrom(options, context)
  const shared = {
    medium: undefined,
    hasPages: true,
    isForPeople: true,
    forPage: { startAgain: formTo('', reset, 'get') },
  } as const
  const routes: Route[] = resetPageRoutes(reset).map((route) => ({
    ...route,
    ...shared,
    forPage: { ...shared.forPage, tryAgain: tryAgainOf(route.path, reset) },
  }))
  const router = Router()
  router.use(serveRoutes(routes, context.settings))
  return router
}

/**
 * Where "Try again" on an error page leads: to the first page, or to the page that the cookie belongs to. Nothing that
 * was sent is repeated.
 */
function tryAgainOf(path: string, reset: ResetPage) {
  const isFirst = [reset.path, ...reset.media.map((medium) => `${reset.path}/${medium}`)].includes(path)
  return formTo(isFirst ? '' : 'sent', reset, 'get')
}
