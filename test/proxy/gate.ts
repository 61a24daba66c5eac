import { EventEmitter, once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { FakeIdentityServer } from '../identity-server/fake-identity-server'

/** An address under which an identity server is reached while the gate is open; shut, nobody listens there. */
export interface Gate {
  /** `127.0.0.1:port` */
  readonly name: string
  readonly url: string
  /** Connections that came, in all. */
  connections(): number
  /** Resolves with the next connection. */
  arrival(): Promise<unknown>
  open(): Promise<void>
  shut(): Promise<void>
  /** From now on what comes is kept, until the function that it returns is called. */
  hold(): () => void
}

const gates = new Set<Gate>()

afterEach(async () => {
  const closing = [...gates]
  gates.clear()
  await Promise.all(closing.map((gate) => gate.shut()))
})

export async function startGate(fake: FakeIdentityServer): Promise<Gate> {
  const sockets = new Set<Socket>()
  let count = 0
  const arrivals = new EventEmitter()
  let server: Server | undefined
  let port = 0
  let held: Promise<void> = Promise.resolve()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const open = async () => {
    server = createServer((incoming) => {
      count += 1
      keep(incoming)
      void held.then(() => {
        const outgoing = connect(Number(new URL(fake.url).port), '127.0.0.1')
        incoming.pipe(keep(outgoing)).pipe(incoming)
        incoming.on('close', () => outgoing.destroy())
        outgoing.on('close', () => incoming.destroy())
      })
      arrivals.emit('arrival')
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  const shut = async () => {
    if (!server?.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const hold = () => {
    let release: () => void = () => undefined
    held = new Promise((resolve) => {
      release = resolve
    })
    return release
  }
  await open()
  const name = `127.0.0.1:${String(port)}`
  const arrival = () => once(arrivals, 'arrival')
  const gate = { name, url: `http://${name}`, connections: () => count, arrival, open, shut, hold }
  gates.add(gate)
  return gate
}
