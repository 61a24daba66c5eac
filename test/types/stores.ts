import { Cluster, Redis } from 'ioredis'
import { Cluster as Cluster6, Redis as Redis6 } from 'ioredis6'
import { createClient, createClientPool, createCluster, createSentinel } from 'redis'
import * as redis6 from 'redis6'
import {
  memoryStore,
  redisStore,
  StoreUnavailableError,
  type PasswordResetOptions,
  type RedisClient,
  type SessionStore,
} from 'express-matrix-password-reset'

export function clients(): RedisClient[] {
  return [new Redis(), new Cluster([]), new Redis6(), new Cluster6([])]
}

export function nodeRedisClients(): RedisClient[] {
  const sentinel = { name: 'sessions', sentinelRootNodes: [{ host: '127.0.0.1', port: 26_379 }] }
  const cluster = { rootNodes: [{ url: 'redis://127.0.0.1:6379' }] }
  return [
    ...[
      createClient(),
      createClientPool(),
      createSentinel(sentinel),
      createCluster(cluster),
      createClient({ RESP: 3 }),
    ],
    ...[
      redis6.createClient(),
      redis6.createClientPool(),
      redis6.createSentinel(sentinel),
      redis6.createCluster(cluster),
    ],
    redis6.createClient({ RESP: 2, url: 'rediss://127.0.0.1' }),
  ]
}

export const stores: SessionStore[] = [memoryStore(), redisStore(new Redis(), { prefix: 'reset:' })]
export const inRedis: Pick<PasswordResetOptions, 'redis' | 'secret'> = { redis: new Redis6(), secret: 'a secret' }
export const unavailable: Error = new StoreUnavailableError('Redis is away')

export function refused(): void {
  // @ts-expect-error a URL is no client
  redisStore('redis://127.0.0.1')
  // @ts-expect-error neither is what createClient() answers before it is connected and awaited
  redisStore(createClient().connect())
  // @ts-expect-error an unknown option
  redisStore(new Redis(), { keyPrefix: 'reset:' })
  // @ts-expect-error calls back, and answers no promise
  redisStore(createClient().legacy())
  // @ts-expect-error a store has more verbs than this
  ;({ begin: async () => Promise.reject(new StoreUnavailableError('away')) }) satisfies SessionStore
}
