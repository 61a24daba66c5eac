import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export interface RawSmtpServer {
  readonly port: number
  /** What came, line by line. */
  readonly lines: string[]
  readonly connections: () => number
  /** Resolves when a client's connection has ended. */
  readonly gone: Promise<void>
  close(): Promise<void>
}

/** What a server says to a line, or to a new connection ('' for a line); undefined: nothing. */
export type Script = (line: string, socket: Socket) => string | undefined

/** A server on a free port that says what `script` has. */
export async function startRawSmtp(script: Script, host = '127.0.0.1'): Promise<RawSmtpServer> {
  const lines: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  let leave: () => void = () => undefined
  const gone = new Promise<void>((resolve) => (leave = resolve))
  const server: Server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', leave)
    const say = (line: string): void => {
      const words = script(line, socket)
      if (words !== undefined && socket.writable) socket.write(words)
    }
    say('')
    let rest = ''
    socket.on('data', (data) => {
      const whole = (rest + data.toString()).split('\r\n')
      rest = whole.pop() ?? ''
      for (const line of whole.filter(Boolean)) {
        lines.push(line)
        say(line)
      }
    })
  })
  server.listen(0, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lines,
    connections: () => connections,
    gone,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/**
 * What a plain server says that takes every mail. `answers` are for the commands that begin as their names do, and for
 * `text`, once the mail is over; a mail's own lines are answered nothing.
 */
export function dialogue(answers: Readonly<Record<string, string | undefined>> = {}): Script {
  const inText = new WeakSet<Socket>()
  return (line, socket) => {
    if (inText.has(socket)) {
      if (line !== '.') return undefined
      inText.delete(socket)
      return 'text' in answers ? answers['text'] : '250 ok\r\n'
    }
    const own = Object.keys(answers).find(
      (begin) => begin !== 'text' && line.startsWith(begin) && (begin !== '' || line === ''),
    )
    if (own !== undefined) return answers[own]
    if (line === '') return '220 ready\r\n'
    if (line.startsWith('EHLO')) return '250 hello\r\n'
    if (line !== 'DATA') return '250 ok\r\n'
    inText.add(socket)
    return '354 go on\r\n'
  }
}
