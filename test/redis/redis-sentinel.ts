import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis, type RedisOptions } from 'ioredis'
import { freePort } from './free-port'
import { startRedisServer, type RedisServer } from './redis-server'
import { newServerDirectory, removeServerDirectory, startServerProcess, type ServerProcess } from './server-process'
import { waitFor } from './wait-for'

const masterName = 'sessions'
const portAttempts = 10

export interface RedisSentinel {
  /** Sentinel's own port, and what it calls the master. */
  readonly port: number
  readonly name: string
  /** Who is which at the start. */
  readonly master: RedisServer
  readonly replica: RedisServer
  /** A new client that asks Sentinel for the master; `stop` disconnects it. */
  connect(options?: RedisOptions): Redis
  /** Resolves when the replica has all that was written before. */
  replicated(): Promise<void>
  /** The master crashes; resolves when Sentinel has made the replica the master. */
  failOver(): Promise<void>
  stop(): Promise<void>
}

/** Waits as short as they can be. */
const atOnce = { sentinelRetryStrategy: () => 50, retryStrategy: () => 20, disconnectTimeout: 100 }

/** A master, its replica and one Sentinel, all real, on 127.0.0.1. */
export async function startRedisSentinel(): Promise<RedisSentinel> {
  const master = await startRedisServer(['--repl-diskless-sync-delay', '0'])
  const replica = await startRedisServer(['--replicaof', '127.0.0.1', String(master.port)])
  const replicaAdmin = replica.connect()
  // Before Sentinel starts: it asks the master for its replicas at once, and then every ten seconds.
  await waitFor('the replica to follow', async () =>
    (await replicaAdmin.info('replication')).includes('master_link_status:up'),
  )
  const directory = await newServerDirectory()
  const { port, sentinel } = await startSentinel(directory, master.port)
  const clients: Redis[] = []
  const keep = (client: Redis): Redis => {
    client.on('error', () => undefined)
    clients.push(client)
    return client
  }
  const admin = keep(new Redis({ port, host: '127.0.0.1' }))

  await waitFor('Sentinel to know the replica', async () => {
    const replicas = (await admin.call('SENTINEL', 'REPLICAS', masterName)) as unknown[]
    return replicas.length === 1
  })
  return {
    port,
    name: masterName,
    master,
    replica,
    connect: (options = {}) =>
      keep(new Redis({ sentinels: [{ host: '127.0.0.1', port }], name: masterName, ...atOnce, ...options })),
    async replicated() {
      const marker = `marker-${Math.random()}`
      await master.connect().set(marker, 'written', 'EX', 60)
      await waitFor('the replica to follow', async () => (await replicaAdmin.get(marker)) === 'written')
    },
    async failOver() {
      await master.crash()
      await waitFor('the replica to be the master', async () =>
        (await replicaAdmin.info('replication')).includes('role:master'),
      )
    },
    async stop() {
      for (const client of clients) client.disconnect()
      await sentinel.kill()
      await Promise.all([master.stop(), replica.stop(), removeServerDirectory(directory)])
    },
  }
}

/** Sentinel wants a file of its own, which it writes to. */
async function startSentinel(
  directory: string,
  masterPort: number,
): Promise<{ port: number; sentinel: ServerProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const file = join(directory, 'sentinel.conf')
    await writeFile(
      file,
      [
        `port ${port}`,
        'bind 127.0.0.1',
        `sentinel monitor ${masterName} 127.0.0.1 ${masterPort} 1`,
        `sentinel down-after-milliseconds ${masterName} 500`,
        `sentinel failover-timeout ${masterName} 5000`,
      ].join('\n'),
    )
    try {
      return { port, sentinel: await startServerProcess([file, '--sentinel'], { directory, ready: /\+monitor/ }) }
    } catch (error) {
      if (attempt === portAttempts) throw error
    }
  }
}
