// Writes docs/operator-log.md: the log line of each wrong setting of a sender, made by the built package against servers on
// this machine; `--print` writes it to standard output instead. A test holds the committed file against what this makes.
// Needs dist/ to be built, and the openssl command.
import { execFileSync } from 'node:child_process'
import dns from 'node:dns'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, Server as HttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import express from 'express'
import { createPasswordResetRouter } from 'express-matrix-password-reset'
import { sendgridSender } from 'express-matrix-password-reset/sendgrid'
import { smtpSender } from 'express-matrix-password-reset/smtp'
import { vonageSender } from 'express-matrix-password-reset/vonage'
import { format, resolveConfig } from 'prettier'

/** @typedef {import('node:net').Server} Server also of TLS and HTTP */
/** @typedef {() => Server} Start a server that does not listen yet */
/** @typedef {Readonly<Record<string, string>>} Answers by the beginning of a command */
/** @typedef {import('express-matrix-password-reset').EmailSender & import('express-matrix-password-reset').SmsSender} Sender */
/**
 * @typedef {object} Case
 * @property {string} title
 * @property {string} setting
 * @property {Start} start
 * @property {(port: number) => unknown} sender
 * @property {'email' | 'msisdn'} medium
 * @property {string | number} shownPort
 */
/**
 * @typedef {object} Smtp what differs from `smtp://127.0.0.1:<port>` and no further options
 * @property {(port: number) => string} [url]
 * @property {string} [scheme]
 * @property {string} [host]
 * @property {Partial<import('express-matrix-password-reset/smtp').SmtpSenderOptions>} [options]
 */

const from = 'no-reply@example.org'
const selfSigned = certificate('localhost')
const otherName = certificate('mail.example.org')

/** The cases: title, the wrong setting as a reader would write it, the server, and the sender for the server's port. */
const cases = [
  smtp('Wrong password', 'smtp://user:wrong@…', withLogin({ AUTH: '535 5.7.8 authentication failed\r\n' }), {
    url: (port) => `smtp://user:wrong@127.0.0.1:${port}`,
    options: { allowPlaintext: true },
  }),
  smtp('No such host', 'smtp://mail.exmaple.org', nobody, { url: () => 'smtp://nobody.invalid' }),
  smtp('Nobody listens there', 'smtp://…:2525', nobody, {}),
  smtp('A certificate that is self-signed', 'smtps://…', tls(selfSigned), { scheme: 'smtps', host: 'localhost' }),
  smtp('A certificate for another name', 'smtps://…, tls: { ca }', tls(otherName), {
    scheme: 'smtps',
    host: 'localhost',
    options: { tls: { ca: otherName.cert } },
  }),
  smtp('A TLS port addressed as smtp://', 'smtp://…:465', tls(selfSigned), { options: { timeoutMs: 1_000 } }),
  smtp('A port of smtp:// addressed as smtps://', 'smtps://…:587', plain(), { scheme: 'smtps' }),
  smtp('A port that never greets', 'smtp://…', createServer, { options: { timeoutMs: 1_000 } }),
  smtp('No STARTTLS', 'smtp://…', plain({ STARTTLS: '502 5.5.1 what?\r\n' }), {}),
  smtp('The name in EHLO is refused', 'smtp://…', plain({ EHLO: '550 5.7.1 who?\r\n' }), {}),
  smtp('`from` is refused', `from: '${from}'`, plain({ MAIL: '553 5.7.1 not yours\r\n' }), {
    options: { allowPlaintext: true },
  }),
  smtp('A login is wanted', 'smtp://…, without user and password', plain({ MAIL: '530 5.7.0 log in\r\n' }), {
    options: { allowPlaintext: true },
  }),
  sendgrid('Wrong API key', 401, "apiKey: 'SG.wrong'"),
  sendgrid('`from` is not verified, or the key may not send', 403, `from: '${from}'`),
  vonage('Wrong key or secret', '4', "apiSecret: 'wrong'"),
  vonage('No credit', '9', 'none: the account'),
  vonage('The sender is not allowed in that country', '15', "from: 'Example'"),
]

