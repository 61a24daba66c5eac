// The routes of a small homeserver that are not the package's.
import { Router } from 'express'
import { accountRoutes } from './account.mjs'
import { discoveryRoutes } from './discovery.mjs'
import { loginRoutes } from './login.mjs'
import { registrationRoutes } from './registration.mjs'
import { threepidRoutes } from './threepids.mjs'

/**
 * @typedef {object} Parts
 * @property {import('./accounts.mjs').Accounts} accounts
 * @property {import('./access-tokens.mjs').AccessTokens} accessTokens
 * @property {import('./interactive-auth.mjs').InteractiveAuth} interactiveAuth
 * @property {import('express-matrix-password-reset').PasswordReset} passwordReset
 */

/**
 * @param {string} publicBaseUrl
 * @param {Parts} parts
 */
export function homeserver(publicBaseUrl, parts) {
  const router = Router()
  router.use(discoveryRoutes(publicBaseUrl))
  router.use(loginRoutes(parts))
  router.use(registrationRoutes(parts))
  router.use(accountRoutes(parts))
  router.use(threepidRoutes(parts))
  return router
}
