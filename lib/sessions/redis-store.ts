import { defaultPrefix, keysBeginWith } from './redis-keys'
import { RedisCaller } from './redis-caller'
import { redisConnection, type RedisClient } from './redis-client'
import { checkMs, checkRedis } from './redis-health'
import { UndoneCounts } from './redis-undone-counts'
import type {
  AddressLimitName,
  BeginRequest,
  BeginResult,
  ClaimRequest,
  ClaimResult,
  CountRequest,
  CountResult,
  Delivery,
  EndRequest,
  EndResult,
  FailedRequest,
  HoldRequest,
  HoldResult,
  Limit,
  LookRequest,
  LookResult,
  NewClaimRequest,
  ReleaseRequest,
  SentRequest,
  SessionKey,
  SessionRef,
  SessionStore,
  SubmitRequest,
  SubmitResult,
  UndoCountRequest,
  ValidateRequest,
} from './session-store'

/** The options of `redisStore`. */
export interface RedisStoreOptions {
  /** The beginning of every key. It must not contain braces, which would change a key's slot. @default 'mpr' */
  readonly prefix?: string | undefined
  /**
   * How long a call may take before it is given up, in milliseconds. A call that was given up does nothing later. The
   * client's own `commandTimeout` also counts, if it is shorter.
   * @default 2,000
   */
  readonly timeoutMs?: number | undefined
  /**
   * How many replicas must have a write before its request is answered (`WAIT`). With fewer the answer is 503. A
   * failover can then lose less, but each write takes one more round trip. Not on a Cluster, where `WAIT` can't be sent
   * to the right master: set `min-replicas-to-write` there. A node-redis Sentinel client or pool lends a connection to
   * each call for this: give it several (`masterPoolSize`).
   * @default 0
   */
  readonly waitForReplicas?: number | undefined
}

/**
 * Keeps sessions in Redis 7 or Valkey 8, as a single server, with Sentinel or as a Cluster, shared by any number of
 * processes. Each verb is one round trip (the first one is two, to learn the server's clock), and every key gets its
 * TTL in the step that writes it.
 *
 * @param redis your client, connected by you: of ioredis (`Redis`, `Cluster`) or of node-redis (`createClient`,
 * `createClientPool`, `createSentinel`, `createCluster`). It is neither changed nor closed
 * @throws TypeError if an option is wrong
 * @example
 * const store = redisStore(new Redis('redis://127.0.0.1'), { prefix: 'my-reset:', waitForReplicas: 1 })
 * const passwordReset = createPasswordResetRouter({ ...options, store, secret })
 */
export function redisStore(redis: RedisClient, options: RedisStoreOptions = {}): SessionStore {
  const { prefix = defaultPrefix, timeoutMs = 2_000, waitForReplicas = 0 } = options
  const connection = redisConnection(redis)
  if (typeof prefix !== 'string' || /[{}]/.test(prefix))
    throw new TypeError('redisStore: prefix must be a string without braces')

  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1)
    throw new TypeError('redisStore: timeoutMs must be a whole number of milliseconds from 1')

  if (!Number.isSafeInteger(waitForReplicas) || waitForReplicas < 0)
    throw new TypeError('redisStore: waitForReplicas must be a whole number from 0')

  if (waitForReplicas > 0 && !connection.onOneConnection)
    throw new TypeError('redisStore: waitForReplicas needs a client of one master: not a Cluster')

  // A call that the client gives up must not act later either: so the script's deadline is no later than the client's.
  const callMs = Math.min(timeoutMs, connection.timeoutMs)
  const keyPrefix = keysBeginWith(prefix)
  const checker = new RedisCaller(connection, Math.min(callMs, checkMs - 100), 0)
  const caller = new RedisCaller(connection, callMs, waitForReplicas)
  return Object.assign(new RedisStore(caller, keyPrefix, connection.isCluster), {
    check: () => checkRedis({ connection, caller: checker, prefix: keyPrefix }),
  })
}

class RedisStore implements SessionStore {
  private readonly undoneCounts: UndoneCounts

