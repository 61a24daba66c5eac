// One server, in a process of its own. Its parent asks it for CPU time, memory, and the messages that it sent.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import express from 'express'
import { answerParent } from './processes.mjs'
import { mountBare } from './servers/bare.mjs'
import { mountByHand } from './servers/by-hand.mjs'
import { answerHello, mountHello } from './servers/hello.mjs'
import { mountOurs } from './servers/ours.mjs'

const config = JSON.parse(process.argv[2])
const mounts = { ours: mountOurs, 'by-hand': mountByHand, bare: mountBare, express: mountHello }
const inbox = new Map()
let messageBytes = 0

/** A sender that takes every message at once, and keeps what the parent may ask for. */
function take({ to, text, html = '' }) {
  messageBytes = Buffer.byteLength(text) + Buffer.byteLength(html)
  if (config.keepsMessages) inbox.set(to, text)
}

try {
  const server = createServer(config.kind === 'node-http' ? answerHello : expressServer())
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  answerParent({ port: server.address().port }, { cpu, memory, messages, messageBytes: () => messageBytes })
} catch (error) {
  // An older version of the package has no such option, so the case is skipped. Any other error is a mistake.
  const isNotThere = error instanceof TypeError && config.set.flows && error.message.includes('no option `flows`')
  if (!isNotThere) throw error
  answerParent({ skipped: 'this version has no option `flows`' }, {})
}

function expressServer() {
  const app = express()
  app.set('trust proxy', 'loopback')
  mounts[config.kind](app, config, take)
  return app
}

/** The CPU time of this process in microseconds, read after the work that follows the answers is over. */
async function cpu({ settleMs = 0, collect = false } = {}) {
  await delay(settleMs)
  if (collect) {
    globalThis.gc()
    await idle()
  }
  return cpuMicros()
}

/**
 * Waits until this process does nothing. After a forced collection the engine sweeps the heap in other threads; with many
 * sessions in memory that takes seconds. No server in use makes such a collection for a thousand requests, so it must not be
 * counted among them.
 */
async function idle() {
  // A collection at work takes nearly all of a step; asking for the time takes a thousandth, on a slow machine a hundredth.
  const [stepMs, idleMicros, steps] = [100, 10_000, 100]
  for (let step = 0; step < steps; step += 1) {
    const before = cpuMicros()
    await delay(stepMs)
    if (cpuMicros() - before < idleMicros) return
  }
}

function cpuMicros() {
  const { user, system } = process.cpuUsage()
  return user + system
}

async function memory() {
  // Twice, because the first run may free objects that hold others.
  globalThis.gc()
  await delay(50)
  globalThis.gc()
  const { rss, heapUsed, external } = process.memoryUsage()
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  return { rssBytes: rss, heapBytes: heapUsed, externalBytes: external, timers }
}

function messages() {
  const all = [...inbox]
  inbox.clear()
  return all
}
