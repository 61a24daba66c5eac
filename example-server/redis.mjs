// A Redis client for the package, by either library. The package connects none, closes none and listens to no errors of it: that is
// all here.
import { Redis } from 'ioredis'
import { createClient } from 'redis'

/**
 * @typedef {object} Connection
 * @property {import('express-matrix-password-reset').RedisClient} client
 * @property {() => Promise<void>} close
 */

const quitDeadlineMs = 1_000

/**
 * @param {import('./configuration.mjs').Configuration} configuration
 * @param {(line: string) => void} log
 * @returns {Promise<Connection | undefined>} connected; from then on the client sees to its connection by itself
 * @throws Error where nothing answers there; its message leaves out the URL, which may hold a password
 */
export async function connectRedis({ redisUrl, redisClient }, log) {
  if (redisUrl === undefined) return undefined
  return redisClient === 'ioredis' ? connectIoredis(redisUrl, log) : connectNodeRedis(redisUrl, log)
}

/**
 * @param {string} url
 * @param {(line: string) => void} log
 * @returns {Promise<Connection>}
 */
async function connectNodeRedis(url, log) {
  let hasStarted = false
  const redis = createClient({
    url,
    // At the start somebody waits for an answer: one try. Later it goes on trying.
    socket: { reconnectStrategy: (attempts) => hasStarted && Math.min(attempts * 100, 2_000) },
  })
  // Without a listener, a lost connection would end this process.
  redis.on('error', (error) => hasStarted && log(`warning: Redis: ${reasonOf(error)}`))
  await redis.connect().catch((error) => {
    throw noRedis(error)
  })
  hasStarted = true
  return {
    client: redis,
    close: async () => {
      if (redis.isReady) await withDeadline(redis.close(), () => redis.destroy())
      else redis.destroy()
    },
  }
}

/**
 * @param {string} url
 * @param {(line: string) => void} log
 * @returns {Promise<Connection>}
 */
async function connectIoredis(url, log) {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  let hasStarted = false
  /** @type {unknown} */
  let reason
  redis.on('error', (error) => {
    reason = error
    if (hasStarted) log(`warning: Redis: ${reasonOf(error)}`)
  })
  await redis.connect().catch((error) => {
    redis.disconnect()
    throw noRedis(reason ?? error)
  })
  hasStarted = true
  redis.options.retryStrategy = (attempts) => Math.min(attempts * 100, 2_000)
  // While Redis is away the client would keep the goodbye for when it is back.
  return { client: redis, close: () => withDeadline(redis.quit(), () => redis.disconnect()) }
}

/** @param {unknown} error */
function noRedis(error) {
  return new Error(`REDIS_URL: no Redis answers there (${reasonOf(error)})`, { cause: error })
}

/**
 * A name that stands for several IP addresses fails at each of them: the message of the whole is empty.
 * @param {unknown} error
 */
function reasonOf(error) {
  if (error instanceof AggregateError) return error.errors.map((one) => String(one.message)).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/**
 * @param {Promise<unknown>} goodbye
 * @param {() => void} giveUp
 */
async function withDeadline(goodbye, giveUp) {
  const deadline = setTimeout(giveUp, quitDeadlineMs)
  await goodbye.catch(() => undefined)
  clearTimeout(deadline)
}
