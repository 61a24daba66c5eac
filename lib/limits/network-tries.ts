import type { Request } from 'express'
import type { Background } from '../background'
import { siteOf } from '../http/network'
import type { Settings } from '../options/settings'
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

const uncounted: NetworkTry = { undo: () => undefined }

/**
 * Counts a code for its client's network before it is compared (`wrongCodesPerNetwork`): of many at the same moment no more
 * are judged than the limit leaves. By /48, which a customer may have whole: by /56 one would have 256 limits.
 */
export async function countNetworkTry(
  request: Request,
  { settings, counterKey, background }: Counting,
): Promise<NetworkTry> {
  const limit = settings.limits.wrongCodesPerNetwork
  if (limit === false) return uncounted
  const key = counterKey('wrongCodesPerNetwork', siteOf(request))
  const { counted, resetInMs, windowEndsAt } = await settings.store.count({ key, ...limit })
  if (!counted) return { ...uncounted, limit: new LimitReached('wrongCodesPerNetwork', resetInMs) }
  return {
    undo: () =>
      background.run(
        () => settings.store.undoCount({ key, windowEndsAt }),
        // While the store is away one try too many is counted, until the window ends.
        () => undefined,
      ),
  }
}
