import { type RedisConnection, watchErrors } from './redis-connection'
import { type SentinelClient, SharedLease } from './redis-sentinel-lease'

/** Keys and arguments for node-redis: only strings. */
interface EvalOptions {
  keys?: string[]
  arguments?: string[]
}

/**
 * The commands of every kind of client. A part of node-redis's own types, so that a host with ioredis need not install
 * them.
 */
interface NodeRedisCommands {
  evalSha(sha: string, options?: EvalOptions): Promise<unknown>
  eval(script: string, options?: EvalOptions): Promise<unknown>
  info(section?: string): Promise<unknown>
  wait(replicas: number, timeoutMs: number): Promise<unknown>
}

/**
 * The part of node-redis's clients that is used: `createClient`, `createClientPool`, `createSentinel` and
 * `createCluster` make them.
 */
export interface NodeRedisClient extends NodeRedisCommands {
  /** True from `connect()` on. */
  readonly isOpen: boolean
  /** Absent on a pool and on a Cluster. */
  readonly isReady?: boolean
}

export function isNodeRedis(value: unknown): value is NodeRedisClient {
  if (typeof value !== 'object' || value === null) return false
  // `withTypeMapping` is missing on a client of node-redis 4 and on one made by `legacy()`, which take other arguments.
  return ['evalSha', 'eval', 'withTypeMapping'].every((name) => isMethod(value, name))
}

export function nodeRedisConnection(redis: NodeRedisClient): RedisConnection {
  if (isMethod(redis, 'acquire')) return sentinelConnection(redis as NodeRedisClient & SentinelClient<LentCommands>)
  const connection = connectionOf(redis, (use) => use(redis))
  if (connection.isCluster) return connection
  if (!isMethod(redis, 'execute')) return { ...connection, onOneConnection: (use) => use(connection) }
  const pool = redis as NodeRedisClient & { execute<T>(use: (lent: NodeRedisCommands) => Promise<T>): Promise<T> }
  return {
    ...connection,
    onOneConnection: async (use) => pool.execute((lent) => use(connectionOf(redis, (run) => run(lent)))),
  }
}

/** All calls of a moment share a connection, so `WAIT` is sent on that of its script. */
function sentinelConnection(redis: NodeRedisClient & SentinelClient<LentCommands>): RedisConnection {
  const lease = new SharedLease(redis)
  return {
    ...connectionOf(redis, (run) => lease.use(run)),
    onOneConnection: (use) => lease.use((lent) => use(connectionOf(redis, (run) => run(lent)))),
  }
}

type LentCommands = NodeRedisCommands & { release(): unknown }

function connectionOf(
  redis: NodeRedisClient,
  lend: <T>(run: (commands: NodeRedisCommands) => Promise<T>) => Promise<T>,
): RedisConnection {
  return {
    evalsha: async (sha, keys, args) => plain(await lend((on) => on.evalSha(sha, evalOptions(keys, args)))),
    eval: async (script, keys, args) => plain(await lend((on) => on.eval(script, evalOptions(keys, args)))),
    info: async (section) => String(await lend((on) => on.info(section))),
    wait: async (replicas, timeoutMs) => Number(await lend((on) => on.wait(replicas, timeoutMs))),
    isCluster: isCluster(redis),
    connected: () => connected(redis),
    watchErrors: (listener) => watchErrors(redis, listener),
    timeoutMs: socketTimeoutMs(redis),
  }
}

const evalOptions = (keys: readonly string[], args: readonly (string | number)[]): EvalOptions => ({
  keys: [...keys],
  arguments: args.map(String),
})

/**
 * A host may have asked for buffers instead of strings (`typeMapping`). The answer is converted here, because
 * `withTypeMapping` would change the host's own client: that of a Sentinel shares its options.
 */
function plain(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(plain)
  return Buffer.isBuffer(answer) ? answer.toString('utf8') : answer
}

/**
 * A client refuses commands before the host has called `connect()`. A Cluster, a pool and a Sentinel client count as
 * connected from then on: node-redis 5 has no event that says more.
 */
async function connected(redis: NodeRedisClient): Promise<void> {
  if (redis.isReady ?? redis.isOpen) return
  const { once } = redis as { once?: (event: string, listener: () => void) => unknown }
  if (typeof once !== 'function') return
  await new Promise<void>((resolve) => {
    once.call(redis, isCluster(redis) ? 'connect' : 'ready', resolve)
  })
}

/**
 * `commandOptions.timeout` only counts until a command is written, so a command that it gives up is never sent.
 * `socketTimeout` ends a connection while the server may have a command.
 */
function socketTimeoutMs(redis: NodeRedisClient): number {
  const { options } = redis as { options?: { socket?: { socketTimeout?: number } } }
  return options?.socket?.socketTimeout || Infinity
}

const isCluster = (redis: NodeRedisClient): boolean => isMethod(redis, 'getSlotRandomNode')

const isMethod = (value: object, name: string): boolean =>
  typeof (value as Readonly<Record<string, unknown>>)[name] === 'function'
