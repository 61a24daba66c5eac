import { connect, type Socket } from 'node:net'

export interface WireAnswer {
  readonly status: number
  /** By lower-case name; repeated ones joined. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** One connection that is kept alive and carries bytes as they are: what an HTTP client would mend or refuse is sent. */
export class Wire {
  private socket: Socket | undefined
  private received = Buffer.alloc(0)
  private isOver = false
  private notify: () => void = () => undefined

  constructor(private readonly port: number) {}

  /** The answer, or null where the connection ended without one. */
  async exchange(bytes: Uint8Array, method: string): Promise<WireAnswer | null> {
    const socket = this.open()
    socket.write(bytes)
    for (;;) {
      const answer = parseAnswer(this.received, method, this.isOver)
      if (answer) {
        this.received = this.received.subarray(answer.length)
        if (/close/i.test(answer.headers['connection'] ?? '')) this.close()
        return answer
      }
      if (this.isOver) {
        this.close()
        return null
      }
      await new Promise<void>((resolve) => (this.notify = resolve))
    }
  }

  /** Sends a part of a request and hangs up, rudely or not; resolves once the connection is gone. */
  async abandon(bytes: Uint8Array, rudely: boolean): Promise<void> {
    const socket = this.open()
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()))
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    if (rudely) socket.resetAndDestroy()
    else socket.destroy()
    await gone
    this.close()
  }

  close(): void {
    this.socket?.removeAllListeners('data').destroy()
    this.socket = undefined
  }

  private open(): Socket {
    if (this.socket && !this.isOver) return this.socket
    this.close()
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true })
    this.received = Buffer.alloc(0)
    this.isOver = false
    socket.on('data', (part) => {
      this.received = this.received.length === 0 ? part : Buffer.concat([this.received, part])
      this.notify()
    })
    // What went wrong shows as an answer that is not there.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (this.socket !== socket) return
      this.isOver = true
      this.notify()
    })
    this.socket = socket
    return socket
  }
}

function parseAnswer(
  bytes: Buffer,
  method: string,
  isOver: boolean,
): (WireAnswer & { readonly length: number }) | null {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1])
  const from = headEnd + 4
  if (status >= 100 && status < 200) {
    const rest = parseAnswer(bytes.subarray(from), method, isOver)
    return rest && { ...rest, length: rest.length + from }
  }
  const headers = headersOf(lines)
  const length = bodyLength(status, headers, method, bytes.length - from, isOver)
  if (length === null || bytes.length < from + length) return null
  return { status, headers, text: bytes.toString('utf8', from, from + length), length: from + length }
}

function headersOf(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value
  }
  return headers
}

/** Null: not known yet. */
function bodyLength(
  status: number,
  headers: Readonly<Record<string, string>>,
  method: string,
  available: number,
  isOver: boolean,
): number | null {
  if (method === 'HEAD' || status === 204 || status === 304) return 0
  const { 'content-length': length } = headers
  if (length !== undefined) return Number(length)
  if (headers['transfer-encoding'] !== undefined) throw new Error('Nothing here answers in chunks')
  return isOver ? available : null
}
