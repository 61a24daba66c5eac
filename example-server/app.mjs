// The Express app: the package first, then the rest of a small homeserver.
import express from 'express'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  createResetPageRouter,
} from 'express-matrix-password-reset'
import { AccessTokens } from './access-tokens.mjs'
import { minPasswordLength } from './accounts.mjs'
import { brand } from './brand.mjs'
import { allowEveryOrigin, answerPreflight } from './cors.mjs'
import { answerError, unrecognized } from './errors.mjs'
import { byOneName, homePage } from './home-page.mjs'
import { homeserver } from './homeserver.mjs'
import { InteractiveAuth } from './interactive-auth.mjs'
import { outboxPages } from './outbox-pages.mjs'

/**
 * @param {object} parts
 * @param {import('./configuration.mjs').Configuration} parts.configuration
 * @param {string} parts.publicBaseUrl
 * @param {import('./accounts.mjs').Accounts} parts.accounts
 * @param {import('./senders.mjs').Senders} parts.senders
 * @param {import('express-matrix-password-reset').RedisClient | undefined} parts.redis
 * @param {(line: string) => void} parts.log
 */
export function createApp({ configuration, publicBaseUrl, accounts, senders, redis, log }) {
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl,
    flows: ['password', 'register', '3pid'],
    accounts: { findByThreepid: (threepid) => accounts.findByThreepid(threepid) },
    redis,
    secret: configuration.resetSecret,
    email: { sender: senders.email, deliver: configuration.email.deliver },
    sms: { sender: senders.sms, deliver: configuration.sms.deliver, countries: configuration.sms.countries },
    identityServers: configuration.identityServers,
    nextLink: { origins: configuration.nextLinkOrigins },
    unknownThreepid: configuration.unknownThreepid,
    ...(!configuration.hasLimits && { limits: false }),
    brand,
    logger: loggerTo(log),
    onEvent: (event) => {
      if (event.type === 'limited')
        log(`limited: a request was refused by limits.${event.limit}; to try without limits, set LIMITS=off`)
    },
  })
  const accessTokens = new AccessTokens()
  /** @type {import('express-matrix-password-reset').AccountPasswordOptions['setPassword']} */
  const setPassword = async ({ userId, newPassword, logoutDevices }) => {
    await accounts.setPassword(userId, newPassword)
    if (logoutDevices) accessTokens.signOutEverywhere(userId)
  }

  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', configuration.trustProxy)
  // Not with PUBLIC_BASE_URL: then a proxy may send another `Host` than the name that people type.
  if (configuration.publicBaseUrl === undefined) app.use(byOneName(publicBaseUrl))
  app.use(createResetPageRouter(passwordReset, { setPassword, passwordRules }))
  app.use(allowEveryOrigin)
  app.use(passwordReset)
  app.use(createAccountPasswordRouter(passwordReset, { setPassword }))
  app.use(answerPreflight)
  app.use(homeserver(publicBaseUrl, { accounts, accessTokens, interactiveAuth: new InteractiveAuth(), passwordReset }))
  app.use(homePage(publicBaseUrl, senders.messages !== undefined))
  if (senders.messages) app.use(outboxPages(senders.messages))
  app.use(unrecognized)
  app.use(answerError(log))
  return { app, passwordReset }
}

const rules = new Map([
  ['en', `At least ${minPasswordLength} characters`],
  ['de', `Mindestens ${minPasswordLength} Zeichen`],
  ['fr', `Au moins ${minPasswordLength} caractères`],
  ['es', `Al menos ${minPasswordLength} caracteres`],
  ['ar', `${minPasswordLength} أحرف على الأقل`],
  ['ja', `${minPasswordLength} 文字以上`],
])

/** @param {string} language */
function passwordRules(language) {
  return rules.get(language) ?? `At least ${minPasswordLength} characters`
}

/**
 * @param {(line: string) => void} log
 * @returns {import('express-matrix-password-reset').Logger}
 */
function loggerTo(log) {
  /** @param {string} level */
  const write = (level) => (/** @type {object} */ fields, /** @type {string} */ message) =>
    log(`${level}: ${message} ${JSON.stringify(fields)}`)
  return { warn: write('warning'), error: write('error') }
}
