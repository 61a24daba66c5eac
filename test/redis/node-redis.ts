import { createClient, createClientPool, createCluster, createSentinel } from 'redis'
import type { RedisCluster } from './redis-cluster'
import type { RedisSentinel } from './redis-sentinel'
import type { RedisServer } from './redis-server'

type ClientOptions = NonNullable<Parameters<typeof createClient>[0]>

interface Connectable {
  connect(): Promise<unknown>
  destroy(): void
  on(event: 'error', listener: () => void): unknown
}

/** Clients of node-redis that `destroyAll` ends, each connected unless `connect` is false. */
export class NodeRedisClients {
  private readonly all: Connectable[] = []

  /** Errors of the connection are left to the commands that meet them. */
  private keep<Client extends Connectable>(client: Client): Client {
    client.on('error', () => undefined)
    this.all.push(client)
    return client
  }

  private async connected<Client extends Connectable>(client: Client): Promise<Client> {
    await this.keep(client).connect()
    return client
  }

  /** Not connected yet. */
  unconnected({ port }: Pick<RedisServer, 'port'>, options: ClientOptions = {}) {
    const socket = { host: '127.0.0.1', port, reconnectStrategy: () => 20, ...options.socket }
    return this.keep(createClient({ ...options, socket }))
  }

  async one(server: Pick<RedisServer, 'port'>, options: ClientOptions = {}) {
    const client = this.unconnected(server, options)
    await client.connect()
    return client
  }

  pool({ port }: RedisServer, maximum = 3) {
    return this.connected(createClientPool({ socket: { host: '127.0.0.1', port } }, { minimum: 1, maximum }))
  }

  sentinel({ port, name }: Pick<RedisSentinel, 'port' | 'name'>, masterPoolSize = 1) {
    return this.connected(
      createSentinel({
        name,
        masterPoolSize,
        sentinelRootNodes: [{ host: '127.0.0.1', port }],
        nodeClientOptions: { socket: { reconnectStrategy: () => 20 } },
      }),
    )
  }

  cluster({ nodes }: Pick<RedisCluster, 'nodes'>) {
    const rootNodes = nodes.map(({ host, port }) => ({ socket: { host, port } }))
    return this.connected(createCluster({ rootNodes, defaults: { socket: { reconnectStrategy: () => 20 } } }))
  }

  destroyAll(): void {
    for (const client of this.all.splice(0)) {
      try {
        client.destroy()
      } catch {
        // It was closed already, or never opened.
      }
    }
  }
}