// Answers for the unknown name here, because without a network the system's error would be another.
for (const [owner, method] of /** @type {[Record<string, any>, string][]} */ ([
  [dns, 'lookup'],
  [dns.Resolver.prototype, 'resolve4'],
  [dns.Resolver.prototype, 'resolve6'],
])) {
  const original = owner[method]
  owner[method] = function (/** @type {string} */ host, /** @type {any[]} */ ...rest) {
    if (host !== 'nobody.invalid') return original.call(this, host, ...rest)
    return rest.at(-1)(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
  }
}

const sections = []
for (const each of cases) sections.push(await section(each))
const page = `# What the log says of wrong settings

Made by \`npm run operator-log\`, against servers on one machine. Every line is an \`error\` of the \`logger\`, with the
message \`A message could not be sent\`; the person was answered 502. \`sender.verify()\` rejects with the same words for SMTP
and SendGrid before the first person needs a mail.

${sections.join('\n')}`
const target = 'docs/operator-log.md'
const formatted = await format(page, { ...(await resolveConfig(target)), filepath: target })
if (process.argv.includes('--print')) process.stdout.write(formatted)
else writeFileSync(target, formatted)

/** @param {Case} each */
async function section({ title, setting, start, sender, medium, shownPort }) {
  const server = start().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  if (start === nobody) server.close()
  const [fields, words] = await lineOf(medium, sender(port))
  server.close()
  if (server instanceof HttpServer) server.closeAllConnections()
  const line = JSON.stringify({ level: 'error', ...fields, msg: words }).replaceAll(`port ${port}`, `port ${shownPort}`)
  return `## ${title}\n\nSet: \`${setting}\`\n\n\`\`\`json\n${line}\n\`\`\`\n`
}

/** @param {Server} server */
function portOf(server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port
}

/**
 * The log line when a person asks for a reset. The place where an error was thrown is left out: it changes with each version.
 * @param {'email' | 'msisdn'} medium
 * @param {unknown} given
 * @returns {Promise<[fields: object, words: string]>}
 */
async function lineOf(medium, given) {
  const sender = /** @type {Sender} */ (given)
  /** @type {[fields: object, words: string][]} */
  const lines = []
  const logger = {
    warn() {},
    error: (/** @type {object} */ fields, /** @type {string} */ words) =>
      void lines.push([{ ...fields, at: undefined }, words]),
  }
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const publicBaseUrl = `http://127.0.0.1:${portOf(server)}`
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl,
    accounts: { findByThreepid: ({ address }) => ({ userId: '@alice:example.org', address }) },
    ...(medium === 'email' ? { email: { sender } } : { sms: { sender, countries: ['GB'] } }),
    logger,
  })
  app.use(passwordReset)
  const threepid =
    medium === 'email' ? { email: 'alice@example.org' } : { country: 'GB', phone_number: '+447400123456' }
  await fetch(`${publicBaseUrl}/_matrix/client/v3/account/password/${medium}/requestToken`, {
    method: 'POST',
    body: JSON.stringify({ client_secret: 'secret', send_attempt: 1, ...threepid }),
  })
  await passwordReset.close()
  server.closeAllConnections()
  server.close()
  const line = lines.at(-1)
  if (!line) throw new Error('Nothing was logged')
  return line
}

/**
 * @param {string} title
 * @param {string} setting
 * @param {Start} start
 * @param {Smtp} differences
 * @returns {Case}
 */
function smtp(title, setting, start, { url, scheme = 'smtp', host = '127.0.0.1', options = {} }) {
  const at = url ?? ((/** @type {number} */ port) => `${scheme}://${host}:${port}`)
  const sender = (/** @type {number} */ port) => smtpSender({ url: at(port), from, ...options })
  const shownPort = /:(\d+)$/.exec(setting)?.[1] ?? (scheme === 'smtps' ? 465 : 587)
  return { title: `SMTP: ${lower(title)}`, setting, start, sender, medium: 'email', shownPort }
}

/** @param {string} title @param {number} status @param {string} setting @returns {Case} */
function sendgrid(title, status, setting) {
  const start = () => answering(status, { errors: [{ message: 'no' }] })
  const sender = (/** @type {number} */ port) =>
    sendgridSender({ apiKey: 'SG.wrong', from, baseUrl: `http://127.0.0.1:${port}` })
  return { title: `SendGrid: ${lower(title)}`, setting, start, sender, medium: 'email', shownPort: 443 }
}

/** @param {string} title @param {string} status @param {string} setting @returns {Case} */
function vonage(title, status, setting) {
  const start = () => answering(200, { 'message-count': '1', messages: [{ status, 'error-text': 'no' }] })
  const account = { apiKey: 'key', apiSecret: 'wrong', from: 'Example' }
  const sender = (/** @type {number} */ port) => vonageSender({ ...account, baseUrl: `http://127.0.0.1:${port}` })
  return { title: `Vonage: ${lower(title)}`, setting, start, sender, medium: 'msisdn', shownPort: 443 }
}

/** @param {string} title */
function lower(title) {
  return title.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase())
}

/** A server that is closed before anybody connects. */
function nobody() {
  return createServer()
}

/** @param {number} status @param {object} body @returns {Server} */
function answering(status, body) {
  return createHttpServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
}

/** @param {{ cert: string, key: string }} certificate @returns {Start} */
function tls({ cert, key }) {
  return () => quiet(createTlsServer({ cert, key }))
}

/**
 * An SMTP server that accepts every command, except those for which `answers` has an answer.
 * @param {Answers} answers
 * @returns {Start}
 */
function plain(answers = {}) {
  return () =>
    quiet(
      createServer((socket) => {
        socket.write('220 ready\r\n')
        socket.on('data', (data) => {
          for (const line of data.toString().split('\r\n').filter(Boolean)) {
            const command = Object.keys(answers).find((begin) => line.startsWith(begin))
            socket.write((command && answers[command]) ?? '250 ok\r\n')
          }
        })
      }),
    )
}

/**
 * An SMTP server that offers a login without TLS. `answers` has its answer to the login.
 * @param {Answers} answers
 */
function withLogin(answers) {
  return plain({ EHLO: '250-hello\r\n250 AUTH PLAIN\r\n', ...answers })
}

/**
 * Ignores the errors of a connection that the client closed.
 * @param {Server} server
 */
function quiet(server) {
  return server.on('connection', (socket) => socket.on('error', () => {})).on('tlsClientError', () => {})
}

/** @param {string} name */
function certificate(name) {
  const folder = mkdtempSync(join(tmpdir(), 'operator-log-'))
  const at = (/** @type {string} */ file) => join(folder, file)
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  try {
    const files = ['-days', '2', '-keyout', at('key.pem'), '-out', at('cert.pem')]
    execFileSync('openssl', ['req', '-x509', ...curve, ...names, ...files], { stdio: 'pipe' })
    return { key: readFileSync(at('key.pem'), 'utf8'), cert: readFileSync(at('cert.pem'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
