// Reads and checks the environment variables. A wrong one is reported in one clear line.
import { canonicalThreepid } from 'express-matrix-password-reset'
import { list, oneOf, read, wholeNumber } from './environment.mjs'

/**
 * @typedef {object} Configuration
 * @property {string} host
 * @property {number} port
 * @property {string | undefined} publicBaseUrl
 * @property {number} trustProxy the number of proxies in front of this server
 * @property {boolean} hasLimits
 * @property {string | undefined} redisUrl
 * @property {'node-redis' | 'ioredis'} redisClient
 * @property {string | undefined} resetSecret
 * @property {{ provider: 'outbox' | 'sendgrid' | 'smtp', deliver: 'link' | 'code', from?: string, apiKey?: string,
 *   baseUrl?: string | undefined, url?: string, allowPlaintext?: boolean }} email
 * @property {{ provider: 'outbox' | 'vonage', deliver: 'link' | 'code', countries: string[], from?: string, apiKey?: string,
 *   apiSecret?: string, baseUrl?: string | undefined }} sms
 * @property {{ trusted: string[], prefer: 'local' | 'proxy' } | undefined} identityServers
 * @property {string[]} nextLinkOrigins
 * @property {'reject' | 'conceal' | 'notify'} unknownThreepid
 * @property {{ email: string, phone: string }} alice
 */

/** @typedef {import('./environment.mjs').Environment} Environment */

/**
 * @param {Environment} env
 * @returns {Configuration}
 * @throws Error whose message is one line that names the variable and the fix, and never holds a secret's value
 */
export function configurationFrom(env) {
  return {
    host: read(env, 'HOST') ?? '127.0.0.1',
    port: wholeNumber(env, 'PORT', 8008, 65_535),
    publicBaseUrl: publicBaseUrlFrom(env),
    trustProxy: wholeNumber(env, 'TRUST_PROXY', 0, 10),
    hasLimits: oneOf(env, 'LIMITS', /** @type {const} */ (['on', 'off'])) === 'on',
    ...storeFrom(env),
    email: emailFrom(env),
    sms: smsFrom(env),
    identityServers: identityServersFrom(env),
    nextLinkOrigins: list(env, 'NEXT_LINK_ORIGINS'),
    unknownThreepid: oneOf(env, 'UNKNOWN_THREEPID', /** @type {const} */ (['reject', 'conceal', 'notify'])),
    alice: {
      email: addressFrom(env, 'ALICE_EMAIL', 'email') ?? 'alice@example.org',
      phone: addressFrom(env, 'ALICE_PHONE', 'msisdn') ?? '+447400123456',
    },
  }
}

/** The addresses of the second account. Alice can't have them, because an address belongs to one account. */
export const bob = { email: 'bob@example.org', phone: '+447400123457' }

