import { RESP_TYPES } from 'redis'
import type { RedisClient } from '../../lib'
import { NodeRedisClients } from '../redis/node-redis'
import { startRedisCluster, type RedisCluster } from '../redis/redis-cluster'
import { startRedisSentinel, type RedisSentinel } from '../redis/redis-sentinel'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { severalConnected, storesOver } from './redis-contract-stores'
import { describeInterleavings } from './session-store-interleavings'
import { describeSessionStore } from './session-store-contract'

/** The contract over node-redis: major 5 here, 6 in the project `redis-6`. */
const clients = new NodeRedisClients()
afterAll(() => clients.destroyAll())

describe('one Redis', () => {
  let server: RedisServer
  let several: RedisClient[]
  beforeAll(async () => {
    server = await startRedisServer()
    several = await severalConnected(() => clients.one(server))
  })
  afterAll(() => server.stop())

  describeSessionStore('redisStore', async () => storesOver(several, server))
  describeInterleavings('redisStore', async () => storesOver(several, server), { ownsTheClock: false, numRuns: 50 })
})

describe.each([2, 3] as const)(
  'one Redis over RESP %d, to a host that wants buffers and numbers as strings',
  (RESP) => {
    let server: RedisServer
    let several: RedisClient[]
    beforeAll(async () => {
      server = await startRedisServer()
      const typeMapping = { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.NUMBER]: String }
      several = await severalConnected(() => clients.one(server, { RESP, commandOptions: { typeMapping } }))
    })
    afterAll(() => server.stop())

    describeSessionStore('redisStore', async () => storesOver(several, server))
  },
)

describe('one Redis behind a pool', () => {
  let server: RedisServer
  let several: RedisClient[]
  beforeAll(async () => {
    server = await startRedisServer()
    several = await severalConnected(() => clients.pool(server))
  })
  afterAll(() => server.stop())

  describeSessionStore('redisStore', async () => storesOver(several, server))
})

describe('a master under Sentinel', () => {
  let sentinel: RedisSentinel
  let several: RedisClient[]
  beforeAll(async () => {
    sentinel = await startRedisSentinel()
    several = await severalConnected(() => clients.sentinel(sentinel, 2))
  })
  afterAll(async () => {
    clients.destroyAll()
    await sentinel.stop()
  })

  describeSessionStore('redisStore', async () => storesOver(several, sentinel.master))
})

describe('a Redis Cluster of three masters', () => {
  let cluster: RedisCluster
  let several: RedisClient[]
  beforeAll(async () => {
    cluster = await startRedisCluster()
    several = await severalConnected(() => clients.cluster(cluster))
  })
  afterAll(async () => {
    clients.destroyAll()
    await cluster.stop()
  })

  describeSessionStore('redisStore', async () => storesOver(several, cluster.masters[0]!))
})
