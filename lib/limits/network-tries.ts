import type { Request } from 'express'
import type { Background } from '../background'
import { siteOf } from '../http/network'
import type { Settings } from '../options/settings'
import { charge } from './charges'
import type { CounterKey } from './counter-key'
import { LimitReached } from './limit-reached'

/** A code that is about to be judged, as it counts for the network that it comes from. */
export interface NetworkTry {
  /** Present where that network is past its limit: nothing was counted, and no code is to be judged. */
  readonly limit?: LimitReached
  /** Takes the code off the count again: it was not judged wrong. Nobody waits for it. */
  readonly undo: () => void
}

interface Counting {
  readonly settings: Pick<Settings, 'limits' | 'store'>
  readonly counterKey: CounterKey
  readonly background: Background
}

/**
 * Counts a code for its client's network before it is compared (`wrongCodesPerNetwork`): of many at the same moment no more
 * are judged than the limit leaves. By /48, which a customer may have whole: by /56 one would have 256 limits.
 */
export async function countNetworkTry(
  request: Request,
  { settings, counterKey, background }: Counting,
): Promise<NetworkTry> {
  const counter = { name: 'wrongCodesPerNetwork', keyParts: [siteOf(request)] } as const
  const { reached, undo } = await charge([counter], { settings, counterKey })
  return {
    ...(reached && { limit: new LimitReached(reached.limit, reached.retryAfterMs) }),
    // While the store is away one try too many is counted, until the window ends.
    undo: () => background.run(undo, () => undefined),
  }
}
