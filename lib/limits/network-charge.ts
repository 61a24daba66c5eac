import type { Background } from '../background'
import type { Charge } from './charges'
import type { ClientNetwork } from './client-network'

/**
 * The count of a message that may be sent, or of a code that may be judged, for a client's network. It was made in the same
 * step as the count of the request. Call `keep` or `giveBack` for each.
 */
export class NetworkCharge {
  private isKept = false

  /** @param charge undefined if only the request was counted */
  constructor(
    readonly network: ClientNetwork,
    private readonly charge: Charge | undefined,
    private readonly background: Background,
  ) {}

  /** Whether anything besides the request was to be counted. */
  get isCounted(): boolean {
    return this.charge !== undefined
  }

  /** The limit, if it was reached already: then nothing was counted. */
  get reached(): Charge['reached'] {
    return this.charge?.reached
  }

  /** Keeps the count: the message is sent, or the code was wrong. Answers a function that gives it back after all. */
  keep(): Charge['undo'] {
    this.isKept = true
    return this.charge?.undo ?? (() => Promise.resolve())
  }

  /**
   * Gives back the count, unless it was kept. Nobody waits for this: if the store can't be reached, one too many stays
   * counted until the window ends.
   */
  giveBack(): void {
    if (this.isKept || !this.charge || this.charge.isNothing) return
    this.background.run(this.charge.undo, () => undefined)
  }
}
