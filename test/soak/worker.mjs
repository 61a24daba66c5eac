// One of the soak's processes: a host of the package on Redis that tells its parent of every message and password change.
import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { Redis } from 'ioredis'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  createResetPageRouter,
} from 'express-matrix-password-reset'
import { smtpSender } from 'express-matrix-password-reset/smtp'
import { vonageSender } from 'express-matrix-password-reset/vonage'

const [redisPort, secret = '', smtpPort, smsPort] = process.argv.slice(2)
const redis = new Redis({ port: Number(redisPort), maxRetriesPerRequest: 1, retryStrategy: () => 100 })
redis.on('error', () => {})
const counts = { unhandled: 0, storeFailed: 0 }
process.on('unhandledRejection', () => (counts.unhandled += 1))

const hourMs = 3_600_000
/** What all share is counted, and never reached: the soak sends more in its minutes than the defaults allow in a day. */
const plenty = { max: 1e9, windowMs: hourMs }
const timeoutMs = 2_000
const email = smtpSender({
  url: `smtp://127.0.0.1:${smtpPort}`,
  from: 'reset@example.org',
  allowPlaintext: true,
  timeoutMs,
})
const sms = vonageSender({
  apiKey: 'an-api-key',
  apiSecret: 'an-api-secret',
  from: 'Example',
  baseUrl: `http://127.0.0.1:${smsPort}`,
  timeoutMs,
})

const passwordReset = createPasswordResetRouter({
  publicBaseUrl: 'http://127.0.0.1',
  accounts: {
    findByThreepid: ({ address, flow }) =>
      flow === 'password' ? { userId: `@${address.replace(/\W/g, '.')}:localhost`, address } : null,
  },
  redis,
  secret,
  flows: ['password', 'register', '3pid'],
  email: { sender: email },
  sms: { sender: sms, countries: ['GB'] },
  // Of each address and network the defaults hold, but for how often one may ask: a person of the soak never waits.
  limits: {
    requestTokenPerNetwork: { max: 60, windowMs: 60_000 },
    smsPerPrefix: plenty,
    smsPerCountry: plenty,
    smsInAll: plenty,
    emailsInAll: plenty,
  },
  tokens: { sendLeaseMs: 3_000 },
  logger: { warn: () => {}, error: () => {} },
  onEvent: (event) => {
    if (event.type === 'store_failed') counts.storeFailed += 1
  },
})
const app = express()
app.set('trust proxy', 'loopback')
app.use(passwordReset)
const setPassword = ({ newPassword }) => void process.send?.({ change: { newPassword } })
app.use(createAccountPasswordRouter(passwordReset, { setPassword, notifyChanged: false }))
app.use(createResetPageRouter(passwordReset, { setPassword, notifyChanged: false }))
// The last step of the other flows, which is a host's own.
app.post('/use', express.json({ type: () => true }), async (request, response) => {
  const { flow, sid, client_secret, newPassword } = request.body
  try {
    const use = () => Promise.resolve(setPassword({ newPassword }) ?? 'used')
    const used = await passwordReset.redeem({ sid, client_secret }, use, { flow })
    response.status(used === null ? 401 : 200).json({})
  } catch (error) {
    const status = error?.constructor?.name === 'MatrixError' ? error.status : 503
    response.status(status).json({ error: error?.constructor?.name })
  }
})
const server = createServer(app).listen(0, '127.0.0.1')
await once(server, 'listening')
process.on('message', () => {
  globalThis.gc?.()
  process.send?.({ sample: { heapMb: process.memoryUsage().heapUsed / 2 ** 20, ...counts } })
})
process.on('disconnect', () => process.exit())
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
process.send?.({ port })
