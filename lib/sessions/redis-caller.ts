import { createHash } from 'node:crypto'
import { type ScriptName, scripts } from './redis-scripts'
import { StoreUnavailableError } from './session-store'

/** What is used of the caller's client: ioredis's `Redis` and `Cluster` both have it. */
export interface RedisClient {
  evalsha(sha: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>
  eval(script: string, keyCount: number, ...keysAndArguments: (string | number)[]): Promise<unknown>
  /** Read at the start, to warn of a server that drops keys. */
  info?(section: string): Promise<unknown>
  /** Needed for `waitForReplicas`. */
  wait?(replicas: number, timeoutMs: number): Promise<unknown>
  /** Read for the time after which the client gives a command up by itself, in milliseconds; a Cluster has it one deeper. */
  readonly options?: {
    readonly commandTimeout?: number | undefined
    readonly redisOptions?: { readonly commandTimeout?: number | undefined } | undefined
  }
  /** Read at the start, with the event `ready` behind it: nothing is asked of a client that is not connected. */
  readonly status?: string
  once?(event: 'ready', listener: () => void): unknown
}

const shas = Object.fromEntries(
  Object.entries(scripts).map(([name, source]) => [name, createHash('sha1').update(source).digest('hex')]),
) as Readonly<Record<ScriptName, string>>

const readers: ReadonlySet<ScriptName> = new Set(['look'])

/** Timers may fire that much early: the deadline is over before the caller has given up. */
const timerSlackMs = 2

/** Milliseconds that never jump, unlike `Date.now()`: deadlines are counted on it. */
const monotonicNow = (): number => performance.now()

/**
 * Runs the scripts, each with a deadline that Redis's own clock judges: a call that was given up (the server was stopped,
 * the client queued it while offline) finds its time over and does nothing. For that the offset between the two clocks is
 * learnt from the time that each answer carries.
 */
export class RedisCaller {
  /** Redis's clock less ours, never more than it truly is, so that a deadline is never later than meant. */
  private offsetMs: number | undefined

  constructor(
    private readonly redis: RedisClient,
    private readonly timeoutMs: number,
    /** How many replicas must have a write before it counts as done. */
    private readonly replicas: number,
  ) {}

  /**
   * @returns what the script answered behind the time
   * @throws StoreUnavailableError where Redis can't be reached, is too slow, or is out of memory
   */
  async call(name: ScriptName, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown[]> {
    const givenUpAt = monotonicNow() + this.timeoutMs
    try {
      return await withinTime(this.replicated(this.attempt(name, keys, args, givenUpAt), name), this.timeoutMs)
    } catch (error) {
      // After a failure the next server may be another, with a clock of its own.
      this.offsetMs = undefined
      if (error instanceof StoreUnavailableError) throw error
      throw new StoreUnavailableError(`Redis did not do what it was asked (${reasonOf(error)})`, { cause: error })
    }
  }

  /** WAIT speaks of all that this connection wrote: sent behind the script, it is answered once the replicas have that. It
   * holds up whatever comes behind it on the connection, so it gets half of a call's time: the next call has a chance. */
  private async replicated(answer: Promise<unknown[]>, name: ScriptName): Promise<unknown[]> {
    const result = await answer
    if (this.replicas === 0 || readers.has(name)) return result
    const reached = Number(await this.redis.wait?.(this.replicas, Math.ceil(this.timeoutMs / 2)))
    if (reached >= this.replicas) return result
    throw new StoreUnavailableError(`A write reached ${reached} of ${this.replicas} replicas in time`)
  }

  /** A script that came too late did nothing, so it is safe to send it again while there is time: once for the first call,
   * which learns the offset so, and once more where another server's clock was behind the answer. */
  private async attempt(
    name: ScriptName,
    keys: readonly string[],
    args: readonly (string | number)[],
    givenUpAt: number,
  ): Promise<unknown[]> {
    for (let tries = 0; tries < 3 && monotonicNow() < givenUpAt; tries += 1) {
      const deadline = this.offsetMs === undefined ? 0 : Math.floor(givenUpAt + this.offsetMs - timerSlackMs)
      const [time, ...answer] = await this.run(name, [keys.length, ...keys, deadline, ...args])
      this.offsetMs = Number(time) - monotonicNow()
      if (answer[0] !== 'late') return answer
    }
    throw new StoreUnavailableError(`Redis did not answer within ${this.timeoutMs} ms`)
  }

  private async run(name: ScriptName, rest: readonly [number, ...(string | number)[]]): Promise<unknown[]> {
    try {
      return asArray(await this.redis.evalsha(shas[name], ...rest))
    } catch (error) {
      // After a restart, a failover or SCRIPT FLUSH the server doesn't know the script: it has not run. No other error
      // says so, and none other is tried again.
      if (!reasonOf(error).startsWith('NOSCRIPT')) throw error
      return asArray(await this.redis.eval(scripts[name], ...rest))
    }
  }
}

function asArray(answer: unknown): unknown[] {
  if (!Array.isArray(answer)) throw new TypeError('Redis answered a script with something that is no array')
  return answer
}

/** Redis's own words, such as `READONLY You can't write against a read only replica.`, hold no data of ours: the scripts
 * raise no errors with values in them. Cut, in case a proxy says more. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 120) : 'no reason given'
}

async function withinTime<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new StoreUnavailableError(`Redis did not answer within ${timeoutMs} ms`))
    }, timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
