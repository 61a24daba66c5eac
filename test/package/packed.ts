import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const packageRoot = join(__dirname, '..', '..')

/** What `npm pack` tells of a tarball. */
export interface Packed {
  readonly filename: string
  readonly size: number
  readonly files: readonly { readonly path: string }[]
}

/**
 * Packs what `npm publish` would send, from the `dist/` that is there: `npm test` has just built it, and a build here would
 * take it away from under tests that run beside this one.
 *
 * @param directory where the tarball goes; none is written without it
 */
export async function pack(directory?: string): Promise<Packed> {
  const where = directory === undefined ? ['--dry-run'] : ['--pack-destination', directory]
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', ...where], {
    cwd: packageRoot,
    env: plainEnvironment(),
  })
  const [packed] = JSON.parse(stdout) as Packed[]
  if (!packed) throw new Error(`npm pack told nothing of what it packed: ${stdout}`)
  return packed
}

/** Without what the outer `npm test` tells its children, such as in whose folder they are. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const ofTheOuterRun = /^(npm_(package|lifecycle|command|execpath|config_local_prefix)|INIT_CWD$|NODE_OPTIONS$|JEST_)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheOuterRun.test(name)))
}
