// The accounts and their access tokens, in memory: what a real homeserver keeps in its database.
import { createHash, randomBytes } from 'node:crypto'
import { canonicalThreepid, MatrixError } from 'express-matrix-password-reset'
import { hashPassword, isPassword } from './passwords.mjs'

/** @typedef {import('express-matrix-password-reset').Threepid} Threepid */
/** @typedef {{ userId: string, deviceId: string }} Session who an access token stands for */
/** @typedef {Threepid & { canonical: string }} StoredThreepid the address as its owner writes it, and as it is compared */
/** @typedef {{ userId: string, threepids: readonly StoredThreepid[], password: import('./passwords.mjs').PasswordHash }} Account */

/** Of Matrix user IDs: `@alice:localhost`. */
export const serverName = 'localhost'
export const demonstrationPassword = 'old-password-1'

const minPasswordLength = 8
/** Hashing takes time and memory by length. */
const maxPasswordLength = 512

export class Accounts {
  /** @type {Map<string, Account>} */
  #byUserId = new Map()
  /** @type {Map<string, Session>} by the token's hash: a dump of them signs nobody in */
  #sessions = new Map()
  /** @type {import('./passwords.mjs').PasswordHash} of no password at all */
  #nobodysPassword = { salt: randomBytes(16), hash: randomBytes(32) }

  /**
   * @param {{ email: string, phone: string }} alice
   * @returns {Promise<Accounts>} with `@alice:localhost` and `@bob:localhost`
   */
  static async forDemonstration(alice) {
    const accounts = new Accounts()
    await Promise.all([
      accounts.#add('alice', alice),
      accounts.#add('bob', { email: 'bob@example.org', phone: '447400123457' }),
    ])
    return accounts
  }

  /**
   * @param {string} localpart
   * @param {{ email: string, phone: string }} threepids
   */
  async #add(localpart, { email, phone }) {
    const userId = `@${localpart}:${serverName}`
    const password = await hashPassword(demonstrationPassword)
    const threepids = [storedThreepid('email', email), storedThreepid('msisdn', phone)]
    this.#byUserId.set(userId, { userId, threepids, password })
  }

  /**
   * What the package asks: who has this 3PID, and the address as it is stored here.
   * @param {Threepid} threepid
   */
  findByThreepid({ medium, address }) {
    for (const { userId, threepids } of this.#byUserId.values()) {
      const stored = threepids.find((own) => own.medium === medium && own.canonical === address)
      if (stored) return { userId, address: stored.address }
    }
    return null
  }

  /**
   * Takes as long for a user who does not exist as for a wrong password.
   * @param {string} userId
   * @param {string} password
   */
  async isPasswordOf(userId, password) {
    if (password.length > maxPasswordLength) return false
    const account = this.#byUserId.get(userId)
    const isRight = await isPassword(password, account?.password ?? this.#nobodysPassword)
    return isRight && account !== undefined
  }

  /**
   * @param {string} userId
   * @param {string} newPassword
   * @throws MatrixError 400 `M_WEAK_PASSWORD`
   */
  async setPassword(userId, newPassword) {
    if ([...newPassword].length < minPasswordLength)
      throw new MatrixError(400, 'M_WEAK_PASSWORD', `A password needs at least ${minPasswordLength} characters`)
    if (newPassword.length > maxPasswordLength)
      throw new MatrixError(400, 'M_INVALID_PARAM', `A password has at most ${maxPasswordLength} characters`)
    const account = this.#byUserId.get(userId)
    if (!account) throw new Error('There is no such account')
    account.password = await hashPassword(newPassword)
  }

  /**
   * Signing in to a device again ends what it had before (Client-Server API, "Relationship between access tokens and
   * devices").
   * @param {Session} session
   * @returns {string} the access token
   */
  signIn(session) {
    this.#end((other) => other.userId === session.userId && other.deviceId === session.deviceId)
    const accessToken = randomBytes(32).toString('base64url')
    this.#sessions.set(hashOf(accessToken), session)
    return accessToken
  }

  /**
   * @param {string} accessToken
   * @returns {Session | undefined}
   */
  sessionOf(accessToken) {
    return this.#sessions.get(hashOf(accessToken))
  }

  /** @param {Session} session */
  signOut(session) {
    this.#end((other) => other === session)
  }

  /**
   * @param {string} userId
   * @param {Session} [except] the one that asks
   */
  signOutEverywhere(userId, except) {
    this.#end((other) => other.userId === userId && other !== except)
  }

  /** @param {(session: Session) => boolean} isMeant */
  #end(isMeant) {
    for (const [hash, session] of this.#sessions) if (isMeant(session)) this.#sessions.delete(hash)
  }
}

/**
 * An email address is kept as its owner writes it, a number as it is dialled from anywhere.
 * @param {Threepid['medium']} medium
 * @param {string} address
 * @returns {StoredThreepid}
 */
function storedThreepid(medium, address) {
  const canonical = canonicalThreepid({ medium, address })?.address
  if (canonical === undefined)
    throw new Error(`${JSON.stringify(address)} must be an email address, or a mobile number with its country code`)

  return { medium, address: medium === 'email' ? address.trim() : `+${canonical}`, canonical }
}

/** @param {string} accessToken */
function hashOf(accessToken) {
  return createHash('sha256').update(accessToken).digest('hex')
}
