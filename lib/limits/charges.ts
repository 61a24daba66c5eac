import type { LimitsByName } from '../options/options'
import type { Settings } from '../options/settings'
import type { CounterKey } from './counter-key'

/** What something is counted by: a name in `limits`, and whose count it is. */
export interface Counter {
  readonly name: keyof LimitsByName
  readonly keyParts: readonly string[]
}

export interface Charge {
  /** Of the limits that were reached already the one with the longest wait; undefined where there is none. */
  readonly reached: { readonly limit: keyof LimitsByName; readonly retryAfterMs: number } | undefined
  /** Takes what was counted off again, in the windows that it was counted in. */
  readonly undo: () => Promise<void>
}

export const nothingCharged: Charge = { reached: undefined, undo: () => Promise.resolve() }

interface ChargeContext {
  readonly settings: Pick<Settings, 'limits' | 'store'>
  readonly counterKey: CounterKey
}

/**
 * Counts one for each of the counters that has a limit, all at once. Where one is reached the others stay counted until the
 * caller undoes them.
 */
export async function charge(
  counters: readonly Counter[],
  { settings: { limits, store }, counterKey }: ChargeContext,
): Promise<Charge> {
  const limited = counters.flatMap(({ name, keyParts }) => {
    const limit = limits[name]
    return limit ? [{ name, key: counterKey(name, ...keyParts), limit }] : []
  })
  if (limited.length === 0) return nothingCharged
  const counts = await Promise.allSettled(
    limited.map(async ({ name, key, limit }) => ({ name, key, ...(await store.count({ key, ...limit })) })),
  )
  const results = counts.flatMap((count) => (count.status === 'fulfilled' ? [count.value] : []))
  const charged = results.filter(({ counted }) => counted)
  const undo = async () => {
    await Promise.all(charged.map(({ key, windowEndsAt }) => store.undoCount({ key, windowEndsAt })))
  }
  const failed = counts.find((count) => count.status === 'rejected')
  if (failed) {
    // Of a Cluster a part may be away: what the rest was charged goes back, and nobody waits for that.
    void undo().catch(() => undefined)
    throw failed.reason
  }
  const [longest] = results.filter(({ counted }) => !counted).sort((one, two) => two.resetInMs - one.resetInMs)
  return { reached: longest && { limit: longest.name, retryAfterMs: longest.resetInMs }, undo }
}