/** @param {Environment} env */
function publicBaseUrlFrom(env) {
  const url = read(env, 'PUBLIC_BASE_URL')
  if (url !== undefined && !/^https?:\/\/[^\s?#@]+$/.test(url))
    throw new Error('PUBLIC_BASE_URL must be an http: or https: URL, such as https://matrix.example.org')
  return url?.replace(/\/+$/, '')
}

/** @param {Environment} env */
function storeFrom(env) {
  const redisUrl = read(env, 'REDIS_URL')
  const resetSecret = read(env, 'RESET_SECRET')
  if (redisUrl !== undefined && resetSecret === undefined) {
    throw new Error(
      'REDIS_URL needs RESET_SECRET too: 32 characters or more that outlive a restart; say, RESET_SECRET="$(openssl rand -base64 48)"',
    )
  }
  if (redisUrl !== undefined && !/^rediss?:\/\//.test(redisUrl))
    throw new Error('REDIS_URL must be a redis: or rediss: URL, such as redis://127.0.0.1:6379')
  if (resetSecret !== undefined && resetSecret.length < 32)
    throw new Error('RESET_SECRET must have 32 characters or more; say, RESET_SECRET="$(openssl rand -base64 48)"')
  const redisClient = oneOf(env, 'REDIS_CLIENT', /** @type {const} */ (['node-redis', 'ioredis']))
  return { redisUrl, redisClient, resetSecret }
}

/**
 * @param {Environment} env
 * @returns {Configuration['email']}
 */
function emailFrom(env) {
  const deliver = oneOf(env, 'EMAIL_DELIVER', /** @type {const} */ (['link', 'code']))
  const apiKey = read(env, 'SENDGRID_API_KEY')
  const url = read(env, 'SMTP_URL')
  const from = read(env, 'EMAIL_FROM')
  if (apiKey !== undefined && url !== undefined)
    throw new Error('SENDGRID_API_KEY and SMTP_URL both say how mail is sent; set one of them')
  const provider = apiKey !== undefined ? 'SENDGRID_API_KEY' : url !== undefined ? 'SMTP_URL' : undefined
  if (provider === undefined) {
    if (from !== undefined)
      throw new Error('EMAIL_FROM needs SENDGRID_API_KEY or SMTP_URL: without them nothing is sent')
    return { provider: 'outbox', deliver }
  }
  if (from === undefined) throw new Error(`${provider} needs EMAIL_FROM too: the address that mail comes from`)
  if (apiKey !== undefined)
    return { provider: 'sendgrid', deliver, from, apiKey, baseUrl: read(env, 'SENDGRID_BASE_URL') }
  return { provider: 'smtp', deliver, from, url: url ?? '', allowPlaintext: isLoopbackUrl(url ?? '') }
}

/**
 * Whether a URL is on this machine. Such a mail catcher is allowed without TLS, because nothing leaves the machine.
 * @param {string} url
 */
function isLoopbackUrl(url) {
  return URL.canParse(url) && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
}

/**
 * @param {Environment} env
 * @returns {Configuration['sms']}
 */
function smsFrom(env) {
  const deliver = oneOf(env, 'SMS_DELIVER', /** @type {const} */ (['code', 'link']))
  const names = ['VONAGE_API_KEY', 'VONAGE_API_SECRET', 'VONAGE_FROM']
  const [apiKey, apiSecret, from] = names.map((name) => read(env, name))
  const countries = list(env, 'SMS_COUNTRIES')
  const common = { deliver, countries: countries.length > 0 ? countries : ['GB'] }
  if (apiKey !== undefined && apiSecret !== undefined && from !== undefined)
    return { provider: 'vonage', ...common, apiKey, apiSecret, from, baseUrl: read(env, 'VONAGE_BASE_URL') }
  const missing = names.filter((name) => read(env, name) === undefined)
  if (missing.length < names.length)
    throw new Error(`${names.join(', ')} belong together; missing: ${missing.join(', ')}`)
  return { provider: 'outbox', ...common }
}

/**
 * @param {Environment} env
 * @returns {Configuration['identityServers']}
 */
function identityServersFrom(env) {
  const trusted = list(env, 'ID_SERVERS')
  const prefer = oneOf(env, 'ID_SERVER_PREFER', /** @type {const} */ (['local', 'proxy']))
  if (trusted.length > 0) return { trusted, prefer }
  if (read(env, 'ID_SERVER_PREFER') !== undefined)
    throw new Error('ID_SERVER_PREFER needs ID_SERVERS too: the names of the identity servers that are trusted')
  return undefined
}

/**
 * @param {Environment} env
 * @param {string} name
 * @param {'email' | 'msisdn'} medium
 * @returns {string | undefined} the address as it is written in the variable
 */
function addressFrom(env, name, medium) {
  const address = read(env, name)
  if (address === undefined) return undefined
  const canonical = canonicalThreepid({ medium, address })
  if (canonical === null) {
    const example =
      medium === 'email' ? 'an email address, such as me@example.org' : 'a mobile number, such as +447400123456'
    throw new Error(`${name} must be ${example}`)
  }
  if ([bob.email, bob.phone.slice(1)].includes(canonical.address))
    throw new Error(`${name} is that of @bob:localhost; give another`)
  return address
}
