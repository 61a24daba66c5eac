import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** @type {(password: string, salt: Buffer, length: number, options: import('node:crypto').ScryptOptions) => Promise<Buffer>} */
const derive = promisify(scrypt)

/** From OWASP's Password Storage Cheat Sheet, "scrypt": a hash takes 32 MiB. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const hashBytes = 32

/** @typedef {{ readonly salt: Buffer, readonly hash: Buffer }} PasswordHash */

/**
 * @param {string} password
 * @returns {Promise<PasswordHash>}
 */
export async function hashPassword(password) {
  const salt = randomBytes(16)
  return { salt, hash: await derive(password.normalize('NFC'), salt, hashBytes, cost) }
}

/**
 * @param {string} password
 * @param {PasswordHash} expected
 */
export async function isPassword(password, { salt, hash }) {
  return timingSafeEqual(await derive(password.normalize('NFC'), salt, hashBytes, cost), hash)
}
