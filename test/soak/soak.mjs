// A soak: 4 processes on one Redis behind a proxy, mixed traffic of all flows, faults all the while: of Redis, of the processes, of
// the proxy and of the providers. Run: npm run soak (5 minutes; SOAK_SECONDS for another time). It fails on a 500, a send that
// went out twice though none failed, more messages to an address than its limit allows, a person who could not finish, a
// session that was used twice, an unhandled rejection, a process that dies by itself, a key of Redis that would stay for ever, or
// memory that grows.
import { fork } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { startFront } from './front.mjs'
import { changes, counts, goThrough, inbox } from './person.mjs'
import { startProviders } from './providers.mjs'
import { startRedis } from './redis.mjs'

const seconds = Number(process.env.SOAK_SECONDS ?? 300)
const concurrency = 12
const secret = randomBytes(32).toString('base64')
const faults = { stopped: 0, scriptFlush: 0, connectionsKilled: 0, processKilled: 0, restarted: 0 }

const redis = await startRedis()
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
  child.on('exit', (code, signal) => {
    if (!child.killed) throw new Error(`A process died by itself: ${code ?? signal}`)
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
    if (await goThrough(medium, flow, front.port, story)) continue
    counts.unfinished += 1
    console.log(`could not finish: ${medium}, ${flow}: ${story.join(' ')}`)
  }
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
    // One that is killed at this moment can't be asked: without the callback that would end the soak.
    for (const { child } of workers) if (child.connected) child.send('sample', () => {})
    await delay(500)
    samples.push(workers.flatMap(({ sample }) => sample ?? []))
    // About once a minute, so that a soak that was ended from outside leaves something.
    if (samples.length % 10 === 0) console.log(`so far: ${counts.requests} requests, ${counts.resets} sessions used`)
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
