import type { IncomingMessage } from 'node:http'

/** What an identity server answered: a JSON object of bounded size. Its fields are still to be checked. */
export interface UpstreamAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  /** The header `Retry-After` as it came. */
  readonly retryAfter: string | undefined
}

/** The answer is not one to read further. The message holds nothing of it. */
export class UnreadableAnswerError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableAnswerError'
  }
}

/**
 * Reads a response to its end.
 * @param maxBytes of the body
 * @throws UnreadableAnswerError for a redirect, an encoded, oversized or broken-off body, and all but a JSON object
 */
export async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<UpstreamAnswer> {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400)
    throw new UnreadableAnswerError(`answered with a redirect (${String(status)}), which is not followed`)
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding.trim().toLowerCase() !== 'identity') {
    // A few bytes can decode to gigabytes, and it was not asked for.
    throw new UnreadableAnswerError(`answered ${String(status)} in an encoding that was not asked for`)
  }
  const text = await readBody(response, status, maxBytes)
  return { status, body: parseObject(text, status), retryAfter: response.headers['retry-after'] }
}

async function readBody(response: IncomingMessage, status: number, maxBytes: number): Promise<Buffer> {
  const tooLarge = () =>
    new UnreadableAnswerError(`answered ${String(status)} with more than ${String(maxBytes)} bytes`)
  if (Number(response.headers['content-length'] ?? '0') > maxBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) break
      chunks.push(chunk)
    }
  } catch {
    throw new UnreadableAnswerError(`answered ${String(status)} and broke off`)
  }
  if (size > maxBytes) throw tooLarge()
  return Buffer.concat(chunks)
}

function parseObject(bytes: Buffer, status: number): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The parser's own message quotes what it read.
    throw new UnreadableAnswerError(`answered ${String(status)} with something other than JSON`)
  }
  if (!isObject(value)) throw new UnreadableAnswerError(`answered ${String(status)} with JSON that is not an object`)
  return value
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
