import { type RedisCaller, redisScript } from './redis-caller'
import { scriptCommands } from './redis-commands'
import type { RedisConnection } from './redis-connection'
import { evictionPolicy } from './redis-eviction'
import { failureOf, type RedisFailure, theCommand } from './redis-failure'
import type { StoreCheck } from './store-check'

/** How long a check may take. */
export const checkMs = 2_000

/** How far the clocks may be apart. */
const clockToleranceMs = 60_000

interface RedisToCheck {
  readonly connection: RedisConnection
  /** Must give up before `checkMs` is over. */
  readonly caller: RedisCaller
  /** The prefix of all keys, also those of the check. */
  readonly prefix: string
  /** This machine's clock, in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number
}

/**
 * Writes a value and reads it back, then tries the commands that the verbs need, on a key that is used for nothing else. A
 * refusal is answered and not raised, so that one call reports everything: if the memory is full, the clock is still compared.
 *
 * A command is called with more and more arguments until their number is right, because Redis checks the user's permission
 * only after the number of arguments.
 *
 * KEYS: a key to write and read, a key to try commands on
 * ARGV: deadline, value, lifetime in milliseconds, commands
 */
const source = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
if now >= tonumber(ARGV[1]) then return { now, 'late' } end

local function failure_of(answer) return type(answer) == 'table' and answer.err or nil end

-- The write comes first, because a Redis without memory refuses only the first write of a script.
local failure = failure_of(redis.pcall('HSET', KEYS[1], 'value', ARGV[2]))
local ends = string.format('%.0f', now + tonumber(ARGV[3]))
if not failure then failure = failure_of(redis.pcall('PEXPIREAT', KEYS[1], ends)) end
local read = redis.pcall('HGET', KEYS[1], 'value')

local refused = {}
for i = 4, #ARGV do
  for count = 0, 3 do
    local failure = failure_of(redis.pcall(ARGV[i], KEYS[2], unpack({ '1', '1', '1' }, 1, count)))
    if not (failure and string.find(failure, 'Wrong number', 1, true)) then
      if failure and (string.find(failure, 'run this command', 1, true) or string.find(failure, 'permissions to run', 1, true)) then
        refused[#refused + 1] = ARGV[i]
      end
      break
    end
  end
end
redis.pcall('PEXPIREAT', KEYS[2], ends)
return { now, string.format('%.0f', now), table.concat(refused, ' '), failure or '', type(read) == 'string' and read or '' }
`
const script = redisScript(source, { writes: false })

/** The written value lives a little longer than the check. */
const lifetimeMs = 10_000

/** `TIME` is not tried: without the permission for it the script itself raises an error, which names it. */
const triedCommands = scriptCommands.filter((command) => command !== 'TIME')

/** Never throws, and takes no longer than `checkMs`. */
export async function checkRedis(redis: RedisToCheck): Promise<readonly StoreCheck[]> {
  const [storeAndClock, eviction] = await Promise.all([checkStoreAndClock(redis), checkEviction(redis.connection)])
  return [...storeAndClock, eviction]
}

async function checkStoreAndClock({ connection, caller, prefix, now = Date.now }: RedisToCheck): Promise<StoreCheck[]> {
  // A client that can't log in or connect reports the reason by an event; its commands only wait.
  let lastError: unknown
  const unwatch = connection.watchErrors((error) => (lastError = error))
  const value = Math.random().toString(36).slice(2)
  try {
    const keys = [`${prefix}{check}:value`, `${prefix}{check}:commands`]
    const [time, refused, failure, read] = (await caller.run(script, keys, [value, lifetimeMs, ...triedCommands])).map(
      String,
    )
    return [
      storeCheck({ refused: refused ?? '', failure: failure ?? '', isRead: read === value }),
      clockCheck(Number(time), now()),
    ]
  } catch (error) {
    return [
      { part: 'store', ok: false, detail: detailOf(causeOf(error, lastError)) },
      { part: 'clock', ok: false, detail: 'Not known: the store did not answer' },
    ]
  } finally {
    unwatch()
  }
}

function storeCheck(answer: {
  readonly refused: string
  readonly failure: string
  readonly isRead: boolean
}): StoreCheck {
  const { refused, failure, isRead } = answer
  if (refused !== '') {
    const named = refused.split(' ').join(', ')
    return {
      part: 'store',
      ok: false,
      detail: `The ACL of this client's Redis user lacks ${named}: allow it (redisStoreAcl() names the rules)`,
    }
  }
  if (failure !== '') return { part: 'store', ok: false, detail: detailOf(failureOf(new Error(failure))) }
  if (!isRead) return { part: 'store', ok: false, detail: 'Redis took a value and did not answer it when asked' }
  return { part: 'store', ok: true, detail: 'Redis can be written and read' }
}

