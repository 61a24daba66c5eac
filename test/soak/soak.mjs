// A soak: 4 processes on one Redis behind a proxy, mixed traffic of all flows, faults all the while: of Redis, of the processes, of
// the proxy and of the providers. Run: npm run soak (5 minutes; SOAK_SECONDS for another time). It fails on a 500, a send that
// went out twice though none failed, more messages to an address than its limit allows, a person who could not finish, a
// session that was used twice, an unhandled rejection, a key of Redis that would stay for ever, or memory that grows.
import { AsyncLocalStorage } from 'node:async_hooks'
import { fork } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { startFront } from './front.mjs'
import { startProviders } from './providers.mjs'
import { startRedis } from './redis.mjs'

const seconds = Number(process.env.SOAK_SECONDS ?? 300)
const concurrency = 12
const secret = randomBytes(32).toString('base64')
const client = '/_matrix/client/v3'
/** The default of `sendsPerAddressAndNetwork`: each person has one network and one address. */
const maxSends = 5
const counts = {
  resets: 0,
  requests: 0,
  answered503: 0,
  answered502: 0,
  answered500: 0,
  answered429: 0,
  sentTwice: 0,
  beyondLimits: 0,
  unfinished: 0,
  changedTwice: 0,
}
const faults = { stopped: 0, scriptFlush: 0, connectionsKilled: 0, processKilled: 0, restarted: 0 }

const redis = await startRedis()
/** What was sent, by recipient, and the passwords that were set. */
const inbox = new Map()
const changes = new Map()
const used = new Set()
/** What each person was answered: told of whoever could not finish. @type {AsyncLocalStorage<string[]>} */
const stories = new AsyncLocalStorage()
const providers = await startProviders((to, text) => inbox.get(to)?.push(text))
const workers = await Promise.all(Array.from({ length: 4 }, startWorker))
const front = await startFront(() => someWorker().port, 'x-soak-network')
/** @type {Sample[][]} */
const samples = []
const until = performance.now() + seconds * 1_000

await Promise.all([...Array.from({ length: concurrency }, keepResetting), keepFaulting(), keepSampling()])
report(await redis.countKeys())

/**
 * @typedef {{ heapMb: number, unhandled: number, storeFailed: number }} Sample
 * @typedef {{ child: import('node:child_process').ChildProcess, port: number, sample: Sample | undefined }} Worker
 * @typedef {object} Told what a process says
 * @property {number} [port]
 * @property {{ newPassword: string }} [change]
 * @property {Sample} [sample]
 */

async function startWorker() {
  const path = new URL('worker.mjs', import.meta.url)
  const child = fork(path, [redis.port, secret, providers.smtpPort, providers.smsPort].map(String), {
    execArgv: ['--expose-gc'],
  })
  /** @type {Worker} */
  const worker = { child, port: 0, sample: undefined }
  child.on('message', (/** @type {Told} */ { port, change, sample }) => {
    if (port) worker.port = port
    if (change) changes.set(change.newPassword, (changes.get(change.newPassword) ?? 0) + 1)
    if (sample) worker.sample = sample
  })
  await once(child, 'message')
  return worker
}

async function keepResetting() {
  while (performance.now() < until) {
    const medium = Math.random() < 0.5 ? 'email' : 'msisdn'
    const flow = ['password', 'password', 'register', '3pid'][randomInt(4)] ?? 'password'
    /** @type {string[]} */
    const story = []
    if (await stories.run(story, () => goThrough(medium, flow))) {
      counts.resets += 1
    } else {
      counts.unfinished += 1
      console.log(`could not finish: ${medium}, ${flow}: ${story.join(' ')}`)
    }
  }
}

