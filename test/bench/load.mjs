// The load generator: a process of its own, with several connections. Each sends one request after the other.
import { connect } from 'node:net'
import { begin, cases, personOf } from './cases.mjs'
import { answerParent } from './processes.mjs'
import { latencies } from './statistics.mjs'

const connections = 16
let serial = 0
let prepared = []

answerParent(null, {
  /** Makes the sessions that the requests of a case need. */
  async prepare({ name, port, requests }) {
    const { begins } = caseOf(name)
    prepared = Array.from({ length: begins === 0 ? 0 : Math.ceil(requests / begins) }, nextPerson)
    await askAll(port, prepared.length, async (send, i) => {
      const { status, body } = await send(begin(prepared[i]))
      if (status !== 200) throw new Error(`A session could not be made: ${status} ${body}`)
      prepared[i].sid = JSON.parse(body).sid
    })
  },
  /** Sends the requests of a case. `messages` are the messages sent so far; every answer must have the status `status`. */
  async run({ name, port, requests, status: expected, messages = [], identityServer = '', hello = false }) {
    const { request } = caseOf(name)
    if (hello) prepared = []
    const texts = new Map(messages)
    const took = new Float64Array(requests)
    const ready = Array.from({ length: requests }, (_, i) => {
      const person = prepared.length > 0 ? prepared[i % prepared.length] : nextPerson()
      // A hello world gets a request of the usual size, so that parsing it costs the same.
      const made = hello ? begin(person) : request(person, texts.get(person.email))
      return wire({ ...made, body: made.body.replace('{identity server}', identityServer) })
    })
    const startedAt = performance.now()
    await askAll(port, requests, async (send, i) => {
      const sentAt = performance.now()
      const { status, body } = await send(ready[i])
      took[i] = performance.now() - sentAt
      if (status !== expected) throw new Error(`${name}: answered ${status}: ${body.slice(0, 300)}`)
    })
    return { wallMs: performance.now() - startedAt, ...latencies(took) }
  },
})

function caseOf(wanted) {
  return cases.find(({ name }) => name === wanted)
}

function nextPerson() {
  serial += 1
  return personOf(serial)
}

/** Calls `ask(send, i)` for each i below `count`, at once on all connections. */
async function askAll(port, count, ask) {
  let next = 0
  const work = async () => {
    if (next >= count) return
    const connection = new Connection(port)
    try {
      while (next < count) {
        const i = next
        next += 1
        await ask((message) => connection.send(typeof message === 'string' ? message : wire(message)), i)
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
}

/** A minimal HTTP/1.1 client: the one of node:http is slower than some of the servers. */
class Connection {
  constructor(port) {
    this.received = ''
    this.socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1')
    this.socket.on('data', (chunk) => this.read(chunk))
    this.socket.on('error', (error) => this.fail(error))
    this.socket.on('close', () => this.fail(new Error('The server closed the connection')))
  }

  send(text) {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject }
      this.socket.write(text)
    })
  }

  close() {
    this.socket.destroy()
  }

  read(chunk) {
    this.received += chunk
    const end = this.received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.received.slice(0, end)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) return this.fail(new Error(`An answer without Content-Length: ${head}`))
    if (this.received.length < end + 4 + Number(length)) return
    const body = this.received.slice(end + 4)
    this.received = ''
    this.waiting.resolve({ status: Number(head.slice(9, 12)), body })
  }

  fail(error) {
    this.waiting?.reject(error)
  }
}

function wire({ method, path, headers, body }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}
