import type { RedisClient } from '../../lib/sessions/redis-client'
import { redisStore } from '../../lib/sessions/redis-store'
import type { RedisServer } from '../redis/redis-server'
import { waitFor } from '../redis/wait-for'
import type { ContractStore } from './contract-store'
import { randomTag } from './session-under-test'

/** As many processes as the races are run by: each has a connection and a store of its own. */
const peerCount = 4

/** Stores of one prefix over several clients, on a server whose clock says how time goes on. */
export function storesOver(clients: readonly RedisClient[], clock: RedisServer): ContractStore {
  const prefix = `contract-${randomTag()}:`
  const [first, ...rest] = clients.map((client) => redisStore(client, { prefix, timeoutMs: 10_000 }))
  if (!first) throw new Error('No clients')
  return {
    peers: [first, ...rest],
    async lapse(ms) {
      const until = (await clock.now()) + ms
      await waitFor('the time to pass', async () => (await clock.now()) > until, { everyMs: 3 })
    },
    close: () => [first, ...rest].forEach((store) => store.close()),
  }
}

export const severalOf = <Client>(connect: () => Client): Client[] => Array.from({ length: peerCount }, connect)

/** The same, of clients whose host connects them. */
export const severalConnected = <Client>(connect: () => Promise<Client>): Promise<Client[]> =>
  Promise.all(severalOf(connect))
