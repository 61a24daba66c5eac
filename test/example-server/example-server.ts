import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const program = join(__dirname, '../../example-server/main.mjs')
const startDeadlineMs = 25_000

/** The example homeserver, run as a person runs it: a program of its own, on a free port. */
export interface RunningExample {
  readonly url: string
  /** What it printed when it started, line by line. */
  readonly lines: readonly string[]
  /** Everything that it has printed so far, errors too. */
  output(): string
  /** Asks a path, or a whole URL. A `json` makes it a POST. */
  ask(path: string, request?: AskRequest): Promise<ExampleAnswer>
  outbox(): Promise<OutboxEntry[]>
  /** Ends it as a supervisor does, and answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface AskRequest {
  readonly method?: string
  readonly json?: unknown
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly accessToken?: string
}

export interface ExampleAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Empty where the body is no JSON. */
  readonly body: Record<string, unknown>
}

export interface OutboxEntry {
  readonly medium: string
  readonly to: string
  readonly subject?: string
  readonly text: string
  readonly html?: string
  readonly links: readonly string[]
  readonly code?: string
  readonly sentAt: number
}

export type Environment = Readonly<Record<string, string>>

export async function startExample(env: Environment = {}): Promise<RunningExample> {
  const { child, output } = run({ PORT: '0', ...env })
  const url = await untilListening(child, output)
  const ask = (path: string, request: AskRequest = {}) => askAt(new URL(path, url), request)
  return {
    url,
    lines: output().split('\n'),
    output,
    ask,
    async outbox() {
      const { text } = await ask('/outbox.json')
      return JSON.parse(text) as OutboxEntry[]
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit')
        child.kill(signal)
        await gone
      }
      return child.exitCode
    },
  }
}

/** Starts it where it is not to start: its exit code, and what it says for itself. */
export async function startInVain(env: Environment): Promise<{ code: number | null; output: string }> {
  const { child, output } = run({ PORT: '0', ...env })
  const deadline = setTimeout(() => child.kill('SIGKILL'), startDeadlineMs)
  await once(child, 'close')
  clearTimeout(deadline)
  return { code: child.exitCode, output: output() }
}

/** The environment is the test's alone: nothing of the machine's gets in. */
function run(env: Environment): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const read = (chunk: Buffer): void => void (printed += chunk.toString())
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  return { child, output: () => printed }
}

function untilListening(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const giveUp = (why: string): void => {
      child.kill('SIGKILL')
      reject(new Error(`The example ${why}:\n${output()}`))
    }
    const deadline = setTimeout(() => giveUp('was not up in time'), startDeadlineMs)
    child.once('close', () => giveUp('ended'))
    child.stdout?.on('data', () => {
      const url = /listening on (http:\S+)/.exec(output())?.[1]
      // The last lines to try it are those of the other medium.
      if (url === undefined || !/By SMS[^]*old-password-1"\}'; echo\n/.test(output())) return
      clearTimeout(deadline)
      child.removeAllListeners('close')
      resolve(url)
    })
  })
}

async function askAt(url: URL, { method, json, text, headers, accessToken }: AskRequest): Promise<ExampleAnswer> {
  const body = text ?? (json === undefined ? undefined : JSON.stringify(json))
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: { ...headers, ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }) },
    ...(body !== undefined && { body }),
  })
  const answer = await response.text()
  return { status: response.status, headers: response.headers, text: answer, body: parsed(answer) }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
