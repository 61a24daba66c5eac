import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { smtpSender, type SmtpSender, type SmtpSenderOptions } from '../../lib/senders/smtp'
import { expectFailure, mail } from './send-error'

const opened: { close(): unknown }[] = []

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

function open(url: string, options: Partial<SmtpSenderOptions>): SmtpSender {
  const sender = smtpSender({ url, from: 'password-reset@example.org', ...options })
  opened.push(sender)
  return sender
}

interface RawServer {
  readonly port: number
  readonly lines: string[]
  readonly connections: () => number
  /** Resolves when a client's connection has ended. */
  readonly gone: Promise<void>
}

/** A server that says what `script` has for a line (or nothing). */
async function raw(script: (line: string, socket: Socket) => string | undefined): Promise<RawServer> {
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
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        lines.push(line)
        say(line)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  opened.push({
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  })
  return { port: (server.address() as AddressInfo).port, lines, connections: () => connections, gone }
}

const dialogue = (line: string): string => {
  if (line === '') return '220 ready\r\n'
  if (line.startsWith('EHLO')) return '250 hello\r\n'
  return line === 'DATA' ? '354 go on\r\n' : '250 ok\r\n'
}

test('timeout: no greeting; the connection is given up', async () => {
  const server = await raw(() => undefined)
  const sender = open(`smtp://127.0.0.1:${String(server.port)}`, { timeoutMs: 1_000 })
  await expectFailure(sender.send(mail), 'timeout')
  await server.gone
})

test('timeout: no answer to the mail; the connection is given up and the mail not sent again', async () => {
  let inData = false
  const server = await raw((line) => {
    if (inData) return undefined
    inData = line === 'DATA'
    return dialogue(line)
  })
  const sender = open(`smtp://127.0.0.1:${String(server.port)}`, { timeoutMs: 1_000, allowPlaintext: true })
  await expectFailure(sender.send(mail), 'timeout')
  await server.gone
  expect(server.lines.filter((line) => line === 'DATA')).toHaveLength(1)
})

test('timeout: an answer that trickles on without end', async () => {
  const trickling: NodeJS.Timeout[] = []
  const server = await raw((line, socket) => {
    if (!line.startsWith('EHLO')) return dialogue(line)
    const trickle = setInterval(() => socket.writable && socket.write('250-more\r\n'), 50)
    socket.once('close', () => {
      clearInterval(trickle)
    })
    trickling.push(trickle)
    return '250-hello\r\n'
  })
  const sender = open(`smtp://127.0.0.1:${String(server.port)}`, { timeoutMs: 1_000, allowPlaintext: true })
  await expectFailure(sender.send(mail), 'timeout')
  await server.gone
  expect(trickling).toHaveLength(1)
})

test('unavailable: the connection breaks once the mail is on its way; it is not sent again', async () => {
  let inData = false
  const server = await raw((line, socket) => {
    if (!inData) {
      inData = line === 'DATA'
      return dialogue(line)
    }
    if (line === '.') socket.destroy()
    return undefined
  })
  const sender = open(`smtp://127.0.0.1:${String(server.port)}`, { allowPlaintext: true })
  await expectFailure(sender.send(mail), 'unavailable')
  expect(server.connections()).toBe(1)
})

test('unavailable: a server that closes every connection at once is not tried for ever', async () => {
  const server = await raw((_line, socket) => {
    socket.end()
    return undefined
  })
  const sender = open(`smtp://127.0.0.1:${String(server.port)}`, { timeoutMs: 20_000 })
  await expectFailure(sender.send(mail), 'unavailable')
  expect(server.connections()).toBeLessThan(10)
})
