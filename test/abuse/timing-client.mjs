/** A client in a thread of its own: what the server does after an answer has gone out must not look like waiting for it. */
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const { port, path, bodies, budgetMs } = workerData

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
  const answered = new Promise((resolve) => socket.once('data', resolve))
  const start = performance.now()
  socket.write(`${head}\r\n\r\n${body}`)
  const answer = await answered
  times.push(performance.now() - start)
  if (!answer.toString().startsWith('HTTP/1.1 200 ')) throw new Error(answer.toString())
}
socket.destroy()
parentPort?.postMessage(times)
