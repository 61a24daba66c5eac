// One of the two servers that the benchmark compares, in a process of its own: its parent asks for the CPU time.
//   ours    the router, on Redis
//   inline  an Express handler that does the same work by hand: the same round trips to Redis, the same hashes and seal,
//           the same mail, without options, limits by name, choice of language, events or pages
import { createCipheriv, createHmac, randomBytes } from 'node:crypto'
import express from 'express'
import Redis from 'ioredis'
import { createPasswordResetRouter } from 'express-matrix-password-reset'
import { createMessages } from '../../dist/messages/messages.js'

const [kind, redisUrl] = process.argv.slice(2)
const redis = new Redis(redisUrl)
const secret = randomBytes(32).toString('base64')
const sender = { send: async () => {} }
const app = express()

if (kind === 'ours') {
  app.use(
    createPasswordResetRouter({
      publicBaseUrl: 'http://127.0.0.1',
      accounts: { findByThreepid: ({ address }) => ({ userId: '@alice:localhost', address }) },
      redis,
      secret,
      email: { sender },
      limits: Object.fromEntries(
        ['requestTokenPerNetwork', 'sendsPerAddress', 'sendsPerAddressAndNetwork'].map((name) => [
          name,
          { max: 1e9, windowMs: 60_000 },
        ]),
      ),
    }),
  )
} else {
  inline(app)
}

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('message', () => process.send({ cpu: process.cpuUsage() }))

function inline(app) {
  const count =
    "local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end return n"
  const begin = `
    if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
    redis.call('HSET', KEYS[1], 'token', ARGV[1], 'data', ARGV[2], 'state', 'pending', 'lease', ARGV[3])
    redis.call('PEXPIRE', KEYS[1], 3600000)
    for i = 2, 3 do if redis.call('INCR', KEYS[i]) == 1 then redis.call('PEXPIRE', KEYS[i], 3600000) end end
    return 1`
  const sent = "redis.call('HSET', KEYS[1], 'attempt', ARGV[1], 'lease', '') return 1"
  redis.defineCommand('countOne', { numberOfKeys: 1, lua: count })
  redis.defineCommand('beginOne', { numberOfKeys: 3, lua: begin })
  redis.defineCommand('sentOne', { numberOfKeys: 1, lua: sent })
  const messages = createMessages({ serverName: '127.0.0.1' })
  const tag = (...parts) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
  const sealKey = createHmac('sha256', secret).update('seal').digest()
  const seal = (text) => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
    return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url')
  }
  app.post('/_matrix/client/v3/account/password/email/requestToken', express.json(), async (request, response) => {
    const { client_secret: clientSecret, email, send_attempt: attempt } = request.body
    if ((await redis.countOne(tag('network', request.ip), 60_000)) > 1e9) return response.status(429).end()
    if (!/^[\w.=-]{1,255}$/.test(clientSecret) || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
      return response.status(400).end()
    const address = tag('address', email.toLowerCase())
    const triple = tag('triple', address, clientSecret)
    const token = randomBytes(24).toString('base64url')
    const data = seal(JSON.stringify({ email, at: Date.now(), from: request.ip }))
    const key = `{${address}}`
    const keys = [`${key}:${triple}`, `${key}:sends`, `${key}:${tag('network', request.ip)}`]
    await redis.beginOne(...keys, tag('token', token), data, randomBytes(8).toString('hex'))
    const link = `http://127.0.0.1/confirm?sid=${address}.${triple}&token=${token}`
    const asked = { at: Date.now(), from: request.ip }
    const values = { language: 'en', userId: '@alice:localhost', expiresInMs: 3_600_000, asked, link }
    await sender.send({ to: email, ...messages.emailLink(values) })
    void redis.sentOne(keys[0], attempt)
    response.json({ sid: `${address}.${triple}` })
  })
}
