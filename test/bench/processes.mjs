// Starts the processes of the benchmark, pinned to cores if `taskset` is there.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const portAttempts = 10

/** The server under test has one core to itself. Load, Redis and providers share the other. */
export const cores = { server: 0, others: 1 }
export const isPinned =
  availableParallelism() > 1 && spawnSync('taskset', ['-c', '0,1', 'true'], { stdio: 'ignore' }).status === 0

/**
 * Starts a script of this folder as a process. It ends with this process, because its channel closes then.
 *
 * @returns `first`, its first message; `ask(what, detail)`, which answers a question; `stop()`
 */
export async function startScript(script, { core, config, flags = [] }) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const [command, ...args] = pinned(core, [process.execPath, ...flags, path, JSON.stringify(config ?? {})])
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let last = 0
  const waiting = new Map()
  const ended = once(child, 'close').then(([code, signal]) => {
    for (const { reject } of waiting.values()) reject(new Error(`${script} ended with ${code ?? signal}`))
  })
  const answerTo = (id) => new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  child.on('message', ({ id, answer, error }) => {
    const { resolve, reject } = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) resolve(answer)
    else reject(new Error(error))
  })
  const first = await answerTo(0)
  return {
    first,
    ask(what, detail) {
      last += 1
      const answer = answerTo(last)
      child.send({ id: last, what, detail })
      return answer
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** For a script that `startScript` started: sends the first message, then answers questions by name. */
export function answerParent(first, answers) {
  process.on('disconnect', () => process.exit())
  process.on('message', async ({ id, what, detail }) => {
    try {
      process.send({ id, answer: await answers[what](detail) })
    } catch (error) {
      process.send({ id, error: error.stack })
    }
  })
  process.send({ id: 0, answer: first })
}

/** A real Redis on a free port, without persistence. */
export async function startRedis() {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'))
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const server = ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory]
    const [command, ...args] = pinned(cores.others, server)
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    // The shell stops the server when the pipe closes, which happens however this process ends.
    const watchdog = spawn(
      '/bin/sh',
      ['-c', 'cat >/dev/null; kill -9 "$1"; rm -rf "$2"', 'watchdog', child.pid, directory],
      {
        detached: true,
        stdio: ['pipe', 'ignore', 'ignore'],
      },
    )
    const ended = once(child, 'close')
    if (await isReady(child)) {
      const stop = async () => {
        child.kill('SIGKILL')
        await ended
        watchdog.kill('SIGKILL')
        rmSync(directory, { recursive: true, force: true })
      }
      return { port, stop }
    }
    watchdog.kill('SIGKILL')
    // Another process may have taken the port since it was found free.
    if (attempt === portAttempts) throw new Error('redis-server did not start')
  }
}

async function isReady(child) {
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    if (!String(chunk).includes('eady to accept')) continue
    child.stdout.resume()
    return true
  }
  return false
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

function pinned(core, command) {
  return isPinned && core !== null ? ['taskset', '-c', String(core), ...command] : command
}
