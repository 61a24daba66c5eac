// The soak's Redis, and what happens to it: it stands still, forgets its scripts, cuts its connections, is killed and started again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'

export async function startRedis() {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'soak-redis-'))
  let server = run(port, folder)
  const end = () => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.on('exit', end)
  return {
    port,
    end,
    standStill: async () => {
      server.kill('SIGSTOP')
      await delay(3_000)
      server.kill('SIGCONT')
    },
    flushScripts: () => tell(port, 'SCRIPT', 'FLUSH'),
    killConnections: () => tell(port, 'CLIENT', 'KILL', 'TYPE', 'normal'),
    restart: async () => {
      server.kill('SIGKILL')
      await once(server, 'exit')
      await delay(1_000)
      server = run(port, folder)
    },
    countKeys: () => countKeys(port),
  }
}

/** What it has confirmed is on its disk, so that a restart loses nothing. */
function run(port, folder) {
  const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always', '--dir', folder]
  const args = ['--port', String(port), '--bind', '127.0.0.1', ...kept]
  return spawn(process.env['REDIS_SERVER'] || 'redis-server', args, { stdio: 'ignore' })
}

async function tell(port, ...words) {
  const cli = spawn('redis-cli', ['-p', String(port), ...words], { stdio: 'ignore' })
  await once(cli, 'exit')
}

/** How many keys are left, and how many of them would stay for ever. */
async function countKeys(port) {
  const client = new Redis({ port })
  const keys = { left: 0, withoutTtl: 0 }
  let cursor = '0'
  do {
    const [next, names] = await client.scan(cursor, 'COUNT', 1_000)
    const lives = await Promise.all(names.map((name) => client.pttl(name)))
    keys.left += names.length
    // -1: it has no end; -2: it has gone meanwhile.
    keys.withoutTtl += lives.filter((ms) => ms === -1).length
    cursor = next
  } while (cursor !== '0')
  client.disconnect()
  return keys
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}
