// CPU per requestToken, of the router and of an inline handler that does the same work, in turn within one run: the ratio
// is what counts on a noisy machine. Run: npm run bench
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request, Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rounds = Number(process.env.BENCH_ROUNDS ?? 7)
const requests = Number(process.env.BENCH_REQUESTS ?? 3_000)
const concurrency = 16

const directory = mkdtempSync(join(tmpdir(), 'bench-'))
const socket = join(directory, 'redis.sock')
const redis = spawn(
  process.env['REDIS_SERVER'] || 'redis-server',
  ['--port', '0', '--unixsocket', socket, '--save', ''],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
for await (const chunk of redis.stdout) if (String(chunk).includes('eady to accept')) break
redis.stdout.resume()

const servers = await Promise.all(['ours', 'inline'].map(start))
const samples = { ours: [], inline: [] }
for (let round = -1; round < rounds; round += 1) {
  for (const server of servers) {
    const spent = await measure(server, round)
    if (round >= 0) samples[server.kind].push(spent)
  }
}
const ratios = samples.ours.map((ours, i) => ours.cpuMs / samples.inline[i].cpuMs)
for (const kind of ['ours', 'inline']) {
  const cpu = median(samples[kind].map(({ cpuMs }) => (cpuMs * 1_000) / requests))
  const perSecond = median(samples[kind].map(({ wallMs }) => (requests * 1_000) / wallMs))
  console.log(
    `${kind.padEnd(6)} ${cpu.toFixed(0)} µs CPU a request (median), ${perSecond.toFixed(0)} requests a second`,
  )
}
console.log(
  `ratio of CPU, ours to inline: median ${median(ratios).toFixed(2)}, ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
)
for (const { child } of servers) child.kill()
redis.kill()
rmSync(directory, { recursive: true, force: true })

async function start(kind) {
  const child = fork(new URL('server.mjs', import.meta.url), [kind, socket])
  const [{ port }] = await once(child, 'message')
  return { kind, child, port }
}

async function measure({ child, port }, round) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const before = await cpuOf(child)
  const startedAt = performance.now()
  let next = 0
  const worker = async () => {
    while (next < requests) {
      const number = next
      next += 1
      await post(port, agent, {
        client_secret: `secret.${round}.${number}`,
        email: `user${number % 500}@example.org`,
        send_attempt: 1,
      })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const wallMs = performance.now() - startedAt
  const after = await cpuOf(child)
  agent.destroy()
  return { wallMs, cpuMs: (after.user + after.system - before.user - before.system) / 1_000 }
}

async function cpuOf(child) {
  child.send('cpu')
  const [{ cpu }] = await once(child, 'message')
  return cpu
}

function post(port, agent, body) {
  return new Promise((resolve, reject) => {
    const path = '/_matrix/client/v3/account/password/email/requestToken'
    const text = JSON.stringify(body)
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const outgoing = request({ port, host: '127.0.0.1', method: 'POST', path, agent, headers }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`answered ${response.statusCode}`))
      })
    })
    outgoing.on('error', reject).end(text)
  })
}

function median(values) {
  const sorted = [...values].sort((one, two) => one - two)
  return sorted[Math.floor(sorted.length / 2)]
}
