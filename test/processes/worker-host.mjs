import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { Cluster, Redis } from 'ioredis'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  MatrixError,
  outbox,
  redisStore,
} from '../../dist/index.mjs'

/**
 * An Express host of the package on a free port of 127.0.0.1.
 *
 * @param settings `HostSettings` of fleet.ts
 * @param tell told what happens
 */
export async function createHost(settings, tell) {
  const gate = createGate(() => tell({ tell: 'held' }))
  const redis = connectRedis(settings.redis)
  const { email, sms, secret, ...options } = settings.options
  const { waitForReplicas } = settings
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl: 'https://matrix.example.org',
    accounts: { findByThreepid: settings.holds ? gate.behind(findAccount) : findAccount },
    ...(email !== undefined && { email: { sender: sender('email', settings.hangs, tell), ...email } }),
    ...(sms !== undefined && { sms: { sender: sender('sms', settings.hangs, tell), countries: ['GB'], ...sms } }),
    ...(waitForReplicas === undefined ? { redis } : { store: redisStore(redis, { waitForReplicas }) }),
    secret,
    logger: loggerThat(tell),
    onEvent: (event) => tell({ tell: 'event', event }),
    ...options,
  })
  if (settings.connects) await redis.connect()
  const app = express()
  // Each request comes from the network that it says it does.
  app.set('trust proxy', true)
  app.use(passwordReset)
  app.use(createAccountPasswordRouter(passwordReset, { setPassword: setPasswordThat(tell), notifyChanged: false }))
  const server = createServer(app).listen(0, '127.0.0.1', 4_096)
  await once(server, 'listening')
  const close = async () => {
    server.close()
    await passwordReset.close()
    redis.disconnect()
  }
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { port, passwordReset, redis, gate, close }
}

function connectRedis({ port, nodes, options }) {
  const client = nodes ? new Cluster(nodes, options) : new Redis({ host: '127.0.0.1', port, ...options })
  // A host without a listener has ioredis write to its console: told apart from what the package writes.
  client.on('error', () => undefined)
  return client
}

/** Every address of example.org but `nobody*` is somebody's, and every phone number. */
function findAccount({ medium, address }) {
  if (medium === 'msisdn') return { userId: `@${address}:localhost`, address }
  if (!address.endsWith('@example.org') || address.startsWith('nobody')) return null
  return { userId: `@${address.split('@', 1)[0]}:localhost`, address }
}

/** Holds calls until they are let go, all at the same moment. */
function createGate(onHeld) {
  let held = []
  return {
    behind: (call) => async (argument) => {
      await new Promise((resolve) => {
        held.push(resolve)
        onHeld()
      })
      return call(argument)
    },
    open() {
      for (const release of held) release()
      held = []
    },
  }
}

/** Takes each message, or (`hangs`) says that it got one and never comes back. */
function sender(kind, hangs, tell) {
  return {
    async send(message) {
      if (hangs) {
        tell({ tell: 'hanging' })
        return new Promise(() => undefined)
      }
      const taken = outbox()
      await taken[kind].send(message)
      tell({ tell: 'message', message: taken.messages[0] })
    },
  }
}

function loggerThat(tell) {
  const log = (level) => (fields, words) => tell({ tell: 'log', line: `${level} ${words} ${JSON.stringify(fields)}` })
  return { info: log('info'), warn: log('warn'), error: log('error') }
}

function setPasswordThat(tell) {
  return ({ userId, newPassword }) => {
    if (newPassword === 'weak') throw new MatrixError(400, 'M_WEAK_PASSWORD', 'At least 12 characters, please')
    tell({ tell: 'change', change: { userId, newPassword } })
  }
}
