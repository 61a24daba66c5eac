import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
} from '../../lib/identity-server/guarded-fetch'
import { IdentityServerError } from '../../lib/identity-server/identity-server-error'
import { createTrust, type IdentityServer } from '../../lib/identity-server/trusted'
import { startFakeIdentityServer, type FakeIdentityServer } from './fake-identity-server'

/** A request that a server without faults answers with 404. */
export const look = {
  method: 'GET',
  path: '/_matrix/identity/api/v1/3pid/getValidated3pid?sid=1&client_secret=a',
} as const

/** Servers and fetchers of one test, closed after it: to be imported by the test file itself. */
const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

export async function fakeServer(): Promise<{ fake: FakeIdentityServer; server: IdentityServer }> {
  const fake = await startFakeIdentityServer()
  cleanUps.push(() => fake.close())
  return { fake, server: await listed(fake.url) }
}

export async function listed(url: string): Promise<IdentityServer> {
  const server = await createTrust([url]).resolveEntry(url)
  if (server === undefined) throw new Error(`${url} is no entry`)
  return server
}

export function fetcher(options: GuardedFetchOptions = {}): GuardedFetch {
  const guardedFetch = createGuardedFetch({ deadlineMs: 20_000, ...options })
  cleanUps.push(() => guardedFetch.close())
  return guardedFetch
}

export async function rawServer(onSocket: (socket: Socket) => void, host = '127.0.0.1', port = 0): Promise<Server> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    onSocket(socket)
  })
  server.listen(port, host)
  await once(server, 'listening')
  cleanUps.push(async () => {
    sockets.forEach((socket) => socket.destroy())
    if (server.listening) {
      server.close()
      await once(server, 'close')
    }
  })
  return server
}

export const portOf = (server: Server) => (server.address() as AddressInfo).port

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = await rawServer(() => undefined)
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}

export async function failure(promise: Promise<unknown>): Promise<IdentityServerError> {
  const error: unknown = await promise.then(
    () => new Error('was answered'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(IdentityServerError)
  return error as IdentityServerError
}
