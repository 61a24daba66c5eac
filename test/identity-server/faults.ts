import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** Ways in which a server, or what lies between, fails whatever it was asked. */
export type ConnectionFault =
  | 'status 500'
  | 'html'
  | 'half a body'
  | 'half a chunk'
  | 'reset at once'
  | 'never answers'
  | 'slow headers'
  | 'one byte a second'
  | 'oversized'
  | 'endless'
  | 'compressed'
  | 'redirect'
  | 'not http'
  | 'huge headers'
  | 'switching protocols'
  | 'empty'
  | 'array'
  | 'broken utf-8'

export const connectionFaults: Readonly<Record<ConnectionFault, (response: ServerResponse) => void>> = {
  'status 500': (response) => {
    answerJson(response, 500, { errcode: 'M_UNKNOWN', error: 'alice@example.org: a secret of the upstream' })
  },
  html: (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>alice@example.org</h1>')
  },
  'half a body': (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 })
    response.write('{"sid": "123", "success": true', () => response.socket?.destroy())
  },
  'half a chunk': (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.write('{"sid": "123", "success": true}', () => response.socket?.resetAndDestroy())
  },
  'reset at once': (response) => {
    response.socket?.resetAndDestroy()
  },
  'never answers': () => undefined,
  'slow headers': (response) => {
    drip(response, 'HTTP/1.1 200 OK\r\n', 'X-Slow: 1\r\n')
  },
  'one byte a second': (response) => {
    drip(response, 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2000\r\n\r\n{', ' ')
  },
  oversized: (response) => {
    answerJson(response, 200, { sid: '123', success: true, padding: 'x'.repeat(65_536) })
  },
  endless: (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    const more = () => {
      while (!response.destroyed && response.write(' '.repeat(16_384)));
    }
    response.on('drain', more)
    more()
  },
  compressed: (response) => {
    const body = gzipSync(JSON.stringify({ sid: '123', success: true, padding: ' '.repeat(10_000_000) }))
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(body)
  },
  redirect: (response) => {
    response.writeHead(307, { Location: '/elsewhere', 'Content-Type': 'application/json' })
    response.end('{"sid": "123", "success": true}')
  },
  'not http': (response) => {
    response.socket?.end('alice@example.org\r\n\r\n')
  },
  'huge headers': (response) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\nX-Huge: ${'x'.repeat(100_000)}\r\n\r\n{}`)
  },
  'switching protocols': (response) => {
    response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
  },
  empty: (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end()
  },
  array: (response) => {
    answerJson(response, 200, [{ sid: '123', success: true }])
  },
  'broken utf-8': (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(Buffer.from('{"sid": "123", "success": true, "x": "\xff"}', 'latin1'))
  },
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** At most 16 KiB, as text. */
export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > 16_384) throw new RangeError('the body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function drip(response: ServerResponse, first: string, then: string): void {
  const { socket } = response
  socket?.write(first)
  const timer = setInterval(() => socket?.write(then), 1_000)
  socket?.once('close', () => clearInterval(timer))
}
