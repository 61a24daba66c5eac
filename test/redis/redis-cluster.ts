import { Cluster, type ClusterOptions, type Redis } from 'ioredis'
import { freePort } from './free-port'
import { startRedisServer, type RedisServer } from './redis-server'
import { waitFor } from './wait-for'

const slotCount = 16_384
const busAttempts = 5

export interface RedisCluster {
  readonly masters: readonly RedisServer[]
  readonly replicas: readonly RedisServer[]
  readonly nodes: readonly { readonly host: string; readonly port: number }[]
  /** A new client, which `stop` disconnects. */
  connect(options?: ClusterOptions): Cluster
  flush(): Promise<void>
  stop(): Promise<void>
}

/** A real Redis Cluster on 127.0.0.1: the slots are shared out evenly; each master has `replicasEach` replicas. */
export async function startRedisCluster({ masters = 3, replicasEach = 0 } = {}): Promise<RedisCluster> {
  const started = await Promise.all(Array.from({ length: masters * (1 + replicasEach) }, startNode))
  const servers = started.map(({ server }) => server)
  const admins = servers.map((server) => server.connect())
  const clients: Cluster[] = []

  await Promise.all(admins.slice(0, masters).map((admin, index) => takeSlots(admin, index, masters)))
  await meetAll(admins, started)
  await Promise.all(
    admins.slice(masters).map(async (admin, index) => {
      await admin.cluster('REPLICATE', await admins[index % masters]!.cluster('MYID'))
    }),
  )
  await waitFor('the cluster to be ok', async () => {
    const infos = await Promise.all(admins.map((admin) => admin.cluster('INFO')))
    return infos.every((info) => info.includes('cluster_state:ok') && info.includes(`cluster_size:${masters}`))
  })

  const nodes = servers.map(({ port }) => ({ host: '127.0.0.1', port }))
  return {
    masters: servers.slice(0, masters),
    replicas: servers.slice(masters),
    nodes,
    connect(options = {}) {
      const client = new Cluster(nodes, { clusterRetryStrategy: () => 50, ...options })
      client.on('error', () => undefined)
      clients.push(client)
      return client
    },
    async flush() {
      await Promise.all(servers.slice(0, masters).map((server) => server.flush()))
    },
    async stop() {
      for (const client of clients) client.disconnect()
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}

interface Node {
  readonly server: RedisServer
  readonly busPort: number
}

/** The usual port of the cluster bus, 10,000 above the node's own, may lie beyond 65,535: each node gets a free one. */
async function startNode(): Promise<Node> {
  for (let attempt = 1; ; attempt += 1) {
    const busPort = await freePort()
    try {
      const server = await startRedisServer([
        ...['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-node-timeout', '2000'],
        ...['--repl-diskless-sync-delay', '0'],
      ])
      return { server, busPort }
    } catch (error) {
      if (attempt === busAttempts) throw error
    }
  }
}

async function takeSlots(admin: Redis, index: number, masters: number): Promise<void> {
  const from = Math.floor((slotCount * index) / masters)
  const upTo = Math.floor((slotCount * (index + 1)) / masters) - 1
  await admin.call('CLUSTER', 'ADDSLOTSRANGE', from, upTo)
  await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1)
}

async function meetAll(admins: readonly Redis[], nodes: readonly Node[]): Promise<void> {
  for (const { server, busPort } of nodes.slice(1))
    await admins[0]!.call('CLUSTER', 'MEET', '127.0.0.1', server.port, busPort)
  await waitFor('the nodes to know each other', async () => {
    const lists = await Promise.all(admins.map((admin) => admin.call('CLUSTER', 'NODES') as Promise<string>))
    return lists.every((list) => {
      const known = list.trim().split('\n')
      return known.length === nodes.length && known.every((line) => !/handshake|noaddr|fail/.test(line))
    })
  })
}
