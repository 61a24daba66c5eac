// A soak: 4 processes on one Redis, mixed traffic, faults all the while. Run: npm run soak (5 minutes; SOAK_SECONDS for another
// time). It fails on a 500, a send that went out twice, a reset that could not be finished, a password that was changed
// twice, an unhandled rejection, or memory that grows.
import { fork, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const seconds = Number(process.env.SOAK_SECONDS ?? 300)
const concurrency = 12
const secret = randomBytes(32).toString('base64')
const client = '/_matrix/client/v3/account/password'
const counts = {
  resets: 0,
  requests: 0,
  answered503: 0,
  answered502: 0,
  answered500: 0,
  sentTwice: 0,
  unfinished: 0,
  changedTwice: 0,
}
const faults = { stopped: 0, scriptFlush: 0, connectionsKilled: 0, processKilled: 0 }

const redisPort = await freePort()
const redis = spawn(
  process.env['REDIS_SERVER'] || 'redis-server',
  ['--port', String(redisPort), '--bind', '127.0.0.1', '--save', ''],
  {
    stdio: 'ignore',
  },
)
process.on('exit', () => redis.kill('SIGKILL'))
/** What was sent, by recipient, and the passwords that were set. */
const inbox = new Map()
const changes = new Map()
const workers = await Promise.all(Array.from({ length: 4 }, startWorker))
/** @type {Sample[][]} */
const samples = []
const until = performance.now() + seconds * 1_000

await Promise.all([...Array.from({ length: concurrency }, keepResetting), keepFaulting(), keepSampling()])
report()

/**
 * @typedef {{ heapMb: number, unhandled: number, storeFailed: number }} Sample
 * @typedef {{ child: import('node:child_process').ChildProcess, port: number, sample: Sample | undefined }} Worker
 * @typedef {object} Told what a process says
 * @property {number} [port]
 * @property {{ to: string, text: string }} [message]
 * @property {{ newPassword: string }} [change]
 * @property {Sample} [sample]
 */

async function startWorker() {
  const path = new URL('worker.mjs', import.meta.url)
  const child = fork(path, [String(redisPort), secret], { execArgv: ['--expose-gc'] })
  /** @type {Worker} */
  const worker = { child, port: 0, sample: undefined }
  child.on('message', (/** @type {Told} */ { port, message, change, sample }) => {
    if (port) worker.port = port
    if (message) inbox.get(message.to)?.push(message.text)
    if (change) changes.set(change.newPassword, (changes.get(change.newPassword) ?? 0) + 1)
    if (sample) worker.sample = sample
  })
  await once(child, 'message')
  return worker
}

async function keepResetting() {
  while (performance.now() < until) {
    if (await reset(Math.random() < 0.5 ? 'email' : 'msisdn')) counts.resets += 1
    else counts.unfinished += 1
  }
}

/** One person's reset, to the end, however often the store is away. */
async function reset(medium) {
  const clientSecret = randomBytes(12).toString('base64url')
  const number = `07400${randomInt(1e6).toString().padStart(6, '0')}`
  const to =
    medium === 'email'
      ? `user.${clientSecret.toLowerCase().replace(/[^a-z0-9]/g, '')}x@example.org`
      : `+44${number.slice(1)}`
  if (inbox.has(to)) return true
  inbox.set(to, [])
  const who = medium === 'email' ? { email: to } : { country: 'GB', phone_number: number }
  const newPassword = randomBytes(9).toString('base64url')
  try {
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      const proved = await request(medium, who, clientSecret, attempt, to)
      if (proved && (await finish(medium, proved, clientSecret, newPassword))) return true
    }
    return false
  } finally {
    inbox.delete(to)
    if ((changes.get(newPassword) ?? 0) > 1) counts.changedTwice += 1
    changes.delete(newPassword)
  }
}

/** Asks twice at the same moment, waits for the one message, and proves the address. The session's `sid`, or null. */
async function request(medium, who, clientSecret, attempt, to) {
  const body = { ...who, client_secret: clientSecret, send_attempt: attempt }
  const before = inbox.get(to).length
  const answers = await Promise.all([0, 1].map(() => post(`${client}/${medium}/requestToken`, body)))
  const { sid } = /** @type {{ sid?: string }} */ (answers.find(({ status }) => status === 200)?.json ?? {})
  if (!sid) return null
  for (let waited = 0; inbox.get(to).length === before && waited < 4_000; waited += 50) await delay(50)
  const sent = inbox.get(to).length - before
  if (sent > 1) counts.sentTwice += 1
  if (sent === 0) return null
  const text = inbox.get(to).at(-1)
  if (medium === 'msisdn') {
    const path = '/_matrix/identity/api/v1/validate/msisdn/submitToken'
    await post(path, { sid, client_secret: clientSecret, token: 'wrong' })
    return (await until200(path, { sid, client_secret: clientSecret, token: /\d{6}/.exec(text)?.[0] })) ? sid : null
  }
  const link = new URL(/http\S+/.exec(text)?.[0] ?? '')
  return (await until200(link.pathname, { sid, token: link.searchParams.get('token') })) ? sid : null
}

