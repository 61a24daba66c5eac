/** A client in a thread of its own: what the server does after an answer has gone out must not look like waiting for it. */
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

const { port, path, bodies, budgetMs, probe, pauseMs } = workerData

const socket = connect({ port, host: '127.0.0.1', noDelay: true })
await new Promise((resolve) => socket.once('connect', resolve))

socket.on('error', (error) => {
  throw error
})

const times = []
const until = performance.now() + budgetMs
for (const body of bodies) {
  // Where every answer waits for a sender, some tell as much as all.
  if (performance.now() > until) break
  const head = `POST ${path} HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`
  const ownMs = await timeOf(`${head}\r\n\r\n${body}`)
  times.push(probe ? await probing() : ownMs)
  if (pauseMs > 0) await delay(pauseMs)
}
socket.destroy()
parentPort?.postMessage(times)

async function probing() {
  let ms = 0
  for (let i = 0; i < probe.times; i += 1) ms += await timeOf(`GET ${probe.path} HTTP/1.1\r\nHost: a.example\r\n\r\n`)
  return ms
}

/** @param {string} request */
async function timeOf(request) {
  const answered = new Promise((resolve) => socket.once('data', resolve))
  const start = performance.now()
  socket.write(request)
  const answer = await answered
  if (!answer.toString().startsWith('HTTP/1.1 200 ')) throw new Error(answer.toString())
  return performance.now() - start
}
