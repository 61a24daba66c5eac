import type { RedisConnection } from './redis-connection'

/**
 * Reads what this Redis does when its memory is full: with any policy but `noeviction` counts and spent marks may go before
 * their time.
 *
 * @returns the `maxmemory-policy`, or undefined where that can't be read (a managed Redis may not tell)
 */
export async function evictionPolicy(redis: RedisConnection): Promise<string | undefined> {
  try {
    await redis.connected()
    return /^maxmemory_policy:([a-z-]+)/m.exec(await redis.info('memory'))?.[1]
  } catch {
    return undefined
  }
}
