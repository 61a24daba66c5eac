import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { plainEnvironment } from '../package/packed'
import { waitFor } from '../redis/wait-for'
import type { Block } from './readme'

export interface RunningServer {
  /** What it has printed so far, errors too. */
  output(): string
  stop(): Promise<void>
}

export interface Reader {
  /** Does what the block says; a command that fails rejects with what it printed. */
  follow(block: Block): Promise<void>
  /** Does what the block says, whose last command is a server. */
  start(block: Block, isUp: (output: string) => boolean | Promise<boolean>, env?: Env): Promise<RunningServer>
}

/** In the place of what only the README's reader has: a URL, a registry, a port. */
export type Substitutions = readonly (readonly [from: string, to: string])[]

type Env = Readonly<Record<string, string>>

const deadlineMs = 100_000

/** Somebody who pastes block after block into one shell, and saves files where it stands. */
export function readerIn(folder: string, substitutions: Substitutions): Reader {
  let cwd = folder
  const substituted = (code: string): string =>
    substitutions.reduce((text, [from, to]) => text.replaceAll(from, to), code)
  const run = (block: Block, env: Env = {}): { child: ChildProcess; output: () => string } => {
    const script = substituted(block.code)
    const child = spawn('bash', ['-ec', script], {
      cwd,
      env: { ...plainEnvironment(), ...quietNpm, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: to be ended with all that it started.
      detached: true,
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => void (printed += chunk.toString()))
    // Where the shell stands after it, and so the next block.
    for (const [, target = ''] of script.matchAll(/^cd (\S+)$/gm)) cwd = resolve(cwd, target)
    return { child, output: () => printed }
  }
  return {
    async follow(block) {
      if (block.language === 'js') return writeFile(join(cwd, block.file ?? ''), substituted(block.code))
      const { child, output } = run(block)
      await once(child, 'close')
      if (child.exitCode !== 0) throw new Error(`This failed:\n${block.code}\n${output()}`)
    },
    async start(block, isUp, env) {
      const { child, output } = run(block, env)
      const stop = async (): Promise<void> => {
        if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
        const gone = once(child, 'close')
        process.kill(-child.pid, 'SIGTERM')
        await gone
      }
      const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
      const isOver = async (): Promise<boolean> => hasEnded() || (await isUp(output()))
      await waitFor('a server', isOver, { deadlineMs, everyMs: 100 }).catch(stop)
      if (!hasEnded()) return { output, stop }
      throw new Error(`This did not start:\n${block.code}\n${output()}`)
    },
  }
}

const quietNpm = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_prefer_offline: 'true',
}
