import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { pack, packageRoot, plainEnvironment } from '../package/packed'

const run = promisify(execFile)

/** The TypeScript ones are the same source under either kind of module, with those type tests that need no optional library:
 * there they see the declarations that were packed. */
const typescript = ['projects/typescript', ...['options', 'routers', 'senders'].map((test) => `../types/${test}.ts`)]

const projects = [
  { project: 'esm-javascript', sources: ['projects/esm-javascript'], type: 'module' },
  { project: 'commonjs-javascript', sources: ['projects/commonjs-javascript'], type: 'commonjs' },
  { project: 'every-library', sources: ['projects/every-library'], type: 'module' },
  { project: 'esm-typescript', sources: typescript, type: 'module' },
  { project: 'commonjs-typescript', sources: typescript, type: 'commonjs' },
] as const

/** A project's process writes a line of JSON for each thing that it has to tell. */
export type Fact = Readonly<Record<string, unknown>>

/** A folder of somebody else's: the packed tarball is installed in it, and the projects lie in it. */
export interface Consumer {
  /** `npm ls --omit=dev --all`, with each package once. */
  installed(): Promise<string[]>
  /** Compiles a project with its own tsconfig.json; rejects with the compiler's words. */
  compile(project: string): Promise<void>
  /** Runs a program of a project to its end; by another Node.js than this one where its binary is named. */
  tell(project: string, file: string, options?: { node?: string; env?: NodeJS.ProcessEnv }): Promise<Fact>
  /** Runs a command that an installed package brings, and answers what it wrote. */
  npx(command: string, ...args: readonly string[]): Promise<string>
  /** The path of something in its folder. */
  path(...parts: string[]): string
  /** By another Node.js than this one where its binary is named. */
  start(project: string, node?: string): Promise<RunningProject>
  remove(): Promise<void>
}

export interface RunningProject {
  readonly origin: string
  /** The next thing that it tells. */
  next(): Promise<Fact>
  stop(): Promise<void>
}

/**
 * Packs this package and installs it as a user would, without development dependencies, beside `dependencies`. npm takes
 * what it has in its cache before it asks the registry.
 */
export async function createConsumer(dependencies: Readonly<Record<string, string>>): Promise<Consumer> {
  const directory = await mkdtemp(join(tmpdir(), 'consumer-'))
  const { filename } = await pack(directory)
  const manifest = {
    private: true,
    dependencies: { 'express-matrix-password-reset': `file:./${filename}`, ...dependencies },
  }
  await writeFile(join(directory, 'package.json'), JSON.stringify(manifest))
  await layOutProjects(directory)
  const inside = { cwd: directory, env: plainEnvironment(), maxBuffer: 2 ** 24 }
  await run('npm', ['install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund'], inside)

  return {
    async installed() {
      const { stdout } = await run('npm', ['ls', '--omit=dev', '--all', '--parseable'], inside)
      const folders = stdout.split('\n').filter((path) => path.includes('node_modules'))
      return [...new Set(folders.map((path) => path.split('node_modules/').at(-1) ?? ''))].sort()
    },
    async compile(project) {
      const compiler = join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc')
      try {
        await run(process.execPath, [compiler, '-p', join(directory, project)], inside)
      } catch (error) {
        throw new Error(`${project} does not compile:\n${(error as { stdout: string }).stdout}`, { cause: error })
      }
    },
    async tell(project, file, { node = process.execPath, env = {} } = {}) {
      const own = { ...inside, env: { ...inside.env, ...env } }
      const { stdout } = await run(node, [join(directory, project, file)], own)
      return JSON.parse(stdout) as Fact
    },
    async npx(command, ...args) {
      return (await run('npx', ['--no', command, ...args], inside)).stdout
    },
    path: (...parts) => join(directory, ...parts),
    start: async (project, node = process.execPath) => startProject(node, join(directory, project, 'server.js')),
    remove: async () => rm(directory, { recursive: true, force: true }),
  }
}

async function layOutProjects(directory: string): Promise<void> {
  for (const { project, sources, type } of projects) {
    for (const source of sources) {
      const target = source.endsWith('.ts') ? join(directory, project, basename(source)) : join(directory, project)
      await cp(join(__dirname, source), target, { recursive: true })
    }
    await writeFile(join(directory, project, 'package.json'), JSON.stringify({ private: true, type }))
  }
}

async function startProject(node: string, file: string): Promise<RunningProject> {
  const child = spawn(node, [file], { env: plainEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  const next = factsOf(child)
  const { listening } = await next()
  return {
    origin: String(listening),
    next,
    async stop() {
      child.kill()
      await exited
    },
  }
}

/** Rejects, with what the process complained of, where it ends before it told anything more. */
function factsOf(
  child: ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream },
) {
  let complaints = ''
  child.stderr.on('data', (text: Buffer) => (complaints += text.toString()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async (): Promise<Fact> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`The project's process ended: ${complaints}`)
    return JSON.parse(value) as Fact
  }
}
