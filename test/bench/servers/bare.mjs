// A bare handler: `express.json`, Joi, one EVALSHA, an answer. It has no limits, tokens or mail, so nobody should
// run it: it shows the least that a request costs.
import { randomBytes } from 'node:crypto'
import express from 'express'
import { Redis } from 'ioredis'
import Joi from 'joi'

const fields = Joi.object({
  client_secret: Joi.string()
    .pattern(/^[0-9a-zA-Z.=_-]{1,255}$/)
    .required(),
  email: Joi.string().email({ tlds: false }).required(),
  send_attempt: Joi.number().strict().integer().min(0).required(),
}).unknown()

const begin = `
redis.call('HSET', KEYS[1], 'email', ARGV[1], 'secret', ARGV[2], 'attempt', ARGV[3])
redis.call('PEXPIRE', KEYS[1], 3600000)
return 1`

export function mountBare(app, { redisPort }) {
  const redis = new Redis({ host: '127.0.0.1', port: redisPort })
  redis.defineCommand('begin', { numberOfKeys: 1, lua: begin })
  app.post('/_matrix/client/v3/account/password/email/requestToken', express.json(), async (request, response) => {
    const { value, error } = fields.validate(request.body)
    if (error) return response.status(400).json({ errcode: 'M_BAD_JSON', error: error.message })
    const sid = randomBytes(16).toString('base64url')
    await redis.begin(`bare:${sid}`, value.email, value.client_secret, value.send_attempt)
    response.json({ sid })
  })
}
