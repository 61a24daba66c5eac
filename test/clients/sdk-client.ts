import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What a method of the SDK came to. */
export type SdkAnswer =
  | { readonly value: Record<string, unknown>; readonly error?: never }
  | { readonly value?: never; readonly error: SdkError }

export interface SdkError {
  readonly httpStatus?: number
  readonly errcode?: string
  /** The body of the answer. */
  readonly data?: Record<string, unknown>
  /** Of a 429, as the SDK reads it. */
  readonly retryAfterMs?: number | null
  /** Of anything but a Matrix error. */
  readonly words?: string
}

export interface SdkClient {
  /** Begins anew: a `MatrixClient` of nobody, at this homeserver. */
  connect(baseUrl: string): Promise<SdkAnswer>
  /** Calls a method of the SDK's `MatrixClient`. */
  call(name: string, ...args: readonly unknown[]): Promise<SdkAnswer>
  stop(): Promise<void>
}

export function startSdkClient(): SdkClient {
  const child = fork(join(__dirname, 'sdk-process.mjs'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const waiting = new Map<number, (answer: SdkAnswer) => void>()
  let calls = 0
  child.on('message', ({ id, ...answer }: { id: number } & SdkAnswer) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  child.on('exit', () => {
    for (const resolve of waiting.values()) resolve({ error: { words: 'The SDK’s process has ended' } })
  })
  const tell = (message: object): Promise<SdkAnswer> => {
    const id = (calls += 1)
    return new Promise((resolve) => {
      waiting.set(id, resolve)
      child.send({ id, ...message })
    })
  }
  return {
    connect: (baseUrl) => tell({ baseUrl }),
    call: (name, ...args) => tell({ name, args }),
    async stop() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
