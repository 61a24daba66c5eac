import type { Background } from '../background'
import type { Charge } from './charges'
import type { ClientNetwork } from './client-network'

/**
 * What is counted for a client's network together with its request: the message that may be sent for it, or the code that
 * may be judged. It stays counted where it is kept.
 */
export class NetworkCharge {
  private isKept = false

  /** @param charge undefined where none was asked for */
  constructor(
    readonly network: ClientNetwork,
    private readonly charge: Charge | undefined,
    private readonly background: Background,
  ) {}

  /** Whether it was counted as far as there is a limit. */
  get isCounted(): boolean {
    return this.charge !== undefined
  }

  /** The limit, where it was reached already: then nothing was counted. */
  get reached(): Charge['reached'] {
    return this.charge?.reached
  }

  /** The message is sent, or the code was judged wrong. What takes it off again after all. */
  keep(): Charge['undo'] {
    this.isKept = true
    return this.charge?.undo ?? (() => Promise.resolve())
  }

  /** Takes it off the count again, unless it was kept. Nobody waits for that: while the store is away one too many is counted,
   * until the window ends. */
  giveBack(): void {
    if (this.isKept || !this.charge || this.charge.isNothing) return
    this.background.run(this.charge.undo, () => undefined)
  }
}
