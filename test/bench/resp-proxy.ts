import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { once } from 'node:events'

/** A proxy between a client and Redis. It counts commands and replies, and can hold replies back. */
export class RespProxy {
  /** The names of the commands since the last `letPass`, in order. */
  readonly commands: string[] = []
  private passed = 0
  private allowed = Infinity
  private readonly held: (() => void)[] = []

  private constructor(
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  static async start(redisPort: number): Promise<RespProxy> {
    const sockets = new Set<Socket>()
    const server = createServer({ noDelay: true })
    const proxy = new RespProxy(server, sockets)
    server.on('connection', (client) => {
      const redis = connect({ port: redisPort, host: '127.0.0.1', noDelay: true })
      for (const [one, other] of [
        [client, redis],
        [redis, client],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy()).on('close', () => other.destroy())
      }
      const commands = new RespReader((words) => proxy.commands.push(String(words[0]).toLowerCase()))
      client.on('data', (chunk: Buffer) => {
        commands.push(chunk)
        redis.write(chunk)
      })
      const replies = new RespReader((_value, bytes) => proxy.reply(() => client.write(bytes)))
      redis.on('data', (chunk: Buffer) => replies.push(chunk))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return proxy
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get repliesPassed(): number {
    return this.passed
  }

  /** Starts counting again. From now on this many replies pass, and the others wait. */
  letPass(replies: number): void {
    this.commands.length = 0
    this.passed = 0
    this.allowed = replies
  }

  /** Lets all replies pass, also those that wait. */
  release(): void {
    this.allowed = Infinity
    for (const pass of this.held.splice(0)) this.pass(pass)
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }

  private reply(pass: () => void): void {
    if (this.passed < this.allowed) this.pass(pass)
    else this.held.push(pass)
  }

  private pass(pass: () => void): void {
    this.passed += 1
    pass()
  }
}

type RespValue = string | readonly RespValue[]

/** Splits a RESP 2 stream into values, each with its bytes. */
class RespReader {
  private buffered = Buffer.alloc(0)

  constructor(private readonly onValue: (value: RespValue, bytes: Buffer) => void) {}

  push(chunk: Buffer): void {
    this.buffered = Buffer.concat([this.buffered, chunk])
    for (;;) {
      const read = valueAt(this.buffered, 0)
      if (read === null) return
      const bytes = this.buffered.subarray(0, read.end)
      this.buffered = this.buffered.subarray(read.end)
      this.onValue(read.value, bytes)
    }
  }
}

/** The value that begins at `start`; null if a part of it has not arrived yet. */
function valueAt(bytes: Buffer, start: number): { readonly value: RespValue; readonly end: number } | null {
  const lineEnd = bytes.indexOf('\r\n', start)
  if (lineEnd < 0) return null
  const line = bytes.toString('utf8', start + 1, lineEnd)
  const type = String.fromCharCode(bytes[start] ?? 0)
  let end = lineEnd + 2
  if (type === '$' && line !== '-1') {
    const textEnd = end + Number(line)
    return bytes.length < textEnd + 2 ? null : { value: bytes.toString('utf8', end, textEnd), end: textEnd + 2 }
  }
  if (type !== '*' || line === '-1') return { value: line, end }
  const values: RespValue[] = []
  for (let i = 0; i < Number(line); i += 1) {
    const read = valueAt(bytes, end)
    if (read === null) return null
    values.push(read.value)
    end = read.end
  }
  return { value: values, end }
}