  constructor(
    private readonly redis: RedisCaller,
    private readonly prefix: string,
    isCluster: boolean,
  ) {
    this.undoneCounts = new UndoneCounts((keys, args) => redis.call('undoCount', keys, args), isCluster)
  }

  async begin(request: BeginRequest): Promise<BeginResult> {
    const { limits } = request
    const [outcome, what, detail] = await this.redis.call('begin', this.sessionAndAddress(request), [
      request.generation,
      request.sendAttempt,
      request.deliver,
      request.token,
      request.tokenLifetimeMs,
      request.leaseId,
      request.leaseMs,
      request.data,
      request.networkTag,
      flag(request.concealsEnds),
      ...limitArguments(limits.sendsPerAddress),
      ...limitArguments(limits.sendsPerAddressAndNetwork),
      ...limitArguments(limits.wrongCodesPerAddress),
    ])
    if (outcome === 'send') return { outcome, generation: what as string, ...upstreamOf(detail) }
    if (outcome === 'replay') return { outcome, generation: what as string, deliver: detail as Delivery }
    return { outcome: 'limited', limit: what as AddressLimitName | 'session', retryAfterMs: Number(detail) }
  }

  async sent(request: SentRequest): Promise<void> {
    const { generation, leaseId, sendAttempt, upstream = '' } = request
    await this.redis.call('sent', [this.sessionKey(request)], [generation, leaseId, sendAttempt, upstream])
  }

  async failed(request: FailedRequest): Promise<void> {
    const { generation, leaseId, token, networkTag, undone } = request
    const args = [generation, leaseId, token, networkTag, flag(undone)]
    await this.redis.call('failed', this.sessionAndAddress(request), args)
  }

  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const { linkTokens, codeTokens } = request
    const [outcome, what, detail] = await this.redis.call('submit', this.sessionAndAddress(request), [
      request.generation,
      request.validatedLifetimeMs,
      request.codeTries,
      ...limitArguments(request.wrongCodesPerAddress),
      linkTokens.length,
      codeTokens.length,
      ...linkTokens,
      ...codeTokens,
    ])
    if (outcome === 'right') return { outcome, data: what as string, first: isOne(detail) }
    if (outcome === 'wrong') return { outcome, deliver: what as Delivery, counted: isOne(detail) }
    return what === undefined ? { outcome: 'gone' } : { outcome: 'gone', tooManyTries: { retryAfterMs: Number(what) } }
  }

  async validate(request: ValidateRequest): Promise<boolean> {
    const args = [request.generation, request.validatedLifetimeMs]
    const [validated] = await this.redis.call('validate', this.sessionAndAddress(request), args)
    return isOne(validated)
  }

  async undoTry(request: SessionRef): Promise<void> {
    await this.redis.call('undoTry', this.sessionAndAddress(request), [request.generation])
  }

  async look(request: LookRequest): Promise<LookResult | undefined> {
    const { generation, spentToo, limit, linkTokens = [] } = request
    const args = [generation, flag(spentToo), ...limitArguments(limit), ...linkTokens]
    const [state, ...rest] = await this.redis.call('look', this.sessionAndAddress(request), args)
    return state === undefined ? undefined : lookResult(state as LookResult['state'], rest)
  }

  async end(request: EndRequest): Promise<EndResult | undefined> {
    const { generation, scope, linkTokens } = request
    const args = [generation, scope, flag(linkTokens !== undefined), ...(linkTokens ?? [])]
    const [isInUse] = await this.redis.call('end', this.sessionAndAddress(request), args)
    return isInUse === undefined ? undefined : { isInUse: isOne(isInUse) }
  }

  async claim(request: NewClaimRequest): Promise<ClaimResult | undefined> {
    const args = [request.generation, request.claimId, request.maxAgeMs]
    const [data, startedAt, validatedAt] = await this.redis.call('claim', this.sessionAndAddress(request), args)
    if (data === undefined) return undefined
    return { data: data as string, startedAt: Number(startedAt), validatedAt: Number(validatedAt) }
  }

  async giveBack(request: ClaimRequest): Promise<boolean> {
    const args = [request.generation, request.claimId]
    const [given] = await this.redis.call('giveBack', this.sessionAndAddress(request), args)
    return isOne(given)
  }

  async finish(request: ClaimRequest): Promise<void> {
    await this.redis.call('finish', this.sessionAndAddress(request), [request.generation, request.claimId])
  }

  async endAll(request: { readonly addressTag: string }): Promise<void> {
    await this.redis.call('endAll', [this.addressKey(request)], [])
  }

  async forget(request: { readonly addressTag: string }): Promise<void> {
    await this.redis.call('forget', [this.addressKey(request)], [])
  }

  async hold({ accountTag, claimId, sessionTag, leaseMs }: HoldRequest): Promise<HoldResult> {
    const args = [claimId, sessionTag, leaseMs]
    const [outcome, detail] = await this.redis.call('hold', [this.accountKey(accountTag)], args)
    if (outcome === 'busy') return { outcome, isSameSession: isOne(detail) }
    return detail === undefined ? { outcome: 'held' } : { outcome: 'held', finishedAt: Number(detail) }
  }

  async release({ accountTag, claimId, rememberMs }: ReleaseRequest): Promise<void> {
    await this.redis.call('release', [this.accountKey(accountTag)], [claimId, rememberMs ?? ''])
  }

  async count({ key, counters }: CountRequest): Promise<readonly CountResult[]> {
    const counterKey = this.counterKey(key)
    const args = counters.flatMap(({ name, windowMs, max = -1 }) => [name, windowMs, max])
    this.undoneCounts.sendBeforeCounting(counterKey)
    const answer = await this.redis.call('count', [counterKey], args)
    return counters.map((_, index) => countResult(answer, 4 * index))
  }

  undoCount({ key, ...counter }: UndoCountRequest): Promise<void> {
    return this.undoneCounts.add(this.counterKey(key), counter)
  }

  close(): void {
    // The client is the host's, who may close it next.
    this.undoneCounts.sendAll()
  }

  private sessionAndAddress(key: SessionKey): string[] {
    return [this.sessionKey(key), this.addressKey(key)]
  }

  private sessionKey(key: SessionKey): string {
    return `${this.addressKey(key)}${key.tripleTag}`
  }

  /** The braces are Redis Cluster's hash tag: only the text in them decides the slot. */
  private addressKey({ addressTag }: { readonly addressTag: string }): string {
    return `${this.prefix}{${addressTag}}`
  }

  private accountKey(accountTag: string): string {
    return `${this.prefix}{${accountTag}}@`
  }

  /** Its slot may be any: in a Cluster a call has no key besides. */
  private counterKey(key: string): string {
    return `${this.prefix}#${key}`
  }
}

