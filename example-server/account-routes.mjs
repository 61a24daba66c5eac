// What is done with an access token, and what cannot be done here.
import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import { MatrixError } from 'express-matrix-password-reset'
import { bodyOf, clientServerRoute, objectFrom, stringFrom } from './client-server-route.mjs'
import { checkPassword } from './login.mjs'

/** @typedef {import('./accounts.mjs').Accounts} Accounts */

/** @param {Accounts} accounts */
export function accountRoutes(accounts) {
  const router = Router()
  clientServerRoute(router, '/register', {
    POST: () => {
      throw new MatrixError(403, 'M_FORBIDDEN', 'This server takes no registrations')
    },
  })
  clientServerRoute(router, '/account/whoami', {
    GET: (request, response) => {
      const { userId, deviceId } = sessionOf(request, accounts)
      response.json({ user_id: userId, device_id: deviceId, is_guest: false })
    },
  })
  clientServerRoute(router, '/logout', {
    POST: (request, response) => {
      accounts.signOut(sessionOf(request, accounts))
      response.json({})
    },
  })
  clientServerRoute(router, '/logout/all', {
    POST: (request, response) => {
      accounts.signOutEverywhere(sessionOf(request, accounts).userId)
      response.json({})
    },
  })
  // Without an access token the package has answered already.
  clientServerRoute(router, '/account/password', {
    POST: async (request, response) => {
      await changePassword(request, accounts)
      response.json({})
    },
  })
  return router
}

/**
 * Somebody who is signed in changes the password, and gives the old one (Client-Server API, "User-Interactive
 * Authentication API").
 * @param {import('express').Request} request
 * @param {Accounts} accounts
 */
async function changePassword(request, accounts) {
  const session = sessionOf(request, accounts)
  const body = bodyOf(request)
  const auth = body.auth === undefined ? {} : objectFrom(body.auth, 'auth')
  if (auth.type !== 'm.login.password') throw needsPassword()
  // Some clients leave the name out: whose account it is, the access token says.
  const named = auth.identifier === undefined && auth.user === undefined ? { ...auth, user: session.userId } : auth
  if ((await checkPassword(named, accounts)) !== session.userId)
    throw new MatrixError(403, 'M_FORBIDDEN', 'That is the password of another account')
  await accounts.setPassword(session.userId, stringFrom(body, 'new_password'))
  if (body.logout_devices !== false) accounts.signOutEverywhere(session.userId, session)
}

function needsPassword() {
  return new MatrixError(401, 'M_UNAUTHORIZED', 'The password is needed for this', {
    body: {
      flows: [{ stages: ['m.login.password'] }],
      params: {},
      session: randomBytes(16).toString('base64url'),
    },
  })
}

/**
 * @param {import('express').Request} request
 * @param {Accounts} accounts
 * @throws MatrixError 401 `M_MISSING_TOKEN`, 401 `M_UNKNOWN_TOKEN`
 */
function sessionOf(request, accounts) {
  const accessToken = accessTokenOf(request)
  if (accessToken === undefined) throw new MatrixError(401, 'M_MISSING_TOKEN', 'This needs an access token')
  const session = accounts.sessionOf(accessToken)
  if (!session)
    throw new MatrixError(401, 'M_UNKNOWN_TOKEN', 'That access token is not known', { body: { soft_logout: false } })
  return session
}

/**
 * In the header, or in the query as it was until v1.11.
 * @param {import('express').Request} request
 * @returns {string | undefined}
 */
function accessTokenOf(request) {
  const inHeader = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const inQuery = request.query.access_token
  return inHeader ?? (typeof inQuery === 'string' ? inQuery : undefined)
}
