// One reset by each sender's library, against servers of its own; sessions in the Redis of REDIS_URL, or in memory. Without
// `await` at its top, so that it can be bundled as CommonJS too.
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import express from 'express'
import { createPasswordResetRouter, redisStore } from 'express-matrix-password-reset'
import { sendgridSender } from 'express-matrix-password-reset/sendgrid'
import { smtpSender } from 'express-matrix-password-reset/smtp'
import { vonageSender } from 'express-matrix-password-reset/vonage'
import { Redis } from 'ioredis'

const warnings = []
process.on('warning', ({ name, code, message }) => warnings.push(`${name} ${code ?? ''} ${message}`))

const closing = []
async function listening(server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections?.()
    server.close()
  })
  return server.address().port
}

/** The texts that came, whoever brought them. */
const texts = []

const smtpServer = createServer((socket) => {
  let mail
  socket.on('error', () => {})
  socket.write('220 ready\r\n')
  socket.on('data', (data) => {
    for (const line of data.toString().split('\r\n')) {
      if (mail === undefined && line === '') continue
      if (mail !== undefined && line !== '.') {
        mail.push(line)
      } else if (mail !== undefined) {
        texts.push(
          Buffer.from(
            mail
              .join('\n')
              .split(/base64\n\n/)[1]
              .split('\n--')[0],
            'base64',
          ).toString(),
        )
        mail = undefined
        socket.write('250 ok\r\n')
      } else if (line === 'DATA') {
        mail = []
        socket.write('354 go on\r\n')
      } else {
        socket.write('250 ok\r\n')
      }
    }
  })
})

const httpServer = createHttpServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = JSON.parse(Buffer.concat(chunks).toString())
  texts.push(body.text ?? body.content[0].value)
  response.writeHead(body.text ? 200 : 202, { 'content-type': 'application/json' })
  response.end(body.text && JSON.stringify({ 'message-count': '1', messages: [{ status: '0' }] }))
})

const redis = process.env.REDIS_URL === undefined ? undefined : new Redis(process.env.REDIS_URL)

async function makeSenders() {
  const smtpPort = await listening(smtpServer)
  const baseUrl = `http://127.0.0.1:${await listening(httpServer)}`
  const from = 'reset@example.org'
  return {
    smtp: smtpSender({ url: `smtp://127.0.0.1:${smtpPort}`, from, allowPlaintext: true }),
    sendgrid: sendgridSender({ apiKey: 'SG.key', from, baseUrl }),
    vonage: vonageSender({ apiKey: 'key', apiSecret: 'secret', from: 'Example', baseUrl }),
  }
}

async function reset(name, sender) {
  const app = express()
  const publicBaseUrl = `http://127.0.0.1:${await listening(createHttpServer(app))}`
  const medium = name === 'vonage' ? 'msisdn' : 'email'
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl,
    accounts: { findByThreepid: ({ address }) => ({ userId: `@${name}:example.org`, address }) },
    ...(medium === 'email' ? { email: { sender } } : { sms: { sender, countries: ['GB'] } }),
    ...(redis && { store: redisStore(redis, { prefix: name }), secret: 'a secret of thirty-two characters!' }),
    logger: { warn() {}, error: (...line) => console.error(...line) },
  })
  app.use(passwordReset)
  const post = async (path, body) => {
    const response = await fetch(publicBaseUrl + path, { method: 'POST', body: JSON.stringify(body) })
    const answer = await response.json()
    if (response.status !== 200) throw new Error(`${name}: ${path} was answered ${response.status} ${answer.errcode}`)
    return answer
  }
  const client_secret = 'a-client-secret'
  const threepid = medium === 'email' ? { email: 'a@example.org' } : { country: 'GB', phone_number: '07400123456' }
  const requestToken = `/_matrix/client/v3/account/password/${medium}/requestToken`
  const { sid } = await post(requestToken, { ...threepid, client_secret, send_attempt: 1 })
  const [, token] = /[?&]token=([\w-]+)/.exec(texts.at(-1)) ?? /\b(\d{6})\b/.exec(texts.at(-1))
  await post(`/_matrix/identity/api/v1/validate/${medium}/submitToken`, { sid, client_secret, token })
  const changed = await passwordReset.redeem({ sid, client_secret }, ({ userId }) => userId)
  await passwordReset.close()
  return changed
}

async function main() {
  const senders = await makeSenders()
  const facts = { node: Number(process.versions.node.split('.')[0]) }
  for (const [name, sender] of Object.entries(senders)) facts[name] = await reset(name, sender)
  senders.smtp.close()
  redis?.disconnect()
  for (const close of closing) close()
  // Warnings come in a turn of their own.
  setImmediate(() => console.log(JSON.stringify({ ...facts, warnings })))
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
