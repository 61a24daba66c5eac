import { createHash } from 'node:crypto'
import { withTimeLimit } from '../time-limit'
import { type ScriptName, scripts } from './redis-scripts'
import type { RedisConnection } from './redis-connection'
import { failureOf, reasonFor } from './redis-failure'
import { StoreUnavailableError } from './session-store'

/** A script for the caller. Each gets its deadline as the first argument, and answers the time first. */
interface RedisScript {
  readonly source: string
  readonly sha: string
  /** False if the script writes nothing: then no replica is waited for. */
  readonly writes: boolean
}

export const redisScript = (source: string, { writes }: { readonly writes: boolean }): RedisScript => ({
  source,
  sha: createHash('sha1').update(source).digest('hex'),
  writes,
})

const readers: ReadonlySet<ScriptName> = new Set(['look'])

const verbs = Object.fromEntries(
  Object.entries(scripts).map(([name, source]) => [
    name,
    redisScript(source, { writes: !readers.has(name as ScriptName) }),
  ]),
) as Readonly<Record<ScriptName, RedisScript>>

/**
 * Timers may fire this much too early. The script's deadline is earlier by it, so that it is over before the caller
 * gives up.
 */
const timerSlackMs = 2

/** Milliseconds of a clock that never jumps, unlike `Date.now()`. Deadlines are counted with it. */
const monotonicNow = (): number => performance.now()

/**
 * Runs the scripts, each with a deadline by Redis's own clock. A call that was given up (the server was stopped, or the
 * client queued it while offline) comes after its deadline and does nothing. For this the difference of the two clocks
 * is learnt from the time in each answer.
 */
export class RedisCaller {
  /** Redis's clock minus this process's. Never more than the real difference, so that a deadline is never too late. */
  private offsetMs: number | undefined

  constructor(
    private readonly redis: RedisConnection,
    private readonly timeoutMs: number,
    /** How many replicas must have a write before it counts as done. */
    private readonly replicas: number,
  ) {}

  /**
   * @returns the script's answer after the time
   * @throws StoreUnavailableError if Redis can't be reached, is too slow, or refuses
   */
  call(name: ScriptName, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown[]> {
    return this.run(verbs[name], keys, args)
  }

  /** Like `call`, for a script that belongs to no verb. */
  async run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown[]> {
    const call = { script, keys, args, givenUpAt: monotonicNow() + this.timeoutMs }
    try {
      const onOneConnection = this.replicas > 0 && script.writes ? this.redis.onOneConnection : undefined
      const answer = onOneConnection
        ? onOneConnection((connection) => this.attempt(connection, call))
        : this.attempt(this.redis, call)
      return await withTimeLimit(this.timeoutMs, answer, () => {
        throw this.tooSlow()
      })
    } catch (error) {
      // After a failure the next server may be another one, with another clock.
      this.offsetMs = undefined
      if (error instanceof StoreUnavailableError) throw error
      throw new StoreUnavailableError(reasonFor(failureOf(error, script.source), error), { cause: error })
    }
  }

  /**
   * Runs a script. If it came too late it did nothing, and is sent again while there is time: once for the first call,
   * which learns the clocks' difference from it, and once more if another server's clock was behind.
   */
  private async attempt(redis: RedisConnection, { script, keys, args, givenUpAt }: Attempt): Promise<unknown[]> {
    for (let tries = 0; tries < 3 && monotonicNow() < givenUpAt; tries += 1) {
      const deadline = this.offsetMs === undefined ? 0 : Math.floor(givenUpAt + this.offsetMs - timerSlackMs)
      // Without a deadline the script only answers the time.
      const waits = this.replicas > 0 && script.writes && deadline > 0
      const { answer, reached } = await this.send(redis, script, { keys, args: [deadline, ...args], waits })
      const [time, ...rest] = answer
      this.offsetMs = Number(time) - monotonicNow()
      if (rest[0] === 'late') continue
      if (reached >= this.replicas) return rest
      throw new StoreUnavailableError(`A write reached ${reached} of ${this.replicas} replicas in time`)
    }
    throw this.tooSlow()
  }

  private async send(redis: RedisConnection, { source, sha }: RedisScript, call: ScriptCall): Promise<Sent> {
    const { keys, args, waits } = call
    try {
      const answer = redis.evalsha(sha, keys, args)
      return waits ? await this.replicated(redis, answer) : { answer: asArray(await answer), reached: Infinity }
    } catch (error) {
      // After a restart, a failover or SCRIPT FLUSH the server doesn't know the script, so it has not run. Only this
      // error proves that, so only this one is tried again.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      const answer = redis.eval(source, keys, args)
      return waits ? await this.replicated(redis, answer) : { answer: asArray(await answer), reached: Infinity }
    }
  }

  /**
   * WAIT is about the writes of its own connection. It is sent right after the script, not after the script's answer:
   * if the connection is lost in between, a new one has written nothing, and its WAIT would succeed at once. It delays
   * the commands after it, so it gets half of a call's time, and the next call still has a chance.
   */
  private async replicated(redis: RedisConnection, answer: Promise<unknown>): Promise<Sent> {
    const waited = redis.wait(this.replicas, Math.ceil(this.timeoutMs / 2))
    const [answered, reached] = await Promise.allSettled([answer, waited])
    if (answered.status === 'rejected') throw answered.reason
    if (reached.status === 'rejected') throw reached.reason
    return { answer: asArray(answered.value), reached: reached.value }
  }

  private tooSlow(): StoreUnavailableError {
    return new StoreUnavailableError(`Redis did not answer within ${this.timeoutMs} ms`)
  }
}

interface Attempt {
  readonly script: RedisScript
  readonly keys: readonly string[]
  readonly args: readonly (string | number)[]
  readonly givenUpAt: number
}

interface ScriptCall {
  readonly keys: readonly string[]
  readonly args: readonly (string | number)[]
  /** Whether replicas are waited for. */
  readonly waits: boolean
}

interface Sent {
  readonly answer: unknown[]
  /** How many replicas have the write; `Infinity` if that was not asked. */
  readonly reached: number
}

function asArray(answer: unknown): unknown[] {
  if (!Array.isArray(answer)) throw new TypeError('Redis answered a script with something that is no array')
  return answer
}
