import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const readyDeadlineMs = 20_000

/** One run of the server program, in a directory of its own; it never outlives the process that started it. */
export interface ServerProcess {
  readonly pid: number
  readonly directory: string
  /** Ends it at once, as a crash would, and waits until it is gone. */
  kill(): Promise<void>
}

/** The program is `redis-server`, or what the environment's `REDIS_SERVER` names (Valkey's is command-line compatible). */
const serverProgram = (): string => process.env['REDIS_SERVER'] || 'redis-server'

export const newServerDirectory = (): Promise<string> => mkdtemp(join(tmpdir(), 'redis-test-'))

/** Starts the program and waits until its log says `ready`; throws with the log's end if it gives up before that. */
export async function startServerProcess(
  args: readonly string[],
  { directory, ready = /ready to accept connections/i }: { directory: string; ready?: RegExp },
): Promise<ServerProcess> {
  const child = spawn(serverProgram(), [...args], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<void>((resolve) => child.once('close', resolve).once('error', () => resolve()))
  try {
    await untilReady(child, ready)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  const pid = child.pid ?? 0
  const watchdog = startWatchdog(pid, directory)
  letGo(child)
  return {
    pid,
    directory,
    async kill() {
      watchdog.kill('SIGKILL')
      child.kill('SIGKILL')
      await gone
    },
  }
}

export const removeServerDirectory = (directory: string): Promise<void> =>
  rm(directory, { recursive: true, force: true, maxRetries: 3 })

function untilReady(child: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    const giveUp = (why: string): void => reject(new Error(`${serverProgram()} ${why}:\n${log.slice(-2_000)}`))
    const deadline = setTimeout(() => giveUp('was not ready in time'), readyDeadlineMs)
    const read = (chunk: Buffer): void => {
      log += chunk.toString()
      if (!ready.test(log)) return
      clearTimeout(deadline)
      resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', (error) => giveUp(`did not start (${error.message})`))
    child.once('close', (code) => {
      clearTimeout(deadline)
      giveUp(`ended with ${String(code)}`)
    })
  })
}

/**
 * A shell that waits on a pipe from this process. The kernel closes the pipe however this process ends (a `SIGKILL` runs
 * no exit handler), and then the shell kills the server. It is detached so that a Ctrl-C does not end it first.
 */
function startWatchdog(pid: number, directory: string): ChildProcess {
  const script = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; rm -rf "$2"'
  const watchdog = spawn('/bin/sh', ['-c', script, 'watchdog', String(pid), directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  letGo(watchdog)
  return watchdog
}

/** Neither the child nor its pipes keep Jest from ending; its output is still read, so that it never blocks on a full pipe. */
function letGo(child: ChildProcess): void {
  child.unref()
  for (const stream of child.stdio)
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
}