function clockCheck(theirsMs: number, oursMs: number): StoreCheck {
  const apartMs = Math.abs(theirsMs - oursMs)
  if (apartMs <= clockToleranceMs) return { part: 'clock', ok: true, detail: "Redis's clock and this machine's agree" }
  const seconds = Math.round(apartMs / 1_000)
  const which = theirsMs > oursMs ? 'ahead of' : 'behind'
  return {
    part: 'clock',
    ok: false,
    detail: `Redis's clock is ${seconds} seconds ${which} this machine's: let both follow a time server`,
  }
}

async function checkEviction(connection: RedisConnection): Promise<StoreCheck> {
  const policy = await Promise.race([evictionPolicy(connection), unreadIn(checkMs - 200)])
  if (policy === undefined) {
    return {
      part: 'eviction',
      ok: true,
      detail: 'Not known: Redis did not say; make sure that maxmemory-policy is noeviction',
    }
  }
  if (policy === 'noeviction')
    return { part: 'eviction', ok: true, detail: 'Redis keeps what it was given until it expires' }
  return {
    part: 'eviction',
    ok: false,
    detail: `Redis drops keys when its memory is full (maxmemory-policy ${policy}), counts of wrong codes too: set it to noeviction`,
  }
}

const unreadIn = (ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref()
  })

/** The more precise one of a call's error and the error that the client reported meanwhile. */
function causeOf(error: unknown, said: unknown): RedisFailure {
  const failures = [error instanceof Error ? (error.cause ?? error) : error, said].map((each) =>
    failureOf(each, source),
  )
  return failures.find(({ kind }) => kind !== 'other' && kind !== 'not-connected') ?? failures[0] ?? { kind: 'other' }
}

function detailOf(failure: RedisFailure): string {
  switch (failure.kind) {
    case 'password':
      return "Redis refused the client's user or password: check both, in the client's options or URL"
    case 'command':
      return `The ACL of this client's Redis user lacks ${theCommand(failure)}: allow it (redisStoreAcl() names the rules)`
    case 'keys':
      return "The ACL of this client's Redis user lacks the store's keys: allow them (redisStoreAcl() names the rules)"
    case 'memory':
      return 'Redis is out of memory (maxmemory): give it more, or find out what else fills it'
    case 'read-only':
      return 'Redis is a read-only replica: the client must be connected to the master'
    case 'replicas':
      return 'Redis has fewer replicas than its min-replicas-to-write asks for: look after the replicas'
    case 'disk':
      return 'Redis takes no writes because it could not save to disk (MISCONF): see its log'
    case 'starting':
      return 'Redis is loading its data, or is busy: wait, and see its log if it stays so'
    case 'cluster':
      return 'The Redis Cluster has a slot that no master serves: see CLUSTER INFO'
    case 'not-connected':
      return 'The Redis client is not connected: check its address and password, that Redis runs, and (node-redis) that connect() was called'
    case 'other':
      return "Redis can't be reached, or did not answer in time: check the client's address, and that Redis runs"
  }
}
