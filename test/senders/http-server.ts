import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What a provider does with a request once it has read it. */
export type Reply = (request: ReceivedRequest, response: ServerResponse) => void

export interface ProviderServer {
  readonly url: string
  /** What came, oldest first. */
  readonly requests: readonly ReceivedRequest[]
  /** What the next requests are answered. */
  reply: Reply
  /** Resolves when a client has closed its connection. */
  hangUp(): Promise<void>
  close(): Promise<void>
}

/** An HTTP server that stands for a provider, on a free port of 127.0.0.1. */
export async function startProvider(reply: Reply): Promise<ProviderServer> {
  const requests: ReceivedRequest[] = []
  const hungUp = { resolve: [] as (() => void)[] }
  const provider = { reply }
  const server = createServer((request, response) => {
    void received(request).then((whole) => {
      requests.push(whole)
      provider.reply(whole, response)
    })
  })
  server.on('connection', (socket) => {
    socket.once('close', () => {
      for (const resolve of hungUp.resolve.splice(0)) resolve()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    get reply() {
      return provider.reply
    },
    set reply(next) {
      provider.reply = next
    },
    hangUp: () => new Promise((resolve) => hungUp.resolve.push(resolve)),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export function answering(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
}

/** The connection breaks in place of an answer. */
export const breakingOff: Reply = (_request, response) => {
  response.socket?.resetAndDestroy()
}

/** No answer ever. */
export const silent: Reply = () => undefined

/** A body that does not end. */
export const endless: Reply = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunk = ' '.repeat(64 * 1024)
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', write)
  write()
}

async function received(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { method = '', url = '', headers } = request
  return { method, url, headers, body: Buffer.concat(chunks).toString() }
}