/** Sets the password from two places at once; one gets there. */
async function finish(medium, sid, clientSecret, newPassword) {
  const type = medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
  const auth = { type, threepid_creds: { sid, client_secret: clientSecret } }
  for (let tries = 0; tries < 12; tries += 1) {
    const answers = await Promise.all([0, 1].map(() => post(client, { auth, new_password: newPassword })))
    if (answers.filter(({ status }) => status === 200).length > 1) counts.changedTwice += 1
    // An answer may be lost on its way from a process that was killed, or from Redis.
    if (answers.some(({ status }) => status === 200) || changes.has(newPassword)) return true
    if (answers.every(({ status }) => status === 401)) return false
    await delay(200)
  }
  return false
}

async function until200(path, body) {
  for (let tries = 0; tries < 20; tries += 1) {
    const { status } = await post(path, body)
    if (status === 200) return true
    if (status === 400) return false
    await delay(200)
  }
  return false
}

async function post(path, body) {
  counts.requests += 1
  const { port } = someWorker()
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) })
    if (response.status === 500) counts.answered500 += 1
    if (response.status === 502) counts.answered502 += 1
    if (response.status === 503) counts.answered503 += 1
    return { status: response.status, json: await response.json() }
  } catch {
    // A process that was killed.
    return { status: 0, json: {} }
  }
}

async function keepFaulting() {
  const kinds = [stopRedis, flushScripts, killConnections, killProcess]
  for (let i = 0; performance.now() < until - 8_000; i += 1) {
    await delay(4_000)
    await kinds[i % kinds.length]?.()
  }
}

async function stopRedis() {
  faults.stopped += 1
  redis.kill('SIGSTOP')
  await delay(3_000)
  redis.kill('SIGCONT')
}

async function flushScripts() {
  faults.scriptFlush += 1
  await tellRedis('SCRIPT', 'FLUSH')
}

async function killConnections() {
  faults.connectionsKilled += 1
  await tellRedis('CLIENT', 'KILL', 'TYPE', 'normal')
}

async function killProcess() {
  faults.processKilled += 1
  const worker = someWorker()
  worker.child.kill('SIGKILL')
  await once(worker.child, 'exit')
  workers[workers.indexOf(worker)] = await startWorker()
}

function someWorker() {
  const worker = workers[randomInt(workers.length)]
  if (!worker) throw new Error('There is no worker')
  return worker
}

async function tellRedis(...words) {
  const cli = spawn('redis-cli', ['-p', String(redisPort), ...words], { stdio: 'ignore' })
  await once(cli, 'exit')
}

async function keepSampling() {
  while (performance.now() < until) {
    await delay(5_000)
    for (const { child } of workers) if (child.connected) child.send('sample')
    await delay(500)
    samples.push(workers.flatMap(({ sample }) => sample ?? []))
  }
}

function report() {
  const heap = samples.map((sample) => Math.max(...sample.map(({ heapMb }) => heapMb)))
  const early = median(heap.slice(Math.floor(heap.length / 4), Math.floor(heap.length / 2)))
  const late = median(heap.slice(Math.floor((heap.length * 3) / 4)))
  const unhandled = samples.flat().reduce((most, { unhandled: n }) => Math.max(most, n), 0)
  console.log(`${seconds} s, 4 processes, ${counts.requests} requests, ${counts.resets} resets finished`)
  console.log(`faults: ${JSON.stringify(faults)}`)
  console.log(`answers: ${counts.answered503} × 503, ${counts.answered502} × 502, ${counts.answered500} × 500`)
  console.log(
    `sent twice: ${counts.sentTwice}, changed twice: ${counts.changedTwice}, unfinished: ${counts.unfinished}, unhandled rejections: ${unhandled}`,
  )
  console.log(
    `heap of the largest process: ${early.toFixed(1)} MB in the second quarter, ${late.toFixed(1)} MB in the last`,
  )
  const isGood =
    counts.resets > 0 &&
    counts.answered500 + counts.sentTwice + counts.changedTwice + counts.unfinished + unhandled === 0 &&
    late < early * 1.2 + 2
  for (const { child } of workers) child.kill()
  redis.kill('SIGKILL')
  console.log(isGood ? 'The soak passed.' : 'The soak failed.')
  process.exitCode = isGood ? 0 : 1
}

function median(values) {
  return [...values].sort((one, two) => one - two)[Math.floor(values.length / 2)] ?? 0
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}
