import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ClusterOptions, RedisOptions } from 'ioredis'
import type { OutboxMessage, PasswordResetEvent, PasswordResetOptions, Threepid, ValidatedThreepid } from '../../lib'

export const secret = 'a secret of the processes, 32 characters or more'

/** What crosses to a worker: plain data. */
export interface HostSettings {
  readonly redis: {
    readonly port?: number
    readonly nodes?: readonly { readonly host: string; readonly port: number }[]
    readonly options?: RedisOptions | ClusterOptions
  }
  readonly waitForReplicas?: number
  /** The host connects its client itself, once the router is made: for `lazyConnect`. */
  readonly connects?: boolean
  /** Look-ups of an account are held until `release`: a redeem has seen its session by then, and has not claimed it. */
  readonly holds?: boolean
  /** Senders say that they were given a message, and never come back. */
  readonly hangs?: boolean
  readonly options: Partial<Omit<PasswordResetOptions, 'email' | 'sms'>> & {
    readonly email?: { readonly deliver?: 'link' | 'code' }
    readonly sms?: { readonly deliver?: 'link' | 'code'; readonly countries?: readonly string[] }
  }
}

/** What a host has told, oldest first. */
export interface Told {
  readonly messages: OutboxMessage[]
  readonly hanging: true[]
  readonly held: true[]
  readonly logLines: string[]
  readonly events: PasswordResetEvent[]
  readonly changes: { readonly userId: string; readonly newPassword: string }[]
}

/** One Express application in a worker. */
export interface WorkerHost {
  readonly port: number
  readonly told: Told
  readonly worker: FleetWorker
  validated(credentials: object): Promise<ValidatedThreepid | null>
  revoke(threepid: Threepid): Promise<void>
  close(): Promise<void>
  /** Lets all look-ups go that are held. */
  release(): Promise<void>
  /** Resolves behind all that the host's Redis client has sent so far. */
  pingRedis(): Promise<void>
}

/** A process. */
export class FleetWorker {
  readonly output: string[] = []
  readonly unhandled: string[] = []
  private readonly hosts: Told[] = []
  private readonly waiting = new Map<number, (answer: { result?: unknown; error?: string }) => void>()
  private lastId = 0

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => this.output.push(chunk.toString()))
    child.on('message', (message: Record<string, unknown>) => this.hear(message))
  }

  static async start(): Promise<FleetWorker> {
    expectFreshBuild()
    const child = fork(join(__dirname, 'worker.mjs'), { silent: true, serialization: 'advanced', execArgv: [] })
    const worker = new FleetWorker(child)
    await Promise.race([once(child, 'message'), once(child, 'exit').then(() => worker.complain())])
    return worker
  }

  async serve(settings: HostSettings): Promise<WorkerHost> {
    const told: Told = { messages: [], hanging: [], held: [], logLines: [], events: [], changes: [] }
    // In place before the worker may speak of it: hosts are numbered in the order in which they were asked for.
    this.hosts.push(told)
    const { index, port } = (await this.ask('serve', settings)) as { index: number; port: number }
    const ask = (verb: string, argument: object = {}) => this.ask(verb, { host: index, ...argument })
    return {
      port,
      told,
      worker: this,
      validated: async (credentials) => (await ask('validated', { credentials })) as ValidatedThreepid | null,
      revoke: async (threepid) => void (await ask('revoke', { threepid })),
      close: async () => void (await ask('close')),
      release: async () => void (await ask('release')),
      pingRedis: async () => void (await ask('pingRedis')),
    }
  }

  /** Resolves when all that the worker has said so far has been heard. */
  async settle(): Promise<void> {
    await this.ask('settle')
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  async kill(): Promise<void> {
    if (!this.isAlive) return
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }

  private async ask(verb: string, argument?: object): Promise<unknown> {
    const id = (this.lastId += 1)
    const { result, error } = await new Promise<{ result?: unknown; error?: string }>((resolve) => {
      this.waiting.set(id, resolve)
      this.child.send({ id, verb, argument })
    })
    if (error !== undefined) throw new Error(`${verb}: ${error}`)
    return result
  }

  private hear(message: Record<string, unknown>): void {
    const { id, tell, host } = message as { id?: number; tell?: string; host?: number }
    if (id !== undefined) {
      this.waiting.get(id)?.(message)
      this.waiting.delete(id)
    }
    const told = host === undefined ? undefined : this.hosts[host]
    if (tell === 'unhandled') this.unhandled.push(String(message['unhandled']))
    if (tell === 'message') told?.messages.push(message['message'] as OutboxMessage)
    if (tell === 'held') told?.held.push(true)
    if (tell === 'hanging') told?.hanging.push(true)
    if (tell === 'log') told?.logLines.push(String(message['line']))
    if (tell === 'event') told?.events.push(message['event'] as PasswordResetEvent)
    if (tell === 'change') told?.changes.push(message['change'] as Told['changes'][number])
  }

  private complain(): never {
    throw new Error(`A worker ended at its start:\n${this.output.join('')}`)
  }
}

/** Several processes, each with a host of the same settings. */
export class Fleet {
  private constructor(readonly workers: readonly FleetWorker[]) {}

  static async start(size: number): Promise<Fleet> {
    return new Fleet(await Promise.all(Array.from({ length: size }, () => FleetWorker.start())))
  }

  serve(settings: HostSettings): Promise<WorkerHost[]> {
    return Promise.all(this.workers.map((worker) => worker.serve(settings)))
  }

  /** What all these hosts have sent by now. */
  async messages(hosts: readonly WorkerHost[]): Promise<OutboxMessage[]> {
    await Promise.all(hosts.map(({ worker }) => worker.settle()))
    return hosts.flatMap(({ told }) => told.messages)
  }

  /** Ends the processes; none may have left a promise's rejection to nobody, or written past the logger. */
  async stop(): Promise<void> {
    const alive = this.workers.filter((worker) => worker.isAlive)
    await Promise.all(alive.map((worker) => worker.settle()))
    await Promise.all(this.workers.map((worker) => worker.kill()))
    expect(this.workers.flatMap(({ unhandled }) => unhandled)).toEqual([])
    expect(this.workers.map(({ output }) => output.join(''))).toEqual(this.workers.map(() => ''))
  }
}

/** Workers run what `npm run build` wrote: a test of an older build would pass or fail for nothing. */
function expectFreshBuild(): void {
  const root = join(__dirname, '../..')
  const newest = Math.max(
    ...readdirSync(join(root, 'lib'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, path, name }) => statSync(join(parentPath ?? path, name)).mtimeMs),
  )
  const built = statSync(join(root, 'dist/index.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (built < newest) throw new Error('dist/ is older than lib/: run `npm run build` first')
}
