import { Cluster, Redis } from 'ioredis'
import { Cluster as Cluster6, Redis as Redis6 } from 'ioredis6'
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

export const stores: SessionStore[] = [memoryStore(), redisStore(new Redis(), { prefix: 'reset:' })]
export const inRedis: Pick<PasswordResetOptions, 'redis' | 'secret'> = { redis: new Redis6(), secret: 'a secret' }
export const unavailable: Error = new StoreUnavailableError('Redis is away')

export function refused(): void {
  // @ts-expect-error a URL is no client
  redisStore('redis://127.0.0.1')
  // @ts-expect-error an unknown option
  redisStore(new Redis(), { keyPrefix: 'reset:' })
  // @ts-expect-error a store has more verbs than this
  ;({ begin: async () => Promise.reject(new StoreUnavailableError('away')) }) satisfies SessionStore
}
