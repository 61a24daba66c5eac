import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from 'express'

/** The place where a server listens. */
export type Endpoint = { readonly host: string; readonly port: number } | { readonly socketPath: string }

/** The Express app around the routers. */
export interface Surroundings {
  /** The path under which the host mounts the routers. */
  readonly prefix: string
  /** The host's own middleware, which runs before the routers. */
  readonly parsers: readonly RequestHandler[]
  /** Express's setting `trust proxy`. */
  readonly trustProxy?: unknown
}

/** A server on a free port of 127.0.0.1 or on a Unix socket. It answers nothing yet. */
export async function listen(socketPath?: string): Promise<{ readonly server: Server; readonly endpoint: Endpoint }> {
  const server = createServer()
  // A server that a failed test leaves open must not keep the process alive.
  server.unref()
  if (socketPath !== undefined) {
    await new Promise<void>((resolve) => server.listen(socketPath, resolve))
    return { server, endpoint: { socketPath } }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, endpoint: { host: '127.0.0.1', port: (server.address() as AddressInfo).port } }
}

/** The URL of a server; empty for a Unix socket. */
export function urlOf(endpoint: Endpoint): string {
  return 'port' in endpoint ? `http://${endpoint.host}:${endpoint.port}` : ''
}

/**
 * Makes the server answer with these routers. Answers of the host itself have a header `x-answered-by-host`: `fell through`
 * if no router answered (the body has the path and method that the host saw), `refused` for an error.
 */
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
