import { memoryStore } from '../../lib/sessions/memory-store'
import type { ContractStore } from './contract-store'
import { describeInterleavings } from './session-store-interleavings'
import { describeSessionStore } from './session-store-contract'

const makeStore = async (): Promise<ContractStore> => {
  let now = 1_700_000_000_000
  const store = memoryStore({ now: () => now })
  return {
    peers: [store],
    lapse: async (ms) => {
      now += ms
    },
    close: () => store.close(),
  }
}

describeSessionStore('memoryStore', makeStore)
describeInterleavings('memoryStore', makeStore, { ownsTheClock: true, numRuns: 1_000 })
