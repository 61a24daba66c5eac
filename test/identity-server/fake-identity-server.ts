import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { FakeEndpoints, type FakeMessage, type FakeRoute, type Fault, type SeenRequest } from './fake-endpoints'

export type { FakeMessage, FakeRoute, Fault, SeenRequest } from './fake-endpoints'

export interface FakeIdentityServer {
  /** `127.0.0.1:port`: what a client gives as `id_server`. */
  readonly name: string
  /** `http://127.0.0.1:port`: for `identityServers.trusted`. */
  readonly url: string
  readonly messages: readonly FakeMessage[]
  readonly requests: readonly SeenRequest[]
  /** Open connections. */
  connections(): number
  /** Resolves when so many requests have been seen in all. */
  seen(count: number): Promise<void>
  /** Resolves when no connection is open. */
  idle(): Promise<void>
  /** Switches a fault on, or off with null. */
  fault(route: FakeRoute, fault: Fault | null): void
  /** How a wrong token is refused: as the specification has it (default), or as the reference server does. */
  refuseAs(manner: 'specification' | 'reference'): void
  /** An access token that v2 knows. */
  register(): string
  /** From now on v2 wants new terms to be accepted. */
  changeTerms(): void
  /** Puts this server's clock off by that. */
  setClock(offsetMs: number): void
  /** Ends the session's time. */
  expire(sid: string): void
  close(): Promise<void>
}

/** An identity server for tests: the token endpoints of v1 and v2 as the Identity Service API has them. */
export async function startFakeIdentityServer(): Promise<FakeIdentityServer> {
  const state = new FakeEndpoints()
  const server = createServer((request, response) => {
    state.handle(request, response).catch(() => response.destroy())
  })
  const sockets = new Set<Socket>()
  const changes = state.changes
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      changes.emit('change')
    })
  })
  // Whoever keeps a connection alive is the one to end it, so that a test can tell.
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const name = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await once(changes, 'change')
  }
  return {
    name,
    url: `http://${name}`,
    messages: state.messages,
    requests: state.requests,
    connections: () => sockets.size,
    seen: (count) => until(() => state.requests.length >= count),
    idle: () => until(() => sockets.size === 0),
    fault: (route, fault) => state.faults.set(route, fault),
    refuseAs: (manner) => void (state.manner = manner),
    register: () => state.register(),
    changeTerms: () => {
      state.termsChanged = true
    },
    setClock: (offsetMs) => void (state.clockOffsetMs = offsetMs),
    expire: (sid) => {
      for (const session of state.sessions.filter((other) => other.sid === sid)) session.expired = true
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      if (server.listening) {
        server.close()
        await once(server, 'close')
      }
    },
  }
}
