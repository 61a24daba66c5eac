import { RedisCaller } from './redis-caller'
import { redisConnection, type RedisClient } from './redis-client'
import { checkMs, checkRedis } from './redis-health'
import type {
  AddressLimitName,
  BeginRequest,
  BeginResult,
  BindRequest,
  ClaimRequest,
  ClaimResult,
  CountRequest,
  CountResult,
  Delivery,
  FailedRequest,
  Limit,
  LookRequest,
  LookResult,
  SentRequest,
  SessionKey,
  SessionRef,
  SessionStore,
  SubmitRequest,
  SubmitResult,
  ValidateRequest,
} from './session-store'

export interface RedisStoreOptions {
  /** Goes before every key, and before the format's version. Default: `password-reset:`. No braces: they would move
   * the slot. */
  readonly prefix?: string | undefined
  /** How long a call may take, in milliseconds, before it is given up; a call that was given up does not act later. The
   * client's own `commandTimeout` holds too, where it is shorter. Default: 2,000. */
  readonly timeoutMs?: number | undefined
  /**
   * How many replicas must have a write before its request is answered (`WAIT`): fewer, and it is answered 503. It narrows
   * what a failover can lose, at the price of one more round trip. Not on a Cluster, where `WAIT` can't be told which
   * master is meant: set `min-replicas-to-write` there. A node-redis Sentinel client or pool lends a connection to each call
   * for that: give it several (`masterPoolSize`). Default: 0.
   */
  readonly waitForReplicas?: number | undefined
}

/** The version of keys and records. Another one shares nothing with it. */
const format = '1'

/**
 * Sessions in Redis 7 or Valkey 8, alone, under Sentinel or as a Cluster, shared by any number of processes. One round
 * trip for each verb (one more for the first, which learns the server's clock), and every key with its TTL in the step
 * that writes it.
 *
 * @param redis a client of the caller's, of ioredis (`Redis`, `Cluster`) or of node-redis (`createClient`, `createClientPool`,
 *   `createSentinel`, `createCluster`), which its host connects: neither changed nor closed
 * @throws TypeError where an option is wrong
 */
export function redisStore(redis: RedisClient, options: RedisStoreOptions = {}): SessionStore {
  const { prefix = 'password-reset:', timeoutMs = 2_000, waitForReplicas = 0 } = options
  const connection = redisConnection(redis)
  if (typeof prefix !== 'string' || /[{}]/.test(prefix)) {
    throw new TypeError('redisStore: prefix must be a string without braces')
  }
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1) {
    throw new TypeError('redisStore: timeoutMs must be a whole number of milliseconds from 1')
  }
  if (!Number.isSafeInteger(waitForReplicas) || waitForReplicas < 0) {
    throw new TypeError('redisStore: waitForReplicas must be a whole number from 0')
  }
  if (waitForReplicas > 0 && !connection.onOneConnection) {
    throw new TypeError('redisStore: waitForReplicas needs a client of one master: not a Cluster')
  }
  // What the client itself gives up must not act later either: the scripts' deadline is then as early as the client's.
  const callMs = Math.min(timeoutMs, connection.timeoutMs)
  const keyPrefix = `${prefix}${format}:`
  const checker = new RedisCaller(connection, Math.min(callMs, checkMs - 100), 0)
  return Object.assign(new RedisStore(new RedisCaller(connection, callMs, waitForReplicas), keyPrefix), {
    check: () => checkRedis({ connection, caller: checker, prefix: keyPrefix }),
  })
}

class RedisStore implements SessionStore {
  constructor(
    private readonly redis: RedisCaller,
    private readonly prefix: string,
  ) {}

  async begin(request: BeginRequest): Promise<BeginResult> {
    const { limits } = request
    const [outcome, what, detail] = await this.redis.call(
      'begin',
      [
        this.sessionKey(request),
        this.addressKey(request, 'address'),
        this.addressKey(request, 'sends'),
        this.addressKey(request, `network:${request.networkTag}`),
        this.addressKey(request, 'wrong'),
      ],
      [
        request.generation,
        request.sendAttempt,
        request.deliver,
        request.token,
        request.tokenLifetimeMs,
        request.leaseId,
        request.leaseMs,
        request.data,
        ...limitArguments(limits.sendsPerAddress),
        ...limitArguments(limits.sendsPerAddressAndNetwork),
        ...limitArguments(limits.wrongCodesPerAddress),
      ],
    )
    if (outcome === 'send') return { outcome, generation: what as string }
    if (outcome === 'replay') return { outcome, generation: what as string, deliver: detail as Delivery }
    return { outcome: 'limited', limit: what as AddressLimitName | 'session', retryAfterMs: Number(detail) }
  }

  async sent(request: SentRequest): Promise<void> {
    const { generation, leaseId, sendAttempt, remote = '' } = request
    await this.redis.call('sent', [this.sessionKey(request)], [generation, leaseId, sendAttempt, remote])
  }

  async failed(request: FailedRequest): Promise<void> {
    await this.redis.call(
      'failed',
      [
        this.sessionKey(request),
        this.addressKey(request, 'sends'),
        this.addressKey(request, `network:${request.networkTag}`),
      ],
      [request.generation, request.leaseId, request.token, request.undone ? '1' : '0'],
    )
  }

