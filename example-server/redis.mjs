import { Redis } from 'ioredis'

/**
 * @param {string | undefined} url
 * @param {(line: string) => void} log
 * @returns {Promise<Redis | undefined>} connected; from then on the client sees to its connection by itself
 * @throws Error where nothing answers there; its message leaves out the URL, which may hold a password
 */
export async function connectRedis(url, log) {
  if (url === undefined) return undefined
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  let hasStarted = false
  let reason = ''
  redis.on('error', (error) => {
    reason = error.message
    if (hasStarted) log(`warning: Redis: ${reason}`)
  })
  try {
    await redis.connect()
  } catch (error) {
    redis.disconnect()
    throw new Error(`REDIS_URL: no Redis answers there (${reason || String(error)})`, { cause: error })
  }
  hasStarted = true
  redis.options.retryStrategy = (attempts) => Math.min(attempts * 100, 2_000)
  return redis
}

const quitDeadlineMs = 1_000

/**
 * Says goodbye where somebody is there to hear it. While Redis is away the client would keep that word for when it is back.
 *
 * @param {Redis | undefined} redis
 */
export async function closeRedis(redis) {
  if (!redis) return
  const deadline = setTimeout(() => redis.disconnect(), quitDeadlineMs)
  await redis.quit().catch(() => undefined)
  clearTimeout(deadline)
}
