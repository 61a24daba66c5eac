import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(__dirname, '..', '..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>
}
const command = join(root, manifest.bin['express-matrix-password-reset'] ?? 'none')

/** What a process said, and how it ended. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A folder of an operator's, with their configuration in it; the package and its optional libraries are installed. */
export class CliFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'cli-')))

  constructor() {
    mkdirSync(join(this.path, 'node_modules'))
    this.link('express-matrix-password-reset', root)
    for (const library of ['ioredis', 'redis']) this.link(library, join(root, 'node_modules', library))
  }

  write(file: string, source: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true })
    writeFileSync(join(this.path, file), source)
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8')
  }

  /** Runs the command to its end, which it must come to by itself. */
  run(args: readonly string[], nodeOptions = ''): Promise<Ended> {
    const options = { cwd: this.path, timeout: 60_000, env: { ...process.env, NODE_OPTIONS: nodeOptions } }
    return new Promise((resolve, reject) => {
      execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(new Error('did not end', { cause: error }))
        else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
      })
    })
  }

  /** Writes the configuration, and runs a command on it. */
  async with(source: string, ...args: readonly string[]): Promise<Ended> {
    this.write('reset.mjs', source)
    return this.run([...args, '--config', './reset.mjs'])
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }

  private link(name: string, target: string): void {
    symlinkSync(target, join(this.path, 'node_modules', name))
  }
}

/** A module whose default export is whole options, these among them: each is source text. */
export function configWith(options: Readonly<Record<string, string>>, imports = ''): string {
  const all = {
    publicBaseUrl: "'https://matrix.example.org'",
    accounts: '{ findByThreepid: () => null }',
    email: '{ sender: outbox().email }',
    ...options,
  }
  const fields = Object.entries(all).map(([name, value]) => `  ${name}: ${value},`)
  return [
    "import { outbox } from 'express-matrix-password-reset'",
    imports,
    'export default {',
    ...fields,
    '}',
    '',
  ].join('\n')
}
