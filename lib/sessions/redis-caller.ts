import { createHash } from 'node:crypto'
import { withTimeLimit } from '../time-limit'
import { type ScriptName, scripts } from './redis-scripts'
import type { RedisConnection } from './redis-connection'
import { failureOf, reasonFor } from './redis-failure'
import { StoreUnavailableError } from './session-store'

/** A script as the caller runs it. Each takes its deadline first and answers the time first. */
interface RedisScript {
  readonly source: string
  readonly sha: string
  /** False where it writes nothing: then no replica is waited for. */
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
    private readonly redis: RedisConnection,
    private readonly timeoutMs: number,
    /** How many replicas must have a write before it counts as done. */
    private readonly replicas: number,
  ) {}

  /**
   * @returns what the script answered behind the time
   * @throws StoreUnavailableError where Redis can't be reached, is too slow, or refuses
   */
  call(name: ScriptName, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown[]> {
    return this.run(verbs[name], keys, args)
  }

  /** As `call`, for a script that is no verb's. */
  async run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown[]> {
    const call = { script, keys, args, givenUpAt: monotonicNow() + this.timeoutMs }
    try {
      const lend = this.replicas > 0 && script.writes ? this.redis.onOneConnection : undefined
      const answer = lend ? lend((lent) => this.attempt(lent, call)) : this.attempt(this.redis, call)
      return await withTimeLimit(this.timeoutMs, answer, () => {
        throw this.tooSlow()
      })
    } catch (error) {
      // After a failure the next server may be another, with a clock of its own.
      this.offsetMs = undefined
      if (error instanceof StoreUnavailableError) throw error
      throw new StoreUnavailableError(reasonFor(failureOf(error, script.source), error), { cause: error })
    }
  }

  /** A script that came too late did nothing, so it is safe to send it again while there is time: once for the first call,
   * which learns the offset so, and once more where another server's clock was behind the answer. */
  private async attempt(redis: RedisConnection, { script, keys, args, givenUpAt }: Attempt): Promise<unknown[]> {
    for (let tries = 0; tries < 3 && monotonicNow() < givenUpAt; tries += 1) {
      const deadline = this.offsetMs === undefined ? 0 : Math.floor(givenUpAt + this.offsetMs - timerSlackMs)
      // Without a deadline yet it does nothing but tell the time.
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
      // After a restart, a failover or SCRIPT FLUSH the server doesn't know the script: it has not run. No other error
      // says so, and none other is tried again.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      const answer = redis.eval(source, keys, args)
      return waits ? await this.replicated(redis, answer) : { answer: asArray(await answer), reached: Infinity }
    }
  }

  /**
   * WAIT speaks of what its own connection wrote. It is sent right behind the script and not after its answer: a connection
   * that is lost in between would be replaced by one that wrote nothing, whose WAIT is content at once. It holds up whatever
   * comes behind it, so it gets half of a call's time: the next call has a chance.
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
  /** How many replicas have it; `Infinity` where that was not asked. */
  readonly reached: number
}

function asArray(answer: unknown): unknown[] {
  if (!Array.isArray(answer)) throw new TypeError('Redis answered a script with something that is no array')
  return answer
}