/** A client with ioredis's `stringNumbers` answers numbers as strings. */
const isOne = (answer: unknown): boolean => Number(answer) === 1

const flag = (value: boolean | undefined): '1' | '0' => (value ? '1' : '0')

function limitArguments(limit: Limit | undefined): [number, number] {
  return limit ? [limit.max, limit.windowMs] : [-1, 0]
}

/** @param at where the four values of the counter begin */
function countResult(answer: readonly unknown[], at: number): CountResult {
  return {
    count: Number(answer[at]),
    counted: isOne(answer[at + 1]),
    resetInMs: Number(answer[at + 2]),
    windowEndsAt: Number(answer[at + 3]),
  }
}

function upstreamOf(answer: unknown): { readonly upstream?: string } {
  return answer === '' ? {} : { upstream: answer as string }
}

function lookResult(state: LookResult['state'], answer: readonly unknown[]): LookResult {
  const [deliver, data, validatedAt, expiresInMs, tokenIsGood, upstream, startedAt, retryAfterMs] = answer
  return {
    state,
    deliver: deliver as Delivery,
    data: data as string,
    startedAt: Number(startedAt),
    expiresInMs: Number(expiresInMs),
    tokenIsGood: isOne(tokenIsGood),
    ...upstreamOf(upstream),
    ...(state !== 'pending' && { validatedAt: Number(validatedAt) }),
    ...(Number(retryAfterMs) > 0 && { retryAfterMs: Number(retryAfterMs) }),
  }
}
