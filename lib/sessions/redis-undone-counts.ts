import { setTimeout as delay } from 'node:timers/promises'
import type { UndoCountRequest } from './session-store'

/** How long a count to give back waits for others, in milliseconds. */
export const gatherMs = 5
/** So that the script stays short: Redis does nothing else meanwhile. */
const maxAtOnce = 100

type Arguments = (string | number)[]

/**
 * Gives counts back, all of a moment in one command. A right code gives one back, and of what it costs a server with many
 * requests a write to Redis of its own would be the dearest part.
 */
export class UndoneCounts {
  private gathering: { readonly keys: string[]; readonly args: Arguments; readonly sent: Promise<void> } | undefined
  /** False once a server has refused counts of several slots, as one with Cluster mode does. */
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
    this.gathering ??= this.gather()
    const { keys, args, sent } = this.gathering
    keys.push(key)
    args.push(name, windowEndsAt)
    if (keys.length === maxAtOnce) this.gathering = undefined
    await sent
  }

  private gather() {
    const [keys, args]: [string[], Arguments] = [[], []]
    const send = async () => {
      await delay(gatherMs)
      if (this.gathering?.keys === keys) this.gathering = undefined
      await this.giveTogether(keys, args)
    }
    return { keys, args, sent: send() }
  }

  private async giveTogether(keys: readonly string[], args: Arguments): Promise<void> {
    try {
      await this.give(keys, args)
    } catch (error) {
      if (!isOfSeveralSlots(error)) throw error
      this.mayGather = false
      await Promise.all(keys.map((key, i) => this.give([key], args.slice(2 * i, 2 * i + 2))))
    }
  }
}

/** The refusal of a server with Cluster mode that the host's client, or a proxy, treats as one server. */
function isOfSeveralSlots(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message.includes('CROSSSLOT')
}
