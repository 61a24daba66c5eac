// `/register` (Client-Server API, "Account registration"), with an email address, a phone number, both, or neither.
import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import { MatrixError } from 'express-matrix-password-reset'
import { checkPasswordRules, userIdOf } from './accounts.mjs'
import { bodyOf, clientServerRoute, stringFrom } from './client-server-route.mjs'

/** @typedef {import('express-matrix-password-reset').PasswordReset} PasswordReset */
/** @typedef {import('./homeserver.mjs').Parts} Parts */

const email = 'm.login.email.identity'
const msisdn = 'm.login.msisdn'
/** A stage without a check. A client completes it to end the registration, so that a person may confirm one address or both. */
const dummy = 'm.login.dummy'
const flows = [[dummy], [email, dummy], [msisdn, dummy], [email, msisdn, dummy]]

/** @param {Parts} parts */
export function registrationRoutes({ accounts, accessTokens, interactiveAuth, passwordReset }) {
  const stages = {
    [email]: confirmed('email', passwordReset),
    [msisdn]: confirmed('msisdn', passwordReset),
    [dummy]: () => Promise.resolve(undefined),
  }
  const router = Router()
  clientServerRoute(router, '/register/available', {
    GET: (request, response) => {
      accounts.checkIsFree(stringFrom(request.query, 'username'))
      response.json({ available: true })
    },
  })
  clientServerRoute(router, '/register', {
    POST: async (request, response) => {
      if (request.query.kind === 'guest') throw new MatrixError(403, 'M_GUEST_ACCESS_FORBIDDEN', 'No guests here')
      const body = bodyOf(request)
      const password = stringFrom(body, 'password')
      const localpart = body.username === undefined ? randomBytes(8).toString('hex') : stringFrom(body, 'username')
      const deviceId = body.device_id === undefined ? undefined : stringFrom(body, 'device_id')
      // Checked first, so that a person learns of a wrong name or password before they confirm an address.
      accounts.checkIsFree(localpart)
      checkPasswordRules(password)

      await interactiveAuth.run(body.auth, { purpose: 'register', flows, stages }, (done) =>
        redeemAll([done.get(email), done.get(msisdn)], passwordReset, async (threepids) => {
          const userId = await accounts.add(localpart, password)
          for (const threepid of threepids) accounts.addThreepid(userId, threepid)
        }),
      )
      const userId = userIdOf(localpart)
      response.json(body.inhibit_login === true ? { user_id: userId } : accessTokens.signIn(userId, deviceId))
    },
  })
  return router
}

/**
 * The stage of an address, which is done if the address is confirmed. The confirmation is used up when all stages are done.
 * @param {'email' | 'msisdn'} medium
 * @param {PasswordReset} passwordReset
 * @returns {import('./interactive-auth.mjs').Stage}
 */
function confirmed(medium, passwordReset) {
  return async (auth) => {
    const credentials = auth.threepid_creds ?? auth.threepidCreds
    const threepid = await passwordReset.validated(credentials, { flow: 'register' })
    if (threepid?.medium !== medium) throw new MatrixError(401, 'M_UNAUTHORIZED', 'This address is not confirmed yet')
    return credentials
  }
}

/**
 * Uses several confirmations, one inside the other. If a later one fails, the earlier ones can be used again.
 * @param {readonly unknown[]} credentials
 * @param {PasswordReset} passwordReset
 * @param {(threepids: readonly import('express-matrix-password-reset').Threepid[]) => Promise<void>} use
 * @param {readonly import('express-matrix-password-reset').Threepid[]} threepids
 * @returns {Promise<void>}
 */
async function redeemAll([first, ...others], passwordReset, use, threepids = []) {
  const goOn = (/** @type {readonly import('express-matrix-password-reset').Threepid[]} */ all) =>
    others.length > 0 ? redeemAll(others, passwordReset, use, all) : use(all)
  if (first === undefined) return goOn(threepids)
  const used = await passwordReset.redeem(
    first,
    async (threepid) => {
      await goOn([...threepids, threepid])
      return true
    },
    { flow: 'register' },
  )
  if (used === null) throw new MatrixError(401, 'M_UNAUTHORIZED', 'An address must be confirmed again')
}
