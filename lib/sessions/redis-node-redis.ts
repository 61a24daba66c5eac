import { type RedisConnection, watchErrors } from './redis-connection'
import { type SentinelClient, SharedLease } from './redis-sentinel-lease'

/** Keys and arguments as node-redis takes them: strings alone. */
interface EvalOptions {
  keys?: string[]
  arguments?: string[]
}

/** What every kind of client can do. A part of node-redis's own types, so that a host with ioredis alone needs none of them. */
interface NodeRedisCommands {
  evalSha(sha: string, options?: EvalOptions): Promise<unknown>
  eval(script: string, options?: EvalOptions): Promise<unknown>
  info(section?: string): Promise<unknown>
  wait(replicas: number, timeoutMs: number): Promise<unknown>
}

/** What is used of node-redis's clients: `createClient`, `createClientPool`, `createSentinel` and `createCluster` make them. */
export interface NodeRedisClient extends NodeRedisCommands {
  /** True from `connect()` on. */
  readonly isOpen: boolean
  /** Absent on a pool and on a Cluster. */
  readonly isReady?: boolean
}

export function isNodeRedis(value: unknown): value is NodeRedisClient {
  if (typeof value !== 'object' || value === null) return false
  // Neither a client of node-redis 4 nor what `legacy()` makes has `withTypeMapping`: they take other arguments.
  return ['evalSha', 'eval', 'withTypeMapping'].every((name) => isMethod(value, name))
}

export function nodeRedisConnection(redis: NodeRedisClient): RedisConnection {
  if (isMethod(redis, 'acquire')) return sentinelConnection(redis as NodeRedisClient & SentinelClient<LentCommands>)
  const connection = connectionOf(redis, (use) => use(redis))
  if (isCluster(redis)) return connection
  if (!isMethod(redis, 'execute')) return { ...connection, onOneConnection: (use) => use(connection) }
  const pool = redis as NodeRedisClient & { execute<T>(use: (lent: NodeRedisCommands) => Promise<T>): Promise<T> }
  return {
    ...connection,
    onOneConnection: (use) => pool.execute((lent) => use(connectionOf(redis, (run) => run(lent)))),
  }
}

/** All calls of a moment share a connection, so `WAIT` goes where its script went. */
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
    connected: () => connected(redis),
    watchErrors: (listener) => watchErrors(redis, listener),
    timeoutMs: socketTimeoutMs(redis),
  }
}

const evalOptions = (keys: readonly string[], args: readonly (string | number)[]): EvalOptions => ({
  keys: [...keys],
  arguments: args.map(String),
})

/** A host may have asked for buffers in place of strings (`typeMapping`) for what it reads itself. Asking otherwise by
 * `withTypeMapping` would change the host's own client: that of a Sentinel shares its options. */
function plain(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(plain)
  return Buffer.isBuffer(answer) ? answer.toString('utf8') : answer
}

/** A client refuses commands before its host has called `connect()`. A Cluster and a pool are taken as connected from then
 * on, and so is a Sentinel client: node-redis 5 has no event that tells more. */
async function connected(redis: NodeRedisClient): Promise<void> {
  if (redis.isReady ?? redis.isOpen) return
  const { once } = redis as { once?: (event: string, listener: () => void) => unknown }
  if (typeof once !== 'function') return
  await new Promise<void>((resolve) => {
    once.call(redis, isCluster(redis) ? 'connect' : 'ready', resolve)
  })
}

/** `commandOptions.timeout` counts until a command is written: one that it gives up is never sent. What ends a connection while
 * the server may have a command is `socketTimeout`. */
function socketTimeoutMs(redis: NodeRedisClient): number {
  const { options } = redis as { options?: { socket?: { socketTimeout?: number } } }
  return options?.socket?.socketTimeout || Infinity
}

const isCluster = (redis: NodeRedisClient): boolean => isMethod(redis, 'getSlotRandomNode')

const isMethod = (value: object, name: string): boolean =>
  typeof (value as Readonly<Record<string, unknown>>)[name] === 'function'
