import type { LimitsByName } from '../options/options'
import type { Settings } from '../options/settings'
import type { ClientNetwork, NetworkLimitName } from './client-network'
import type { CounterKey } from './counter-key'

/** A counter that does not belong to a client's network: a name in `limits`, and the value that is counted. */
export interface SharedCounter {
  readonly name: keyof LimitsByName
  readonly keyParts: readonly string[]
}

/** A counter: of a client's network, or shared by all clients. */
export type Counter = SharedCounter | { readonly name: NetworkLimitName; readonly network: ClientNetwork }

/** A limit that was reached, and how long it stays so. */
export interface Reached {
  readonly limit: keyof LimitsByName
  readonly retryAfterMs: number
}

export interface Charge {
  /** The limit with the longest wait, of those that were reached already; undefined if none was. */
  readonly reached: Reached | undefined
  /** Whether nothing was counted. */
  readonly isNothing: boolean
  /** Gives back what was counted, in the windows in which it was counted. */
  readonly undo: () => Promise<void>
}

export const nothingCharged: Charge = { reached: undefined, isNothing: true, undo: () => Promise.resolve() }

interface ChargeContext {
  readonly settings: Pick<Settings, 'limits' | 'store'>
  readonly counterKey: CounterKey
}

/** A counter that is alone under its key needs no name. */
const unnamed = ''

/**
 * Counts one for each counter that has a limit, all at once. If one limit is reached, the other counters stay counted
 * until the caller undoes them.
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
    // A part of a Cluster may be unreachable: then the other counters are given back, and nobody waits for that.
    void undo().catch(() => undefined)
    throw failed.reason
  }
  const reached = results
    .filter(({ counted }) => !counted)
    .map(({ limitName, resetInMs }) => ({ limit: limitName, retryAfterMs: resetInMs }))
  return { reached: longest(reached), isNothing: charged.length === 0, undo }
}

/** The longest wait. */
export function longest<Wait extends { readonly retryAfterMs: number }>(waits: readonly Wait[]): Wait | undefined {
  const [first] = [...waits].sort((one, two) => two.retryAfterMs - one.retryAfterMs)
  return first
}

function placeOf(counter: Counter, counterKey: CounterKey): { readonly key: string; readonly name: string } {
  if ('network' in counter) return { key: counter.network.key, name: counter.network.counterOf(counter.name) }
  return { key: counterKey(counter.name, ...counter.keyParts), name: unnamed }
}
