import type { UndoCountRequest } from './session-store'

/** How long a count to give back waits for others, in milliseconds. */
export const gatherMs = 5
/** Redis does nothing else while it runs a script, so one command gives back no more counts than this. */
const maxAtOnce = 100

type Arguments = (string | number)[]

/** Counts that wait to be given back together. */
interface Batch {
  readonly keys: string[]
  /** For each key the name of its counter, and when the window ends. */
  readonly args: Arguments
  /** Settles when the counts are given back, or that has failed. */
  readonly done: Promise<void>
  /** Sends the counts without waiting for more. */
  readonly send: () => void
}

/**
 * Gives counts back, all of a moment in one command. Each right code gives one back. With many requests a command for each
 * would be the most expensive part of judging a code.
 */
export class UndoneCounts {
  /** The batch that still takes counts. */
  private gathering: Batch | undefined
  /** False once a server has refused keys of several slots, as one with Cluster mode does. */
  private mayGather: boolean

  /**
   * @param give runs the script, for keys and their arguments
   * @param isCluster whether each key may be on another server: then each goes alone
   */
  constructor(
    private readonly give: (keys: readonly string[], args: Arguments) => Promise<unknown>,
    isCluster: boolean,
  ) {
    this.mayGather = !isCluster
  }

  /** @param key the counter's key in Redis */
  async add(key: string, { name, windowEndsAt }: Omit<UndoCountRequest, 'key'>): Promise<void> {
    if (!this.mayGather) {
      await this.give([key], [name, windowEndsAt])
      return
    }
    this.gathering ??= this.newBatch()
    const { keys, args, done, send } = this.gathering
    keys.push(key)
    args.push(name, windowEndsAt)
    if (keys.length === maxAtOnce) send()
    await done
  }

  /**
   * Sends what waits for this key. To be called before the key is counted: Redis takes the commands of a connection in
   * their order, so a client that goes on at once doesn't find its limit reached by a count that is no longer meant.
   */
  sendBeforeCounting(key: string): void {
    if (this.gathering?.keys.includes(key)) this.gathering.send()
  }

  /** Sends all that waits. */
  sendAll(): void {
    this.gathering?.send()
  }

  private newBatch(): Batch {
    const [keys, args]: [string[], Arguments] = [[], []]
    let send = (): void => undefined
    const done = new Promise<void>((resolve, reject) => {
      // Sent in the same step, not in a promise's: the caller's next command must come after it.
      send = () => {
        clearTimeout(timer)
        if (this.gathering?.keys === keys) this.gathering = undefined
        this.giveTogether(keys, args).then(resolve, reject)
      }
      const timer = setTimeout(() => send(), gatherMs)
    })
    return { keys, args, done, send }
  }

  private async giveTogether(keys: readonly string[], args: Arguments): Promise<void> {
    try {
      await this.give(keys, args)
    } catch (error) {
      if (!isOfSeveralSlots(error)) throw error
      // The server refuses such a command as a whole, so nothing was given back yet.
      this.mayGather = false
      const given = await Promise.allSettled(keys.map((key, i) => this.give([key], args.slice(2 * i, 2 * i + 2))))
      const failed = given.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    }
  }
}

/** The refusal of a server with Cluster mode that the host's client, or a proxy, treats as one server. */
function isOfSeveralSlots(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message.includes('CROSSSLOT')
}