/** What one person does, to the end, however often something is away. */
async function goThrough(medium, flow) {
  const clientSecret = randomBytes(12).toString('base64url')
  const number = `07400${randomInt(1e6).toString().padStart(6, '0')}`
  const to =
    medium === 'email'
      ? `user.${clientSecret.toLowerCase().replace(/[^a-z0-9]/g, '')}x@example.org`
      : `+44${number.slice(1)}`
  // A number that was used before has had a part of its sends.
  if (used.has(to)) return true
  used.add(to)
  inbox.set(to, [])
  const who = medium === 'email' ? { email: to } : { country: 'GB', phone_number: number }
  const newPassword = randomBytes(9).toString('base64url')
  const network = someNetwork()
  const person = { medium, flow, who, to, clientSecret, newPassword, network, provedSid: '' }
  try {
    await get('/reset', person.network)
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      const proved = await request(person, attempt)
      if (proved && (await finish(person, proved))) return true
    }
    return false
  } finally {
    if (inbox.get(to).length > maxSends) counts.beyondLimits += 1
    inbox.delete(to)
    if ((changes.get(newPassword) ?? 0) > 1) counts.changedTwice += 1
    changes.delete(newPassword)
  }
}

function someNetwork() {
  return ['198', randomInt(18, 20), randomInt(256), randomInt(256)].join('.')
}

/** Asks twice at the same moment, waits for the one message, and proves the address. The session's `sid`, or null. */
async function request(person, attempt) {
  const { medium, flow, who, to, clientSecret, network } = person
  const body = { ...who, client_secret: clientSecret, send_attempt: attempt }
  const before = inbox.get(to).length
  const path = `${client}/${flow === 'register' ? flow : `account/${flow}`}/${medium}/requestToken`
  const answers = await Promise.all([0, 1].map(() => post(path, body, network)))
  const { sid } = /** @type {{ sid?: string }} */ (answers.find(({ status }) => status === 200)?.json ?? {})
  if (!sid) return null
  for (let waited = 0; inbox.get(to).length === before && waited < 4_000; waited += 50) await delay(50)
  const sent = inbox.get(to).length - before
  // One that a provider took and did not confirm is a 502: the other one may send again, within the limits. The proxy may have
  // lost that answer.
  if (sent > 1 && answers.every(({ status }) => status === 200 || status === 503)) counts.sentTwice += 1
  // Confirmed before: while Redis was away its account was left held, for 30 seconds at most.
  if (sent === 0) return sid === person.provedSid ? sid : null
  const text = inbox.get(to).at(-1)
  if (medium === 'msisdn') {
    const submit = '/_matrix/identity/api/v1/validate/msisdn/submitToken'
    await post(submit, { sid, client_secret: clientSecret, token: '000' }, network)
    const token = /\b\d{6}\b/.exec(text)?.[0]
    if (!(await until200(submit, { sid, client_secret: clientSecret, token }, network))) return null
    return (person.provedSid = sid)
  }
  const link = new URL(/http\S+/.exec(text)?.[0] ?? '')
  const token = link.searchParams.get('token')
  if (!(await until200(link.pathname, { sid, token }, network))) return null
  return (person.provedSid = sid)
}

/** Uses the session from two places at once; one gets there. */
async function finish({ medium, flow, clientSecret, newPassword, network }, sid) {
  const type = medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
  const credentials = { sid, client_secret: clientSecret }
  const [path, body] =
    flow === 'password'
      ? [`${client}/account/password`, { auth: { type, threepid_creds: credentials }, new_password: newPassword }]
      : ['/use', { flow, ...credentials, newPassword }]
  // A process that was killed while it used an earlier session holds the account up for 30 seconds.
  const patience = performance.now() + 45_000
  while (performance.now() < patience) {
    const answers = await Promise.all([0, 1].map(() => post(path, body, network)))
    if (answers.filter(({ status }) => status === 200).length > 1) counts.changedTwice += 1
    // An answer may be lost on its way from a process that was killed, from Redis, or in the proxy.
    if (answers.some(({ status }) => status === 200) || changes.has(newPassword)) return true
    if (answers.every(({ status }) => status === 401)) return false
    await delay(200)
  }
  return false
}

async function until200(path, body, network) {
  for (let tries = 0; tries < 20; tries += 1) {
    const { status } = await post(path, body, network)
    if (status === 200) return true
    if (status === 400) return false
    await delay(200)
  }
  return false
}

function get(path, network) {
  return send('GET', path, undefined, network)
}

function post(path, body, network) {
  return send('POST', path, JSON.stringify(body), network)
}

