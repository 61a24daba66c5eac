import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express'

/** Where a server is reached. */
export type Endpoint = { readonly host: string; readonly port: number } | { readonly socketPath: string }

/** What the host does around the routers. */
export interface Surroundings {
  /** Where the host mounts the routers. */
  readonly prefix: string
  /** What the host has done to a request before. */
  readonly parsers: readonly RequestHandler[]
  /** Express's setting of that name. */
  readonly trustProxy?: unknown
}

/** A server on a free port of 127.0.0.1 or on a Unix socket. It answers nothing yet. */
export async function listen(socketPath?: string): Promise<{ readonly server: Server; readonly endpoint: Endpoint }> {
  const server = createServer()
  // One that a failure leaves behind does not keep the tests from ending.
  server.unref()
  if (socketPath !== undefined) {
    await new Promise<void>((resolve) => server.listen(socketPath, resolve))
    return { server, endpoint: { socketPath } }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, endpoint: { host: '127.0.0.1', port: (server.address() as AddressInfo).port } }
}

/** Empty for a Unix socket. */
export function urlOf(endpoint: Endpoint): string {
  return 'port' in endpoint ? `http://${endpoint.host}:${endpoint.port}` : ''
}

/** Lets the server answer by these routers. What the host answers itself says so in a header, `x-answered-by-host`: with what it
 * still sees of a request that fell through, or that it refused one. */
export function mount(server: Server, routers: readonly Router[], { prefix, parsers, trustProxy }: Surroundings): void {
  const app: Express = express()
  app.set('query parser', 'extended')
  if (trustProxy !== undefined) app.set('trust proxy', trustProxy)
  for (const parser of parsers) app.use(parser)
  for (const router of routers) app.use(prefix === '' ? '/' : prefix, router)
  app.use((request, response) => {
    const seen = { fellThrough: request.originalUrl, method: request.method }
    response.status(404).set('X-Answered-By-Host', 'fell through').json(seen)
  })
  const refuse: ErrorRequestHandler = (error: { status?: number }, _request, response, _next) =>
    void response
      .status(error.status ?? 500)
      .set('X-Answered-By-Host', 'refused')
      .end()
  app.use(refuse)
  server.on('request', app as RequestListener)
}

export async function closeServer(server: Server): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await ended
}
