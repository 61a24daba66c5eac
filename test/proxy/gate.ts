import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { FakeIdentityServer } from '../identity-server/fake-identity-server'

/** An address under which an identity server is reached while the gate is open; shut, nobody listens there. */
export interface Gate {
  /** `127.0.0.1:port` */
  readonly name: string
  readonly url: string
  /** Connections that came, in all. */
  connections(): number
  open(): Promise<void>
  shut(): Promise<void>
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
  let server: Server | undefined
  let port = 0
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const open = async () => {
    server = createServer((incoming) => {
      count += 1
      const outgoing = connect(Number(new URL(fake.url).port), '127.0.0.1')
      keep(incoming).pipe(keep(outgoing)).pipe(incoming)
      incoming.on('close', () => outgoing.destroy())
      outgoing.on('close', () => incoming.destroy())
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
  await open()
  const name = `127.0.0.1:${String(port)}`
  const gate = { name, url: `http://${name}`, connections: () => count, open, shut }
  gates.add(gate)
  return gate
}
