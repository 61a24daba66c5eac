import { request, type IncomingHttpHeaders } from 'node:http'
import type { Endpoint } from './serve'

/** An answer, read by supertest or by `exchange`. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface RawRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Whether the body is sent in chunks, without a `Content-Length`. */
  readonly chunked?: boolean
  /** The IP address to send from: one of this machine. */
  readonly from?: string
}

/** Sends a request exactly as given. Supertest would correct some of the malformed ones. */
export function exchange(to: Endpoint, { method = 'POST', path, headers, body, chunked, from }: RawRequest) {
  return new Promise<HttpAnswer>((resolve, reject) => {
    const outgoing = request({ ...to, method, path, headers: { ...headers }, localAddress: from }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const isJson = incoming.headers['content-type']?.startsWith('application/json') && text !== ''
        const read = (isJson ? JSON.parse(text) : {}) as HttpAnswer['body']
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, body: read })
      })
    })
    outgoing.on('error', reject)
    if (chunked && body !== undefined) outgoing.write(body)
    outgoing.end(chunked ? undefined : body)
  })
}
