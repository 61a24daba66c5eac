// A handler as a careful author would write it by hand for one server, with the same libraries and similar protections:
// `express.json`, Joi, `express-rate-limit` on Redis, one script for session and limits, HMACs of all stored values, a sealed
// record, and a similar mail. It leaves out what a package adds: options, other media, languages, pages, identity servers,
// other stores, events, and rotation of secrets.
import { createCipheriv, createHmac, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import express from 'express'
import { rateLimit } from 'express-rate-limit'
import { Redis } from 'ioredis'
import Joi from 'joi'
import { createTransport } from 'nodemailer'
import { mailWithCode, mailWithLink } from './by-hand-mail.mjs'
import * as scripts from './by-hand-scripts.mjs'

const secret = 'a secret of the benchmark, which is no secret'
const sealKey = createHmac('sha256', secret).update('seal').digest()
const hourMs = 3_600_000
const opaque = Joi.string().pattern(/^[0-9a-zA-Z.=_-]{1,255}$/)
const tokenRequest = Joi.object({
  client_secret: opaque.required(),
  email: Joi.string().max(254).email({ tlds: false }).required(),
  send_attempt: Joi.number().strict().integer().min(0).required(),
  next_link: Joi.string().uri({ scheme: 'https' }),
}).unknown()
const submission = Joi.object({
  sid: opaque.required(),
  client_secret: opaque.required(),
  token: Joi.string().max(255).required(),
}).unknown()
const passwordChange = Joi.object({
  auth: Joi.object({
    type: Joi.string(),
    threepid_creds: Joi.object({ sid: opaque.required(), client_secret: opaque.required() }).unknown().required(),
  }).unknown(),
  new_password: Joi.string().required(),
}).unknown()

export function mountByHand(app, { redisPort, set, providers }, take) {
  const redis = new Redis({ host: '127.0.0.1', port: redisPort })
  for (const [name, { numberOfKeys, lua }] of Object.entries(scripts)) redis.defineCommand(name, { numberOfKeys, lua })
  const deliver = set.deliver ?? 'link'
  const send = set.email === 'smtp' ? smtp(providers) : async (mail) => take(mail)
  const json = express.json({ type: () => true, limit: '16kb' })
  app.use(allowOrigins)
  app.post(
    '/_matrix/client/v3/account/password/email/requestToken',
    limiter(redis, 'request'),
    json,
    requestToken({ redis, deliver, send }),
  )
  app.post('/_matrix/identity/api/v1/validate/email/submitToken', limiter(redis, 'submit'), json, submitToken(redis))
  app.post('/_matrix/client/v3/account/password', json, accountPassword(redis))
  app.use(answerError)
}

function requestToken({ redis, deliver, send }) {
  return async (request, response) => {
    const fields = valid(tokenRequest, request.body)
    const address = canonical(fields.email)
    const account = await findByEmail(address)
    const ofAddress = tag('address', address)
    const ofTriple = tag('triple', ofAddress, fields.client_secret)
    const token = deliver === 'code' ? newCode() : randomBytes(24).toString('base64url')
    const requester = { at: Date.now(), from: request.ip, browser: browserName(request.headers['user-agent'] ?? '') }
    const data = seal(JSON.stringify({ address, userId: account.userId, requester, next: fields.next_link }), ofTriple)
    const [outcome, generation, waitMs] = await redis.begin(
      ...keysOf(ofAddress, ofTriple),
      `byhand:{${ofAddress}}:sends`,
      `byhand:{${ofAddress}}:${tag('network', request.ip)}`,
      ...[randomUUID(), fields.send_attempt, deliver, tag('token', ofTriple, token), data],
      ...[deliver === 'code' ? 600_000 : hourMs, randomUUID(), 1_000_000_000, 1_000_000_000],
    )
    if (outcome === 'limited') throw limited(waitMs)
    const sid = `${ofAddress}.${ofTriple}.${generation}`
    if (outcome === 'send') {
      const make = deliver === 'code' ? mailWithCode : mailWithLink
      await send(make({ to: account.address, userId: account.userId, sid, token, requester }))
      redis.sent(keysOf(ofAddress, ofTriple)[0], generation, fields.send_attempt).catch(console.error)
    }
    response.json(deliver === 'code' ? { sid, submit_url: 'https://matrix.example.org/submit' } : { sid })
  }
}

function submitToken(redis) {
  return async (request, response) => {
    const { sid, client_secret: clientSecret, token } = valid(submission, request.body)
    const { keys, ofTriple, generation } = sessionOf(sid, clientSecret)
    const outcome = await redis.submit(...keys, generation, tag('token', ofTriple, token), 5, 30, 1_800_000)
    if (outcome === 'gone') throw refusal(400, 'M_SESSION_EXPIRED', 'This request has expired')
    if (outcome === 'wrong') throw refusal(400, 'M_TOKEN_INCORRECT', 'That code is not right')
    response.json({ success: true })
  }
}

/** Answers a poll; setting the password is not measured. */
function accountPassword(redis) {
  return async (request, response) => {
    const { auth } = valid(passwordChange, request.body)
    const { sid, client_secret: clientSecret } = auth.threepid_creds
    const { keys, generation } = sessionOf(sid, clientSecret)
    const state = await redis.look(keys[0], `${keys[0]}:polls`, generation, 1_000_000_000)
    if (state === 'limited') throw limited(60_000)
    if (state !== 'validated') {
      const flows = [{ stages: ['m.login.email.identity'] }]
      const session = randomUUID()
      const error = 'The address has not been confirmed yet'
      return response.status(401).json({ errcode: 'M_UNAUTHORIZED', error, flows, params: {}, session })
    }
    response.json({})
  }
}

/** @throws 400 if the `sid` is invalid or the secret does not belong to it */
function sessionOf(sid, clientSecret) {
  const [ofAddress = '', ofTriple = '', generation = ''] = sid.split('.')
  const own = Buffer.from(tag('triple', ofAddress, clientSecret))
  const given = Buffer.from(ofTriple)
  if (own.length !== given.length || !timingSafeEqual(own, given))
    throw refusal(400, 'M_SESSION_EXPIRED', 'This request has expired')

  return { keys: keysOf(ofAddress, ofTriple), ofTriple, generation }
}

function keysOf(ofAddress, ofTriple) {
  return [`byhand:{${ofAddress}}:${ofTriple}`, `byhand:{${ofAddress}}:wrong`]
}

function limiter(redis, what) {
  return rateLimit({
    windowMs: 60_000,
    limit: 1_000_000_000,
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
    keyGenerator: ({ ip }) => `byhand:${what}:${tag('network', ip)}`,
    handler: (_request, _response, next) => next(limited(60_000)),
    store: {
      async increment(key) {
        const [totalHits, resetMs] = await redis.count(key, 60_000)
        return { totalHits, resetTime: new Date(Date.now() + resetMs) }
      },
      decrement: (key) => redis.decr(key),
      resetKey: (key) => redis.del(key),
    },
  })
}

function smtp({ smtpPort }) {
  const transport = createTransport({ pool: true, host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true })
  return (mail) => transport.sendMail({ from: 'password-reset@matrix.example.org', ...mail })
}

async function findByEmail(address) {
  return { userId: `@user${address.replace(/\D/g, '')}:matrix.example.org`, address }
}

function canonical(email) {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, at).normalize('NFKC').toLowerCase()}@${email.slice(at + 1).toLowerCase()}`
}

function newCode() {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

/** A keyed hash over parts with their lengths, so that different lists of parts have different hashes. */
function tag(...parts) {
  const hmac = createHmac('sha256', secret)
  for (const part of parts) hmac.update(`${part.length}:${part}`)
  return hmac.digest('base64url').slice(0, 22)
}

function seal(text, place) {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function browserName(userAgent) {
  const browser = /(Firefox|Edg|Chrome|Safari)\//.exec(userAgent)?.[1] ?? 'A browser'
  const system = /(Windows|Android|iPhone|Mac OS X|Linux)/.exec(userAgent)?.[1] ?? 'a computer'
  return `${browser} on ${system}`
}

function valid(schema, body) {
  const { value, error } = schema.validate(body ?? {}, { convert: false })
  if (error) throw refusal(400, 'M_INVALID_PARAM', error.message)
  return value
}

function limited(retryAfterMs) {
  return Object.assign(refusal(429, 'M_LIMIT_EXCEEDED', 'Too many requests'), { retryAfterMs })
}

function refusal(status, errcode, message) {
  return Object.assign(new Error(message), { status, errcode })
}

function allowOrigins(request, response, next) {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'Access-Control-Allow-Headers': 'X-Requested-With, Content-Type, Authorization',
    'Cache-Control': 'no-store',
  })
  if (request.method === 'OPTIONS') response.end()
  else next()
}

function answerError(error, _request, response, next) {
  if (response.headersSent) return next(error)
  const { status = 500, errcode = 'M_UNKNOWN', message, retryAfterMs } = error
  if (status === 500) console.error(error)
  if (retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(retryAfterMs / 1_000)))
  response.status(status).json({ errcode, error: status === 500 ? 'Failed' : message, retry_after_ms: retryAfterMs })
}
