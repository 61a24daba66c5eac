import type { RedisConnection } from './redis-connection'
import { type IoredisClient, ioredisConnection } from './redis-ioredis'
import { isNodeRedis, type NodeRedisClient, nodeRedisConnection } from './redis-node-redis'

/**
 * A Redis client of the host: of ioredis (5.11 or newer, and 6) a `Redis` or a `Cluster`; of node-redis (`redis` 5 and
 * 6) a client of `createClient`, `createClientPool`, `createSentinel` or `createCluster`.
 */
export type RedisClient = IoredisClient | NodeRedisClient

/** @throws TypeError if this is no client of either library, or one that would lose commands */
export function redisConnection(redis: unknown): RedisConnection {
  if (isNodeRedis(redis)) return nodeRedisConnection(redis)
  if (isIoredis(redis)) return ioredisConnection(redis)
  throw new TypeError(
    'redisStore: the first argument must be a client of ioredis (Redis, Cluster) or of node-redis 5 or 6 (createClient, createClientPool, createSentinel, createCluster)',
  )
}

/** Whether `redisConnection` takes this for a client of either library, whatever its options. */
export const isRedisClient = (value: unknown): value is RedisClient => isNodeRedis(value) || isIoredis(value)

function isIoredis(value: unknown): value is IoredisClient {
  if (typeof value !== 'object' || value === null) return false
  const { evalsha, eval: evaluate } = value as Readonly<Record<string, unknown>>
  return typeof evalsha === 'function' && typeof evaluate === 'function'
}
