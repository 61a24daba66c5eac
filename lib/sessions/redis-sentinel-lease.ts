/** What node-redis's Sentinel client lends: a connection to the master, until it is released. */
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

/** A lease takes no further calls after this time, so that whoever else waits for a connection gets one. */
const sharedForMs = 50

const monotonicNow = (): number => performance.now()

/**
 * Lends one connection of a Sentinel client to all calls of a moment, which it answers in their order. Called directly, such a
 * client with two or more connections (`masterPoolSize`) loses one for ever when two commands begin at the same moment
 * (seen in node-redis 5.12 and 6.3), until none is left and no command is answered again.
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
      if (lease.users === 0) await this.release(lease)
    }
  }

  private lease(): Lease<Commands> {
    if (this.current && monotonicNow() - this.current.since < sharedForMs) return this.current
    return (this.current = { commands: this.sentinel.acquire(), since: monotonicNow(), users: 0 })
  }

  private async release(lease: Lease<Commands>): Promise<void> {
    if (this.current === lease) this.current = undefined
    // Where it was never lent the call has failed with that already.
    const commands = await lease.commands.catch(() => undefined)
    await commands?.release()
  }
}
