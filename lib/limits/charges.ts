import type { LimitsByName } from '../options/options'
import type { Settings } from '../options/settings'
import type { ClientNetwork, NetworkLimitName } from './client-network'
import type { CounterKey } from './counter-key'

/** What something is counted by that no network has: a name in `limits`, and whose count it is. */
export interface SharedCounter {
  readonly name: keyof LimitsByName
  readonly keyParts: readonly string[]
}

/** What something is counted by. */
export type Counter = SharedCounter | { readonly name: NetworkLimitName; readonly network: ClientNetwork }

/** A limit that was reached, and how long it stays so. */
export interface Reached {
  readonly limit: keyof LimitsByName
  readonly retryAfterMs: number
}

export interface Charge {
  /** Of the limits that were reached already the one with the longest wait; undefined where there is none. */
  readonly reached: Reached | undefined
  /** True: nothing was counted. */
  readonly isNothing: boolean
  /** Takes what was counted off again, in the windows that it was counted in. */
  readonly undo: () => Promise<void>
}

export const nothingCharged: Charge = { reached: undefined, isNothing: true, undo: () => Promise.resolve() }

interface ChargeContext {
  readonly settings: Pick<Settings, 'limits' | 'store'>
  readonly counterKey: CounterKey
}

/** Under a key of its own a counter needs no name. */
const unnamed = ''

/**
 * Counts one for each of the counters that has a limit, all at once. Where one is reached the others stay counted until the
 * caller undoes them.
 */
export async function charge(
  counters: readonly Counter[],
  { settings: { limits, store }, counterKey }: ChargeContext,
): Promise<Charge> {
  const limited = counters.flatMap((counter) => {
    const limit = limits[counter.name]
    return limit ? [{ ...placeOf(counter, counterKey), limit, limitName: counter.name }] : []
  })
  if (limited.length === 0) return nothingCharged
  const counts = await Promise.allSettled(
    limited.map(async ({ key, name, limit, limitName }) => {
      const [result] = await store.count({ key, counters: [{ name, ...limit }] })
      if (!result) throw new TypeError('The store counted and answered no count')
      return { key, name, limitName, ...result }
    }),
  )
  const results = counts.flatMap((count) => (count.status === 'fulfilled' ? [count.value] : []))
  const charged = results.filter(({ counted }) => counted)
  const undo = async () => {
    await Promise.all(charged.map(({ key, name, windowEndsAt }) => store.undoCount({ key, name, windowEndsAt })))
  }
  const failed = counts.find((count) => count.status === 'rejected')
  if (failed) {
    // Of a Cluster a part may be away: what the rest was charged goes back, and nobody waits for that.
    void undo().catch(() => undefined)
    throw failed.reason
  }
  const reached = results
    .filter(({ counted }) => !counted)
    .map(({ limitName, resetInMs }) => ({ limit: limitName, retryAfterMs: resetInMs }))
  return { reached: longest(reached), isNothing: charged.length === 0, undo }
}

/** The longest of some waits. */
export function longest<Wait extends { readonly retryAfterMs: number }>(waits: readonly Wait[]): Wait | undefined {
  const [first] = [...waits].sort((one, two) => two.retryAfterMs - one.retryAfterMs)
  return first
}

function placeOf(counter: Counter, counterKey: CounterKey): { readonly key: string; readonly name: string } {
  if ('network' in counter) return { key: counter.network.key, name: counter.network.counterOf(counter.name) }
  return { key: counterKey(counter.name, ...counter.keyParts), name: unnamed }
}
