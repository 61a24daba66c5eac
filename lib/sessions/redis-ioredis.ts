import { type RedisConnection, watchErrors } from './redis-connection'

/** The part of ioredis's `Redis` and `Cluster` that is used. */
export interface IoredisClient {
  evalsha(sha: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>
  eval(script: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>
  /** Read at the start, to warn of a server that drops keys. */
  info?(section: string): Promise<unknown>
  /** Needed for `waitForReplicas`. */
  wait?(replicas: number, timeoutMs: number): Promise<unknown>
  /**
   * Read for the time after which the client itself gives up a command, in milliseconds; a Cluster has it one level
   * deeper.
   */
  readonly options?: IoredisOptions
  /** Read at the start, together with the event `ready`: nothing is sent to a client that is not connected. */
  readonly status?: string
  once?(event: 'ready', listener: () => void): unknown
}

interface IoredisTimeouts {
  readonly commandTimeout?: number | undefined
  readonly socketTimeout?: number | undefined
}

interface IoredisOptions extends IoredisTimeouts {
  readonly redisOptions?: IoredisTimeouts | undefined
  readonly enableAutoPipelining?: boolean | undefined
}

/** @throws TypeError for a Cluster that would send scripts to the wrong master */
export function ioredisConnection(redis: IoredisClient): RedisConnection {
  if (isCluster(redis)) refuseMisrouting(redis)
  const connection: RedisConnection = {
    evalsha: (sha, keys, args) => redis.evalsha(sha, keys.length, ...keys, ...args),
    eval: (script, keys, args) => redis.eval(script, keys.length, ...keys, ...args),
    info: async (section) => String(await redis.info?.(section)),
    wait: async (replicas, timeoutMs) => Number(await redis.wait?.(replicas, timeoutMs)),
    isCluster: isCluster(redis),
    connected: () => connected(redis),
    watchErrors: (listener) => watchErrors(redis, listener),
    timeoutMs: ownTimeoutMs(redis),
  }
  if (typeof redis.wait !== 'function' || connection.isCluster) return connection
  return { ...connection, onOneConnection: (use) => use(connection) }
}

function isCluster(redis: IoredisClient & { readonly isCluster?: unknown }): boolean {
  return redis.isCluster === true
}

/**
 * Refuses a Cluster of ioredis before 5.11 with automatic pipelines: it took a script's hash for its first key, and sent the
 * script to the wrong master. From 5.11 on every Cluster has an option `clusterNodeRetryStrategy`, which shows the release.
 */
function refuseMisrouting({ options = {} }: IoredisClient): void {
  if (options.enableAutoPipelining !== true || 'clusterNodeRetryStrategy' in options) return
  throw new TypeError(
    'redisStore: an ioredis Cluster before 5.11 with enableAutoPipelining sends scripts to the wrong server: update ioredis to 5.11 or newer, or turn enableAutoPipelining off',
  )
}

/**
 * A command would connect a client that the host wants to connect itself (`lazyConnect`), and fails on a client that
 * queues nothing (`enableOfflineQueue: false`).
 */
async function connected(redis: IoredisClient): Promise<void> {
  if (!redis.once || (redis.status ?? 'ready') === 'ready') return
  await new Promise<void>((resolve) => redis.once?.('ready', resolve))
}

function ownTimeoutMs({ options = {} }: IoredisClient): number {
  const { commandTimeout, socketTimeout, redisOptions = {} } = options
  const all = [commandTimeout, socketTimeout, redisOptions.commandTimeout, redisOptions.socketTimeout]
  return Math.min(...all.filter((timeout) => timeout !== undefined && timeout > 0).map(Number), Infinity)
}
