import type { RedisClient } from './redis-caller'

/**
 * Reads whether this Redis drops keys when its memory is full: then counts and spent marks may go before their time. Null
 * where it does not, or where that can't be read (a managed Redis may not tell).
 *
 * @returns the `maxmemory-policy`
 */
export async function evictionPolicy(redis: RedisClient): Promise<string | null> {
  try {
    await connected(redis)
    const memory = String(await redis.info?.('memory'))
    const [, policy] = /^maxmemory_policy:([a-z-]+)/m.exec(memory) ?? []
    return policy === undefined || policy === 'noeviction' ? null : policy
  } catch {
    return null
  }
}

/** A command would connect a client whose host means to do that itself (`lazyConnect`), and is refused by one that keeps
 * none for later (`enableOfflineQueue: false`). */
async function connected(redis: RedisClient): Promise<void> {
  if (!redis.once || (redis.status ?? 'ready') === 'ready') return
  await new Promise<void>((resolve) => redis.once?.('ready', resolve))
}