  async submit(request: SubmitRequest): Promise<SubmitResult> {
    const { linkTokens, codeTokens } = request
    const [outcome, what, first] = await this.redis.call(
      'submit',
      [...this.sessionAndAddress(request), this.addressKey(request, 'wrong')],
      [
        request.generation,
        request.validatedLifetimeMs,
        request.codeTries,
        ...limitArguments(request.wrongCodesPerAddress),
        linkTokens.length,
        codeTokens.length,
        ...linkTokens,
        ...codeTokens,
      ],
    )
    if (outcome === 'right') return { outcome, data: what as string, first: isOne(first) }
    if (outcome === 'wrong') return { outcome, deliver: what as Delivery }
    return { outcome: 'gone', ...(what !== undefined && { tooManyTries: true as const }) }
  }

  async validate(request: ValidateRequest): Promise<boolean> {
    const keys = [...this.sessionAndAddress(request), this.addressKey(request, 'wrong')]
    const [validated] = await this.redis.call('validate', keys, [request.generation, request.validatedLifetimeMs])
    return Number(validated) === 1
  }

  async takeBackTry(request: SessionRef): Promise<void> {
    const keys = [...this.sessionAndAddress(request), this.addressKey(request, 'wrong')]
    await this.redis.call('takeBackTry', keys, [request.generation])
  }

  async look(request: LookRequest): Promise<LookResult | null> {
    const args = [request.generation, ...(request.linkTokens ?? [])]
    const [state, ...rest] = await this.redis.call('look', this.sessionAndAddress(request), args)
    return state === undefined ? null : lookResult(state as LookResult['state'], rest)
  }

  async end(request: SessionRef & { readonly linkTokens: readonly string[] }): Promise<boolean> {
    const args = [request.generation, ...request.linkTokens]
    const [ended] = await this.redis.call('end', this.sessionAndAddress(request), args)
    return isOne(ended)
  }

  async claim(request: ClaimRequest): Promise<ClaimResult | null> {
    const args = [request.generation, request.claimId, request.pendingToo ? '1' : '0']
    const [data, validatedAt] = await this.redis.call('claim', this.sessionAndAddress(request), args)
    return data === undefined ? null : { data: data as string, validatedAt: timeOf(validatedAt) }
  }

  async giveBack(request: ClaimRequest): Promise<boolean> {
    const args = [request.generation, request.claimId]
    const [given] = await this.redis.call('giveBack', this.sessionAndAddress(request), args)
    return isOne(given)
  }

  async endAll(request: { readonly addressTag: string }): Promise<void> {
    await this.redis.call('endAll', [this.addressKey(request, 'address')], [])
  }

  async count({ key, windowMs, max }: CountRequest): Promise<CountResult> {
    const [count, counted, resetInMs] = await this.redis.call('count', [this.counterKey(key)], [windowMs, max ?? -1])
    return { count: Number(count), counted: isOne(counted), resetInMs: Number(resetInMs) }
  }

  async uncount({ key }: { readonly key: string }): Promise<void> {
    await this.redis.call('uncount', [this.counterKey(key)], [])
  }

  async bind({ key, session, lifetimeMs }: BindRequest): Promise<boolean> {
    const { addressTag, tripleTag, generation } = session
    const [bound] = await this.redis.call(
      'bind',
      [this.remoteSidKey(key)],
      [`${addressTag} ${tripleTag} ${generation}`, lifetimeMs],
    )
    return Number(bound) === 1
  }

  async find({ key }: { readonly key: string }): Promise<SessionRef | null> {
    const [session] = await this.redis.call('find', [this.remoteSidKey(key)], [])
    if (typeof session !== 'string') return null
    const [addressTag = '', tripleTag = '', generation = ''] = session.split(' ')
    return { addressTag, tripleTag, generation }
  }

  close(): void {
    // Nothing of its own is running; the client is the caller's.
  }

  private sessionAndAddress(key: SessionKey): string[] {
    return [this.sessionKey(key), this.addressKey(key, 'address')]
  }

  private sessionKey(key: SessionKey): string {
    return this.addressKey(key, `session:${key.tripleTag}`)
  }

  /** The braces are Redis Cluster's hash tag: what they hold alone decides the slot. */
  private addressKey({ addressTag }: { readonly addressTag: string }, what: string): string {
    return `${this.prefix}{${addressTag}}:${what}`
  }

  private remoteSidKey(key: string): string {
    return `${this.prefix}{${key}}:remote-sid`
  }

  private counterKey(key: string): string {
    return `${this.prefix}{${key}}:counter`
  }
}

/** A client with ioredis's `stringNumbers` answers numbers as strings. */
const isOne = (answer: unknown): boolean => Number(answer) === 1

function limitArguments(limit: Limit | undefined): [number, number] {
  return limit ? [limit.max, limit.windowMs] : [-1, 0]
}

function lookResult(state: LookResult['state'], answer: readonly unknown[]): LookResult {
  const [deliver, data, validatedAt, expiresInMs, tokenIsGood, remote, startedAt] = answer
  return {
    state,
    deliver: deliver as Delivery,
    data: data as string,
    remote: remote === '' ? null : (remote as string),
    startedAt: Number(startedAt),
    validatedAt: timeOf(validatedAt),
    expiresInMs: Number(expiresInMs),
    tokenIsGood: Number(tokenIsGood) === 1,
  }
}

function timeOf(text: unknown): number | null {
  return text === '' ? null : Number(text)
}
