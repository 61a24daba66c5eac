import type { RedisConnection } from './redis-connection'

/**
 * Reads what this Redis does when its memory is full. With any policy but `noeviction`, counters and marks of spent
 * sessions may be dropped early.
 *
 * @returns the `maxmemory-policy`; undefined if it can't be read (a managed Redis may not tell)
 */
export async function evictionPolicy(redis: RedisConnection): Promise<string | undefined> {
  try {
    await redis.connected()
    return /^maxmemory_policy:([a-z-]+)/m.exec(await redis.info('memory'))?.[1]
  } catch {
    return undefined
  }
}
