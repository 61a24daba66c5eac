// Puts the parts together: configuration, Redis, senders, accounts, the package's routers, and the homeserver around them.
import { createServer } from 'node:http'
import { Accounts } from './accounts.mjs'
import { baseUrlOf, localUrlOf } from './addresses.mjs'
import { createApp } from './app.mjs'
import { configurationFrom } from './configuration.mjs'
import { nearMisses } from './near-misses.mjs'
import { connectRedis } from './redis.mjs'
import { sendersFrom } from './senders.mjs'
import { linesToTry } from './try-it.mjs'

/**
 * @typedef {object} ExampleServer
 * @property {string} url the URL it listens on
 * @property {string} publicBaseUrl the URL for clients
 * @property {() => Promise<void>} close finishes the requests under way, then closes all connections
 */

const closeDeadlineMs = 5_000

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {(line: string) => void} log
 * @returns {Promise<ExampleServer>}
 * @throws Error with a message of one line that says what is wrong
 */
export async function startExampleServer(env, log) {
  const configuration = configurationFrom(env)
  const senders = sendersFrom(configuration)
  const accounts = await Accounts.forDemonstration(configuration.alice)
  const redis = await connectRedis(configuration, log)
  const server = createServer()
  try {
    const port = await listen(server, configuration)
    const url = baseUrlOf(configuration.host, port)
    const publicBaseUrl = configuration.publicBaseUrl ?? url
    const warnings = nearMisses(env)
    let isReady = false
    // Warnings are printed after the lines that say what to try.
    const logLater = (/** @type {string} */ line) => (isReady ? log(line) : void warnings.push(line))
    const { app, passwordReset } = createApp({
      ...{ configuration, publicBaseUrl, accounts, senders, redis: redis?.client },
      log: logLater,
    })
    server.on('request', app)
    const localUrl = localUrlOf(configuration.host, port)
    for (const line of [...linesToTry({ configuration, url, localUrl, publicBaseUrl }), ...warnings]) log(line)
    isReady = true
    return {
      url,
      publicBaseUrl,
      async close() {
        await closeServer(server)
        await passwordReset.close()
        senders.close()
        await redis?.close()
      },
    }
  } catch (error) {
    server.close()
    senders.close()
    await redis?.close()
    throw error
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {import('./configuration.mjs').Configuration} configuration
 * @returns {Promise<number>} the port; if the configuration has 0, the system has chosen one
 */
function listen(server, { host, port }) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(new Error(isTaken ? `PORT ${port} is taken; set PORT to another, or to 0 for a free one` : error.message))
    })
    server.listen({ host, port }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** @param {import('node:http').Server} server */
async function closeServer(server) {
  const deadline = setTimeout(() => server.closeAllConnections(), closeDeadlineMs)
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(deadline)
}
