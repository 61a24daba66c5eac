import { memoryStore } from '../../lib/sessions/memory-store'
import type { ContractStore } from './contract-store'
import { describeSessionStore } from './session-store-contract'

describeSessionStore('memoryStore', async (): Promise<ContractStore> => {
  let now = 1_700_000_000_000
  const store = memoryStore({ now: () => now })
  return {
    peers: [store],
    lapse: async (ms) => {
      now += ms
    },
    close: () => store.close(),
  }
})
