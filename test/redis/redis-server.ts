import { Redis, type RedisOptions } from 'ioredis'
import { freePort } from './free-port'
import { newServerDirectory, removeServerDirectory, startServerProcess, type ServerProcess } from './server-process'

const portAttempts = 10

export interface RedisServer {
  readonly port: number
  readonly url: string
  readonly pid: number
  /** A new client, which `stop` disconnects. Errors of its connection are left to the commands that meet them. */
  connect(options?: RedisOptions): Redis
  flush(): Promise<void>
  /** Milliseconds since the epoch by the server's clock. */
  now(): Promise<number>
  /** The process stands still (SIGSTOP): connections stay open, the kernel goes on to take what is sent. */
  pause(): void
  resume(): void
  /** Ends the process, as a crash does; `start` brings an empty one back on the same port. */
  crash(): Promise<void>
  start(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A real Redis on a free port of 127.0.0.1, without persistence; `args` are added to its command line. */
export async function startRedisServer(args: readonly string[] = []): Promise<RedisServer> {
  const directory = await newServerDirectory()
  const { port, first } = await onAFreePort(directory, args)
  const clients: Redis[] = []
  let running: ServerProcess = first
  let own: Redis | undefined

  const connect = (options: RedisOptions = {}): Redis => {
    const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => 20, disconnectTimeout: 100, ...options })
    client.on('error', () => undefined)
    clients.push(client)
    return client
  }
  const admin = (): Redis => (own ??= connect())
  const start = async (): Promise<void> => {
    running = await startServerProcess(commandLine(port, args), { directory })
  }
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return running.pid
    },
    connect,
    async flush() {
      await admin().flushall()
    },
    async now() {
      const [seconds, microseconds] = await admin().time()
      return Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000)
    },
    pause: () => void process.kill(running.pid, 'SIGSTOP'),
    resume: () => void process.kill(running.pid, 'SIGCONT'),
    crash: () => running.kill(),
    start,
    async restart() {
      await running.kill()
      await start()
    },
    async stop() {
      for (const client of clients) client.disconnect()
      await running.kill()
      await removeServerDirectory(directory)
    },
  }
}

/** Between the moment that a port is found free and the moment that the server binds it, another may take it. */
async function onAFreePort(
  directory: string,
  args: readonly string[],
): Promise<{ port: number; first: ServerProcess }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    try {
      return { port, first: await startServerProcess(commandLine(port, args), { directory }) }
    } catch (error) {
      if (attempt === portAttempts || !/listening|in use/i.test(String(error))) throw error
    }
  }
}

const commandLine = (port: number, args: readonly string[]): string[] => [
  '--port',
  String(port),
  '--bind',
  '127.0.0.1',
  '--save',
  '',
  '--appendonly',
  'no',
  ...args,
]
