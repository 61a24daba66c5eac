// The Express app: the package first, then the rest of a small homeserver.
import express from 'express'
import { createAccountPasswordRouter, createPasswordResetRouter } from 'express-matrix-password-reset'
import { accountRoutes } from './account-routes.mjs'
import { allowEveryOrigin, answerPreflight } from './cors.mjs'
import { discoveryRoutes } from './discovery.mjs'
import { answerError, unrecognized } from './errors.mjs'
import { loginRoutes } from './login.mjs'
import { outboxPages } from './outbox-pages.mjs'
import { resetPage } from './reset-page.mjs'

/**
 * @param {object} parts
 * @param {import('./configuration.mjs').Configuration} parts.configuration
 * @param {string} parts.publicBaseUrl
 * @param {import('./accounts.mjs').Accounts} parts.accounts
 * @param {import('./senders.mjs').Senders} parts.senders
 * @param {import('ioredis').Redis | undefined} parts.redis
 * @param {(line: string) => void} parts.log
 */
export function createApp({ configuration, publicBaseUrl, accounts, senders, redis, log }) {
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl,
    accounts: { findByThreepid: (threepid) => accounts.findByThreepid(threepid) },
    redis,
    secret: configuration.resetSecret,
    email: { sender: senders.email, deliver: configuration.email.deliver },
    sms: { sender: senders.sms, deliver: configuration.sms.deliver, countries: configuration.sms.countries },
    identityServers: configuration.identityServers,
    nextLink: { origins: configuration.nextLinkOrigins },
    unknownThreepid: configuration.unknownThreepid,
    logger: loggerTo(log),
  })

  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', configuration.trustProxy)
  app.use(allowEveryOrigin)
  app.use(passwordReset)
  app.use(
    createAccountPasswordRouter(passwordReset, {
      async setPassword({ userId, newPassword, logoutDevices }) {
        await accounts.setPassword(userId, newPassword)
        if (logoutDevices) accounts.signOutEverywhere(userId)
      },
    }),
  )
  app.use(answerPreflight)
  app.use(discoveryRoutes(publicBaseUrl))
  app.use(loginRoutes(accounts))
  app.use(accountRoutes(accounts))
  app.use(resetPage(publicBaseUrl, senders.messages !== undefined))
  if (senders.messages) app.use(outboxPages(senders.messages))
  app.use(unrecognized)
  app.use(answerError(log))
  return { app, passwordReset }
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
