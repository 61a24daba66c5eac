// A homeserver for the screens that the example server can't show: a brand with an app, a store that is unavailable, an address
// that is not allowed, and a password that takes long to set.
import { createServer } from 'node:http'
import express from 'express'
import {
  createPasswordResetRouter,
  createResetPageRouter,
  memoryStore,
  outbox,
  StoreUnavailableError,
} from 'express-matrix-password-reset'

/** The faults of the host at the moment.
 * @typedef {object} Faults
 * @property {boolean} isStoreAway
 * @property {boolean} isSlow whether setting a password waits until this is false again */

/** The faults for a journey at the example server, which has none. */
export const noFaults = /** @type {Faults} */ ({ isStoreAway: false, isSlow: false })
export const deniedEmail = 'alice@denied.example'
const pollMs = 20

/** @param {string} publicBaseUrl */
export async function startScreenHost(publicBaseUrl) {
  /** @type {Faults} */
  const faults = { isStoreAway: false, isSlow: false }
  const { email, sms, messages } = outbox()
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl,
    accounts: { findByThreepid: async ({ address }) => ({ userId: '@alice:example.org', address }) },
    email: { sender: email },
    sms: { sender: sms, countries: ['GB'] },
    secret: 'of the screens alone, and 32 characters or more',
    store: storeWith(faults),
    allow3pid: async ({ address }) => address !== deniedEmail,
    limits: false,
    brand: { name: 'Example', color: '#7a1fa2', app: 'https://app.example.org/', support: 'https://example.org/help' },
    logger: { warn: () => undefined, error: () => undefined },
  })
  const app = express().set('trust proxy', 1)
  app.use(
    passwordReset,
    createResetPageRouter(passwordReset, { setPassword: () => whenQuick(faults), notifyChanged: false }),
  )
  app.get('/outbox.json', (_request, response) => void response.json(messages))
  const server = createServer(app)
  await new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It does not listen')
  return {
    url: `http://127.0.0.1:${address.port}`,
    faults,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await passwordReset.close()
    },
  }
}

/** A store whose verbs all fail while `isStoreAway` is true.
 * @param {Faults} faults */
function storeWith(faults) {
  const store = memoryStore()
  return new Proxy(store, {
    get(target, name) {
      const found = Reflect.get(target, name)
      if (typeof found !== 'function') return found
      return (/** @type {unknown[]} */ ...given) => {
        if (faults.isStoreAway && name !== 'close') return Promise.reject(new StoreUnavailableError('It is away'))
        return found.apply(target, given)
      }
    },
  })
}

/** @param {Faults} faults */
async function whenQuick(faults) {
  while (faults.isSlow) await new Promise((resolve) => setTimeout(resolve, pollMs))
}
