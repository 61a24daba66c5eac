import { type RedisConnection, watchErrors } from './redis-connection'

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
  const connection = commandsOf(redis, redis)
  const lend = lenderOf(redis)
  return lend ? { ...connection, onOneConnection: lend } : connection
}

function commandsOf(commands: NodeRedisCommands, redis: NodeRedisClient): RedisConnection {
  return {
    evalsha: async (sha, keys, args) => plain(await commands.evalSha(sha, evalOptions(keys, args))),
    eval: async (script, keys, args) => plain(await commands.eval(script, evalOptions(keys, args))),
    info: async (section) => String(await commands.info(section)),
    wait: async (replicas, timeoutMs) => Number(await commands.wait(replicas, timeoutMs)),
    connected: () => connected(redis),
    watchErrors: (listener) => watchErrors(redis, listener),
    timeoutMs: socketTimeoutMs(redis),
  }
}

type Lend = NonNullable<RedisConnection['onOneConnection']>

/** A pool and a Sentinel client may answer two commands over two connections: both lend one. A Cluster has no such method. */
function lenderOf(redis: NodeRedisClient): Lend | undefined {
  if (isMethod(redis, 'getSlotRandomNode')) return undefined
  const lender = redis as unknown as Record<'use' | 'execute', (use: (lent: NodeRedisCommands) => unknown) => unknown>
  const method = (['use', 'execute'] as const).find((name) => isMethod(redis, name))
  if (!method) return (use) => use(commandsOf(redis, redis))
  return (use) => lender[method]((lent) => use(commandsOf(lent, redis))) as ReturnType<typeof use>
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
    once.call(redis, isMethod(redis, 'getSlotRandomNode') ? 'connect' : 'ready', resolve)
  })
}

/** `commandOptions.timeout` counts until a command is written: one that it gives up is never sent. What ends a connection while
 * the server may have a command is `socketTimeout`. */
function socketTimeoutMs(redis: NodeRedisClient): number {
  const { options } = redis as { options?: { socket?: { socketTimeout?: number } } }
  return options?.socket?.socketTimeout || Infinity
}

const isMethod = (value: object, name: string): boolean =>
  typeof (value as Readonly<Record<string, unknown>>)[name] === 'function'
