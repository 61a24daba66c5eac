// Makes the Redis client for the package, with either library. The package does not connect or close the client and does not
// listen to its errors, so this file does.
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
 * @returns {Promise<Connection | undefined>} a connected client, which reconnects by itself
 * @throws Error if Redis does not answer. The message has no URL, because that may contain a password
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
    // At the start it tries once, because somebody is waiting for the result. Later it reconnects.
    socket: { reconnectStrategy: (attempts) => hasStarted && Math.min(attempts * 100, 2_000) },
  })
  // Without a listener for errors, a lost connection would end this process.
  redis.on('error', (error) => hasStarted && log(`warning: Redis: ${reasonOf(error)}`))
  await redis.connect().catch((error) => {
    throw noRedis(error)
  })
  hasStarted = true
  return {
    client: redis,
    close: async () => {
      if (redis.isReady) await withDeadline(redis.close(), () => destroy(redis))
      else destroy(redis)
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
  // With a deadline: if Redis is away, the client would send `QUIT` only when Redis is back.
  return { client: redis, close: () => withDeadline(redis.quit(), () => redis.disconnect()) }
}

/** @param {unknown} error */
function noRedis(error) {
  return new Error(`REDIS_URL: no Redis answers there (${reasonOf(error)})`, { cause: error })
}

/**
 * The reason of a failed connection. If a name has several IP addresses, each failed, and the whole error has no message.
 * @param {unknown} error
 */
function reasonOf(error) {
  if (error instanceof AggregateError) return error.errors.map((one) => String(one.message)).join('; ')
  return error instanceof Error ? error.message : String(error)
}

/**
 * node-redis rejects the commands that are under way, and then throws if the client is closing already. Its connection would
 * keep the process from ending.
 * @param {{ destroy(): void, unref(): void }} client
 */
function destroy(client) {
  try {
    client.destroy()
  } catch {
    client.unref()
  }
}

/**
 * @param {Promise<unknown>} goodbye
 * @param {() => void} giveUp
 */
async function withDeadline(goodbye, giveUp) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const isLate = new Promise((resolve) => {
    timer = setTimeout(() => resolve(true), quitDeadlineMs)
  })
  const isOver = goodbye.then(
    () => false,
    () => false,
  )
  if (await Promise.race([isOver, isLate])) giveUp()
  clearTimeout(timer)
}
