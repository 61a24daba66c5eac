// The package, as a host mounts it. The settings (`set`) of a case:
//   email, sms   'at once', or the name of a provider; false for no sender
//   deliver      `email.deliver`
//   proxied      whether an identity server sends
//   conceal      whether `unknownThreepid` is 'conceal'
//   flows        `flows`
//   inMemory     whether sessions are in memory instead of Redis
import { Redis } from 'ioredis'
import { createAccountPasswordRouter, createPasswordResetRouter, memoryStore } from 'express-matrix-password-reset'
import { sendgridSender } from 'express-matrix-password-reset/sendgrid'
import { smtpSender } from 'express-matrix-password-reset/smtp'
import { vonageSender } from 'express-matrix-password-reset/vonage'

const quiet = { debug() {}, info() {}, warn() {}, error: console.error }
const from = 'password-reset@matrix.example.org'

export function mountOurs(app, { redisPort, redisDatabase, set, providers }, take) {
  const passwordReset = createWithLimits(set.flows, {
    publicBaseUrl: 'https://matrix.example.org',
    accounts: { findByThreepid: (threepid) => accountOf(threepid, set.flows) },
    secret: 'a secret of the benchmark, which is no secret',
    logger: quiet,
    ...(set.inMemory
      ? { store: memoryStore({ maxSessions: 1_200_000 }) }
      : { redis: new Redis({ host: '127.0.0.1', port: redisPort, db: redisDatabase ?? 0 }) }),
    ...(set.email && { email: { sender: emailSender(set.email, providers, take), deliver: set.deliver ?? 'link' } }),
    ...(set.sms && { sms: { sender: smsSender(set.sms, providers, take), countries: ['GB'] } }),
    ...(set.proxied && { identityServers: { trusted: [`http://127.0.0.1:${providers.httpPort}`] } }),
    ...(set.conceal && { unknownThreepid: 'conceal' }),
    ...(set.flows && { flows: set.flows }),
  })
  app.use(passwordReset)
  if (set.flows === undefined || set.flows.includes('password'))
    app.use(createAccountPasswordRouter(passwordReset, { setPassword: () => undefined }))
}

/** Sets every limit that is on by default, so high that nobody reaches it: counting costs as usual. */
function createWithLimits(flows, options) {
  const inAll = flows?.some((flow) => flow !== 'password') ? ['emailsInAll'] : []
  let names = [
    ...['requestTokenPerNetwork', 'sendsPerAddressAndNetwork', 'sendsPerAddress', 'submitTokenPerNetwork'],
    ...['accountPasswordPerNetwork', 'accountPasswordPerSession', 'wrongCodesPerAddress', 'wrongCodesPerNetwork'],
    ...['smsPerPrefix', 'smsPerCountry', 'smsInAll', 'emailsPerNetwork', 'noticesPerAddress', 'noticesInAll', ...inAll],
  ]
  for (;;) {
    const limits = Object.fromEntries(names.map((name) => [name, { max: 1_000_000_000, windowMs: 3_600_000 }]))
    try {
      return createPasswordResetRouter({ ...options, limits })
    } catch (error) {
      // An older version does not have this limit, so it is left out.
      const unknown = names.find((name) => error.message.includes(`limits.${name}`))
      if (unknown === undefined) throw error
      names = names.filter((name) => name !== unknown)
    }
  }
}

function accountOf({ medium, address }, flows) {
  if (flows && !flows.includes('password')) return null
  return {
    userId: `@user${address.replace(/\D/g, '')}:matrix.example.org`,
    address: medium === 'email' ? address : `+${address}`,
  }
}

function emailSender(how, { smtpPort, httpPort }, take) {
  if (how === 'smtp') return smtpSender({ url: `smtp://127.0.0.1:${smtpPort}`, from, allowPlaintext: true })
  if (how === 'sendgrid') return sendgridSender({ apiKey: 'SG.key', from, baseUrl: `http://127.0.0.1:${httpPort}` })
  return { send: async (message) => take(message) }
}

function smsSender(how, { httpPort }, take) {
  if (how !== 'vonage') return { send: async (message) => take(message) }
  return vonageSender({ apiKey: 'key', apiSecret: 'secret', from: 'Example', baseUrl: `http://127.0.0.1:${httpPort}` })
}
