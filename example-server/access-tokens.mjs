// The access tokens of signed-in users, in memory.
import { createHash, randomBytes } from 'node:crypto'
import { MatrixError } from 'express-matrix-password-reset'

/** @typedef {{ userId: string, deviceId: string }} SignIn the user and device of an access token */

export class AccessTokens {
  /** @type {Map<string, SignIn>} by the hash of the token, so that nobody can sign in with a dump of the memory */
  #signIns = new Map()

  /**
   * Makes an access token for a device. The device's earlier token stops working (Client-Server API, "Relationship between
   * access tokens and devices").
   * @param {string} userId
   * @param {string} [deviceId] the device's ID; a new one if the client gives none
   * @returns the fields of the answer of `/login` and `/register`
   */
  signIn(userId, deviceId = randomBytes(6).toString('hex').toUpperCase()) {
    this.#end((other) => other.userId === userId && other.deviceId === deviceId)
    const accessToken = randomBytes(32).toString('base64url')
    this.#signIns.set(hashOf(accessToken), { userId, deviceId })
    return { user_id: userId, access_token: accessToken, device_id: deviceId }
  }

  /**
   * @param {import('express').Request} request
   * @returns {SignIn}
   * @throws MatrixError 401 `M_MISSING_TOKEN`, 401 `M_UNKNOWN_TOKEN`
   */
  whoAsks(request) {
    const accessToken = accessTokenOf(request)
    if (accessToken === undefined) throw new MatrixError(401, 'M_MISSING_TOKEN', 'This needs an access token')
    const signIn = this.#signIns.get(hashOf(accessToken))
    if (!signIn)
      throw new MatrixError(401, 'M_UNKNOWN_TOKEN', 'That access token is not known', { body: { soft_logout: false } })
    return signIn
  }

  /** @param {SignIn} signIn */
  signOut(signIn) {
    this.#end((other) => other === signIn)
  }

  /**
   * @param {string} userId
   * @param {SignIn} [except] the device that stays signed in: the one that sent the request
   */
  signOutEverywhere(userId, except) {
    this.#end((other) => other.userId === userId && other !== except)
  }

  /** @param {(signIn: SignIn) => boolean} isMeant */
  #end(isMeant) {
    for (const [hash, signIn] of this.#signIns) if (isMeant(signIn)) this.#signIns.delete(hash)
  }
}

/**
 * Reads the access token from the `Authorization` header, or from the query, where it was until v1.11 of the specification.
 * @param {import('express').Request} request
 * @returns {string | undefined}
 */
function accessTokenOf(request) {
  const inHeader = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const inQuery = request.query.access_token
  return inHeader ?? (typeof inQuery === 'string' ? inQuery : undefined)
}

/** @param {string} accessToken */
function hashOf(accessToken) {
  return createHash('sha256').update(accessToken).digest('hex')
}
