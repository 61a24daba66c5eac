import type { Cluster, Redis } from 'ioredis'
import { startRedisCluster, type RedisCluster } from '../redis/redis-cluster'
import { startRedisServer, type RedisServer } from '../redis/redis-server'
import { severalOf, storesOver } from './redis-contract-stores'
import { describeInterleavings } from './session-store-interleavings'
import { describeSessionStore } from './session-store-contract'

describe('one Redis', () => {
  let server: RedisServer
  let clients: Redis[]
  beforeAll(async () => {
    server = await startRedisServer()
    clients = severalOf(() => server.connect())
  })
  afterAll(() => server.stop())

  describeSessionStore('redisStore', async () => storesOver(clients, server))
  describeInterleavings('redisStore', async () => storesOver(clients, server), { ownsTheClock: false, numRuns: 100 })
})

describe('one Redis behind a client with a prefix, numbers as strings and automatic pipelines', () => {
  let server: RedisServer
  let clients: Redis[]
  beforeAll(async () => {
    server = await startRedisServer()
    clients = severalOf(() =>
      server.connect({ keyPrefix: 'of-the-host:', stringNumbers: true, enableAutoPipelining: true }),
    )
  })
  afterAll(() => server.stop())

  describeSessionStore('redisStore', async () => storesOver(clients, server))
})

describe('a Redis Cluster of three masters', () => {
  let cluster: RedisCluster
  let clients: Cluster[]
  beforeAll(async () => {
    cluster = await startRedisCluster()
    clients = severalOf(() => cluster.connect())
  })
  afterAll(() => cluster.stop())

  describeSessionStore('redisStore', async () => storesOver(clients, cluster.masters[0]!))
})
