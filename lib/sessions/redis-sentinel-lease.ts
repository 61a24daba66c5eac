/** A connection to the master that node-redis's Sentinel client lends until it is released. */
interface Lent {
  release(): unknown
}

export interface SentinelClient<Commands extends Lent> {
  acquire(): Promise<Commands>
}

interface Lease<Commands> {
  readonly commands: Promise<Commands>
  readonly since: number
  users: number
}

/** A lease takes no more calls after this time, so that others who wait for a connection get one. */
const sharedForMs = 250

/**
 * How long a lease waits for another call: borrowing takes milliseconds in node-redis, and a request makes several
 * calls.
 */
const idleMs = 20

const monotonicNow = (): number => performance.now()

/**
 * Lends one connection of a Sentinel client to all calls of a moment, which are answered in their order. A Sentinel
 * client with two or more connections (`masterPoolSize`) that is called directly loses one for ever when two commands
 * begin at the same moment (seen in node-redis 5.12 and 6.3), until it answers no command any more.
 */
export class SharedLease<Commands extends Lent> {
  private current: Lease<Commands> | undefined

  constructor(private readonly sentinel: SentinelClient<Commands>) {}

  async use<T>(run: (commands: Commands) => Promise<T>): Promise<T> {
    const lease = this.lease()
    lease.users += 1
    try {
      return await run(await lease.commands)
    } finally {
      lease.users -= 1
      if (lease.users === 0) this.releaseOnceIdle(lease)
    }
  }

  private lease(): Lease<Commands> {
    if (this.current && monotonicNow() - this.current.since < sharedForMs) return this.current
    const last = this.current
    this.current = { commands: this.sentinel.acquire(), since: monotonicNow(), users: 0 }
    if (last?.users === 0) void release(last)
    return this.current
  }

  private releaseOnceIdle(lease: Lease<Commands>): void {
    if (lease !== this.current) return void release(lease)
    setTimeout(() => {
      if (lease !== this.current || lease.users > 0) return
      this.current = undefined
      void release(lease)
    }, idleMs)
  }
}

/** If the connection was never lent, or the client is closed by now, nothing is given back. */
async function release<Commands extends Lent>(lease: Lease<Commands>): Promise<void> {
  try {
    await (await lease.commands).release()
  } catch {
    // The calls that used it have failed, and reported why.
  }
}
