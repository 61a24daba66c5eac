// The accounts, in memory. A real homeserver has them in a database.
import { randomBytes } from 'node:crypto'
import { canonicalThreepid, MatrixError } from 'express-matrix-password-reset'
import { bob } from './configuration.mjs'
import { hashPassword, isPassword } from './passwords.mjs'

/** @typedef {import('express-matrix-password-reset').Threepid} Threepid */
/** @typedef {Threepid & { canonical: string, addedAt: number }} StoredThreepid the address as its owner writes it, and in the canonical form, for comparisons */
/** @typedef {{ userId: string, threepids: StoredThreepid[], password: import('./passwords.mjs').PasswordHash }} Account */

/** The part of user IDs after the colon: `@alice:localhost`. */
export const serverName = 'localhost'
export const demonstrationPassword = 'old-password-1'
export const minPasswordLength = 8
/** A limit, because hashing a longer password takes longer. */
const maxPasswordLength = 512

export class Accounts {
  /** @type {Map<string, Account>} */
  #byUserId = new Map()
  /** @type {import('./passwords.mjs').PasswordHash} a hash that no password has */
  #nobodysPassword = { salt: randomBytes(16), hash: randomBytes(32) }

  /**
   * @param {{ email: string, phone: string }} alice
   * @returns {Promise<Accounts>} with `@alice:localhost` and `@bob:localhost`
   */
  static async forDemonstration(alice) {
    const accounts = new Accounts()
    const people = Object.entries({ alice, bob }).map(async ([localpart, { email, phone }]) => {
      const userId = await accounts.add(localpart, demonstrationPassword)
      accounts.addThreepid(userId, { medium: 'email', address: email })
      accounts.addThreepid(userId, { medium: 'msisdn', address: phone })
    })
    await Promise.all(people)
    return accounts
  }

  /**
   * @param {string} localpart
   * @param {string} password
   * @returns {Promise<string>} the user ID
   * @throws MatrixError 400 `M_INVALID_USERNAME`, `M_USER_IN_USE`, `M_WEAK_PASSWORD`
   */
  async add(localpart, password) {
    this.checkIsFree(localpart)
    checkPasswordRules(password)
    const hash = await hashPassword(password)
    // Once more, because somebody else may have taken the name while the password was hashed.
    this.checkIsFree(localpart)
    const userId = userIdOf(localpart)
    this.#byUserId.set(userId, { userId, threepids: [], password: hash })
    return userId
  }

  /**
   * @param {string} localpart
   * @throws MatrixError 400 `M_INVALID_USERNAME`, `M_USER_IN_USE`
   */
  checkIsFree(localpart) {
    if (!/^[a-z0-9._=/+-]{1,200}$/.test(localpart))
      throw new MatrixError(400, 'M_INVALID_USERNAME', 'A user name has the characters a-z, 0-9 and ._=/+- only')
    if (this.#byUserId.has(userIdOf(localpart)))
      throw new MatrixError(400, 'M_USER_IN_USE', 'Somebody has that name already')
  }

  /**
   * The package's `accounts.findByThreepid`: the account that has this 3PID, and the address as it is stored here.
   * @param {Threepid} threepid
   */
  findByThreepid({ medium, address }) {
    for (const { userId, threepids } of this.#byUserId.values()) {
      const stored = threepids.find((own) => own.medium === medium && own.canonical === address)
      if (stored) return { userId, address: stored.address }
    }
    return null
  }

  /** @param {string} userId */
  threepidsOf(userId) {
    return this.#account(userId).threepids
  }

  /**
   * Stores an email address as its owner writes it, and a number in international form.
   * @param {string} userId
   * @param {Threepid} threepid
   */
  addThreepid(userId, { medium, address }) {
    const canonical = canonicalThreepid({ medium, address })?.address
    if (canonical === undefined) throw new Error('That is no address of this medium')
    const stored = medium === 'email' ? address.trim() : `+${canonical}`
    this.#account(userId).threepids.push({ medium, address: stored, canonical, addedAt: Date.now() })
  }

  /**
   * @param {string} userId
   * @param {Threepid} canonical
   */
  removeThreepid(userId, { medium, address }) {
    const account = this.#account(userId)
    account.threepids = account.threepids.filter((own) => own.medium !== medium || own.canonical !== address)
  }

  /**
   * Checks a password. A user who does not exist takes as long as a wrong password, so that the time does not show who exists.
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
    checkPasswordRules(newPassword)
    this.#account(userId).password = await hashPassword(newPassword)
  }

  /** @param {string} userId */
  #account(userId) {
    const account = this.#byUserId.get(userId)
    if (!account) throw new Error('There is no such account')
    return account
  }
}

/**
 * @param {string} password
 * @throws MatrixError 400 `M_WEAK_PASSWORD`
 */
export function checkPasswordRules(password) {
  if ([...password].length < minPasswordLength)
    throw new MatrixError(400, 'M_WEAK_PASSWORD', `A password needs at least ${minPasswordLength} characters`)
  if (password.length > maxPasswordLength)
    throw new MatrixError(400, 'M_INVALID_PARAM', `A password has at most ${maxPasswordLength} characters`)
}

/** @param {string} localpart */
export function userIdOf(localpart) {
  return `@${localpart}:${serverName}`
}
