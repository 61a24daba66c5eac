// One of the soak's processes: a host of the package on Redis that tells its parent of every message and password change.
import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { Redis } from 'ioredis'
import { createAccountPasswordRouter, createPasswordResetRouter } from 'express-matrix-password-reset'

const [redisPort, secret] = process.argv.slice(2)
const redis = new Redis({ port: Number(redisPort), maxRetriesPerRequest: 1, retryStrategy: () => 100 })
redis.on('error', () => {})
const counts = { unhandled: 0, storeFailed: 0 }
process.on('unhandledRejection', () => (counts.unhandled += 1))

const tell = (kind) => ({
  send: async (message) => {
    // A provider takes its time, and fails now and then.
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 40))
    if (Math.random() < 0.02) throw new Error('the provider is down')
    process.send?.({ message: { kind, to: message.to, text: message.text } })
  },
})

const passwordReset = createPasswordResetRouter({
  publicBaseUrl: 'http://127.0.0.1',
  accounts: { findByThreepid: ({ address }) => ({ userId: `@${address.replace(/\W/g, '.')}:localhost`, address }) },
  redis,
  secret,
  email: { sender: tell('email') },
  sms: { sender: tell('sms'), countries: ['GB'] },
  limits: false,
  tokens: { sendLeaseMs: 3_000 },
  logger: { warn: () => {}, error: () => {} },
  onEvent: (event) => {
    if (event.type === 'store_failed') counts.storeFailed += 1
  },
})
const app = express()
app.use(passwordReset)
app.use(
  createAccountPasswordRouter(passwordReset, {
    setPassword: ({ userId, newPassword }) => {
      process.send?.({ change: { userId, newPassword } })
    },
    notifyChanged: false,
  }),
)
const server = createServer(app).listen(0, '127.0.0.1')
await once(server, 'listening')
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ sample: { heapMb: process.memoryUsage().heapUsed / 2 ** 20, ...counts } })
})
process.on('disconnect', () => process.exit())
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
process.send?.({ port })
