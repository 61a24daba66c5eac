import { createHash } from 'node:crypto'
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

/**
 * How often a script is sent at most: once to a server that does not know it, once too late by the clock of each of two
 * servers, and once in time.
 */
const maxTries = 4

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
  run(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown[]> {
    const call = { script, keys, args, givenUpAt: monotonicNow() + this.timeoutMs }
    // One promise that has its own timer, instead of `async` and a time limit around it: each request comes here several times.
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        clearTimeout(timer)
        // After a failure the next server may be another one, with another clock.
        this.offsetMs = undefined
        reject(asUnavailable(error, script))
      }
      const timer = setTimeout(() => fail(this.tooSlow()), this.timeoutMs)
      const done = (answer: unknown[]) => {
        clearTimeout(timer)
        resolve(answer)
      }
      this.attempted(call).then(done, fail)
    })
  }

  private attempted(call: Call): Promise<unknown[]> {
    const { onOneConnection } = this.redis
    if (!onOneConnection || !this.waitsFor(call.script)) return this.attempt(this.redis, call)
    return onOneConnection((connection) => this.attempt(connection, call))
  }

  /** Whether replicas are waited for. */
  private waitsFor({ writes }: RedisScript): boolean {
    return this.replicas > 0 && writes
  }

  /**
   * Runs a script. What the server does not know, or what came too late, did nothing and is sent again while there is
   * time. The first call always comes too late: it learns the clocks' difference from that. It is too late once more if
   * another server, whose clock is ahead, has taken over.
   */
  private async attempt(redis: RedisConnection, { script, keys, args, givenUpAt }: Call): Promise<unknown[]> {
    let isKnown = true
    for (let tries = 0; tries < maxTries && monotonicNow() < givenUpAt; tries += 1) {
      const deadline = this.offsetMs === undefined ? 0 : Math.floor(givenUpAt + this.offsetMs - timerSlackMs)
      const withDeadline = [deadline, ...args]
      let reached = Infinity
      let answer: unknown
      try {
        const sent = isKnown
          ? redis.evalsha(script.sha, keys, withDeadline)
          : redis.eval(script.source, keys, withDeadline)
        // Without a deadline the script only answers the time.
        if (deadline > 0 && this.waitsFor(script)) [answer, reached] = await this.replicated(redis, sent)
        else answer = await sent
      } catch (error) {
        // After a restart, a failover or SCRIPT FLUSH the server doesn't know the script, so it has not run. Only this
        // error proves that, so only this one is tried again.
        if (!isKnown || !isUnknownScript(error)) throw error
        isKnown = false
        continue
      }
      const [time, ...rest] = asArray(answer)
      this.offsetMs = Number(time) - monotonicNow()
      if (rest[0] === 'late') continue
      if (reached >= this.replicas) return rest
      throw new StoreUnavailableError(`A write reached ${reached} of ${this.replicas} replicas in time`)
    }
    throw this.tooSlow()
  }

  /**
   * The answer of a script, and how many replicas have its writes. WAIT is about the writes of its own connection. It is
   * sent right after the script, not after the script's answer: if the connection is lost in between, a new one has
   * written nothing, and its WAIT would succeed at once. It delays the commands after it, so it gets half of a call's
   * time, and the next call still has a chance.
   */
  private async replicated(
    redis: RedisConnection,
    sent: Promise<unknown>,
  ): Promise<readonly [answer: unknown, reached: number]> {
    const waited = redis.wait(this.replicas, Math.ceil(this.timeoutMs / 2))
    const [answer, reached] = await Promise.allSettled([sent, waited])
    if (answer.status === 'rejected') throw answer.reason
    if (reached.status === 'rejected') throw reached.reason
    return [answer.value, reached.value]
  }

  private tooSlow(): StoreUnavailableError {
    return new StoreUnavailableError(`Redis did not answer within ${this.timeoutMs} ms`)
  }
}

interface Call {
  readonly script: RedisScript
  readonly keys: readonly string[]
  readonly args: readonly (string | number)[]
  readonly givenUpAt: number
}

function asUnavailable(error: unknown, { source }: RedisScript): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error
  return new StoreUnavailableError(reasonFor(failureOf(error, source), error), { cause: error })
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT')
}

function asArray(answer: unknown): unknown[] {
  if (!Array.isArray(answer)) throw new TypeError('Redis answered a script with something that is no array')
  return answer
}
