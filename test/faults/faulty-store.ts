import { memoryStore, StoreUnavailableError, type SessionStore } from '../../lib'

type Verb = Exclude<keyof SessionStore, 'check' | 'close'>

/** A store in memory that goes away between two steps of a request. */
export interface FaultyStore {
  readonly store: SessionStore
  /** What was asked of it, in order. */
  readonly calls: Verb[]
  /** How a verb fails from now on: `at` counts its calls from the next one (0); the others are carried out. */
  fail(verb: Verb, at?: number, fault?: () => Promise<never>): void
  mend(): void
}

export const unavailable = () => Promise.reject(new StoreUnavailableError('It went away between two steps'))

export function faultyStore(): FaultyStore {
  const calls: Verb[] = []
  const faults = new Map<Verb, { at: number | undefined; fault: () => Promise<never> }>()
  const store = new Proxy(memoryStore(), {
    get(memory, name: Verb | 'close') {
      const carryOut = memory[name].bind(memory) as (...given: unknown[]) => unknown
      if (name === 'close') return carryOut
      return (...given: unknown[]) => {
        calls.push(name)
        const planned = faults.get(name)
        if (planned?.at !== undefined) planned.at -= 1
        return planned && (planned.at === undefined || planned.at === -1) ? planned.fault() : carryOut(...given)
      }
    },
  })
  return {
    store,
    calls,
    fail: (verb, at, fault = unavailable) => void faults.set(verb, { at, fault }),
    mend: () => faults.clear(),
  }
}