async function send(method, path, body, network) {
  counts.requests += 1
  const headers = { 'x-soak-network': network, ...(method === 'POST' && { accept: 'application/json' }) }
  try {
    const response = await fetch(`http://127.0.0.1:${front.port}${path}`, { method, headers, body })
    if (response.status === 500) counts.answered500 += 1
    if (response.status === 502) counts.answered502 += 1
    if (response.status === 503) counts.answered503 += 1
    if (response.status === 429) counts.answered429 += 1
    const text = await response.text()
    tell(path, response.status)
    return { status: response.status, json: method === 'POST' ? JSON.parse(text) : undefined }
  } catch {
    // A process that was killed, or an answer that the proxy lost.
    tell(path, 0)
    return { status: 0, json: {} }
  }
}

function tell(path, status) {
  stories.getStore()?.push(`${path.split('/').at(-1)}:${status}`)
}

async function keepFaulting() {
  const kinds = /** @type {const} */ ([
    ['stopped', () => redis.standStill()],
    ['scriptFlush', () => redis.flushScripts()],
    ['connectionsKilled', () => redis.killConnections()],
    ['processKilled', killProcess],
    ['restarted', () => redis.restart()],
  ])
  for (let i = 0; performance.now() < until - 8_000; i += 1) {
    await delay(4_000)
    const [name, happen] = kinds[i % kinds.length] ?? kinds[0]
    faults[name] += 1
    await happen()
  }
}

async function killProcess() {
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

async function keepSampling() {
  while (performance.now() < until) {
    await delay(5_000)
    for (const { child } of workers) if (child.connected) child.send('sample')
    await delay(500)
    samples.push(workers.flatMap(({ sample }) => sample ?? []))
  }
}

/** @param {{ left: number, withoutTtl: number }} keys what is left in Redis */
function report(keys) {
  const heap = samples.map((sample) => Math.max(...sample.map(({ heapMb }) => heapMb)))
  const early = median(heap.slice(Math.floor(heap.length / 4), Math.floor(heap.length / 2)))
  const late = median(heap.slice(Math.floor((heap.length * 3) / 4)))
  const unhandled = samples.flat().reduce((most, { unhandled: n }) => Math.max(most, n), 0)
  console.log(`${seconds} s, 4 processes, ${counts.requests} requests, ${counts.resets} sessions used`)
  console.log(`faults: ${JSON.stringify(faults)}`)
  console.log(`connections that providers dropped: ${JSON.stringify(providers.drops)}`)
  console.log(`answers that the proxy lost: ${front.lost.answers}`)
  console.log(`answers: ${counts.answered503} × 503, ${counts.answered502} × 502, ${counts.answered429} × 429`)
  const growth = ((late / early - 1) * 100).toFixed(1)
  const rows = {
    'messages sent twice for one send_attempt, none of which failed': counts.sentTwice,
    'addresses that got more messages than their limit allows': counts.beyondLimits,
    'passwords or accounts changed twice by one session': counts.changedTwice,
    'answers of 500': counts.answered500,
    'people who could not finish': counts.unfinished,
    'unhandled rejections': unhandled,
    'keys of Redis without a TTL': `${keys.withoutTtl} of ${keys.left} left`,
    'heap of the largest process': `${early.toFixed(1)} MB in the second quarter, ${late.toFixed(1)} MB in the last: ${growth} %`,
  }
  for (const [name, value] of Object.entries(rows)) console.log(`${name}: ${value}`)
  const isGood =
    counts.resets > 0 &&
    counts.answered500 + counts.sentTwice + counts.beyondLimits + counts.changedTwice === 0 &&
    counts.unfinished + unhandled + keys.withoutTtl === 0 &&
    late < early * 1.2 + 2
  for (const { child } of workers) child.kill()
  redis.end()
  setImmediate(() => process.exit())
  console.log(isGood ? 'The soak passed.' : 'The soak failed.')
  process.exitCode = isGood ? 0 : 1
}

function median(values) {
  return [...values].sort((one, two) => one - two)[Math.floor(values.length / 2)] ?? 0
}
