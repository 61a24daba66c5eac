// `/login` (Client-Server API, "Login"), only with a password.
import { Router } from 'express'
import { canonicalThreepid, MatrixError } from 'express-matrix-password-reset'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { userIdOf } from './accounts.mjs'
import { bodyOf, clientServerRoute, objectFrom, stringFrom } from './client-server-route.mjs'

/** @typedef {Readonly<Record<string, unknown>>} Fields */

/** @param {import('./homeserver.mjs').Parts} parts */
export function loginRoutes({ accounts, accessTokens }) {
  const router = Router()
  clientServerRoute(router, '/login', {
    GET: (_request, response) => void response.json({ flows: [{ type: 'm.login.password' }] }),
    POST: async (request, response) => {
      const body = bodyOf(request)
      if (stringFrom(body, 'type') !== 'm.login.password')
        throw new MatrixError(400, 'M_UNKNOWN', 'This server knows m.login.password alone')
      const userId = await checkPassword(body, accounts)
      const deviceId = body.device_id === undefined ? undefined : stringFrom(body, 'device_id')
      response.json(accessTokens.signIn(userId, deviceId))
    },
  })
  return router
}

/**
 * The stages for an action that a signed-in user must confirm with the password.
 * @param {string} action
 * @param {string} userId
 * @param {import('./accounts.mjs').Accounts} accounts
 */
export function passwordStage(action, userId, accounts) {
  const type = 'm.login.password'
  const stage = async (/** @type {Fields} */ auth) => {
    // Some clients leave the user's name out. The access token says who it is.
    const named = auth.identifier === undefined && auth.user === undefined ? { ...auth, user: userId } : auth
    if ((await checkPassword(named, accounts)) !== userId)
      throw new MatrixError(403, 'M_FORBIDDEN', 'That is the password of another account')
  }
  return { purpose: `${action} ${userId}`, flows: [[type]], stages: { [type]: stage } }
}

/**
 * @param {Fields} fields of a login, or of the `auth` of a stage `m.login.password`
 * @param {import('./accounts.mjs').Accounts} accounts
 * @returns {Promise<string>} the user ID
 * @throws MatrixError 403 `M_FORBIDDEN`, the same for a wrong password and for an unknown user
 */
async function checkPassword(fields, accounts) {
  const userId = userIdFrom(fields, accounts)
  const password = stringFrom(fields, 'password')
  if (!(await accounts.isPasswordOf(userId ?? '', password)) || userId === undefined)
    throw new MatrixError(403, 'M_FORBIDDEN', 'The name or the password is wrong')
  return userId
}

/**
 * Reads the user from the fields: `identifier` (Client-Server API, "Identifier types"), or the older fields `user`, or
 * `medium` and `address`.
 * @param {Fields} fields
 * @param {import('./accounts.mjs').Accounts} accounts
 * @returns {string | undefined}
 */
function userIdFrom(fields, accounts) {
  if (fields.identifier === undefined)
    return fields.medium === undefined ? fullUserId(stringFrom(fields, 'user')) : userIdByThreepid(fields, accounts)
  const identifier = objectFrom(fields.identifier, 'identifier')
  switch (stringFrom(identifier, 'type')) {
    case 'm.id.user':
      return fullUserId(stringFrom(identifier, 'user'))
    case 'm.id.thirdparty':
      return userIdByThreepid(identifier, accounts)
    case 'm.id.phone':
      return userIdByPhone(identifier, accounts)
    default:
      throw new MatrixError(400, 'M_UNKNOWN', 'This server does not know that type of identifier')
  }
}

/** @param {string} user a user ID, or its localpart */
function fullUserId(user) {
  return user.startsWith('@') ? user : userIdOf(user)
}

/**
 * @param {Fields} fields
 * @param {import('./accounts.mjs').Accounts} accounts
 */
function userIdByThreepid(fields, accounts) {
  const medium = stringFrom(fields, 'medium')
  const address = stringFrom(fields, 'address')
  return medium === 'email' || medium === 'msisdn' ? ownerOf({ medium, address }, accounts) : undefined
}

/**
 * @param {Fields} fields
 * @param {import('./accounts.mjs').Accounts} accounts
 */
function userIdByPhone(fields, accounts) {
  const country = /** @type {import('libphonenumber-js').CountryCode} */ (stringFrom(fields, 'country'))
  const number = parsePhoneNumberFromString(stringFrom(fields, 'phone'), country)
  return number && ownerOf({ medium: 'msisdn', address: number.number }, accounts)
}

/**
 * @param {import('express-matrix-password-reset').Threepid} threepid the address as the user typed it
 * @param {import('./accounts.mjs').Accounts} accounts
 */
function ownerOf(threepid, accounts) {
  const canonical = canonicalThreepid(threepid)
  return canonical ? accounts.findByThreepid(canonical)?.userId : undefined
}
