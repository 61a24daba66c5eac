import type { IncomingMessage } from 'node:http'

/** An identity server's answer: a JSON object of bounded size, whose fields are not checked yet. */
export interface UpstreamAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  /** The value of the header `Retry-After`. */
  readonly retryAfter: string | undefined
}

/** The answer can't be used. The message contains nothing of the answer. */
export class UnreadableAnswerError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableAnswerError'
  }
}

/**
 * Reads a response to its end.
 *
 * @param maxBytes the longest body
 * @throws UnreadableAnswerError for a redirect, for a body that is encoded, too long or incomplete, and for anything
 * but a JSON object
 */
export async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<UpstreamAnswer> {
  const status = response.statusCode ?? 0
  if (status >= 300 && status < 400)
    throw new UnreadableAnswerError(`answered with a redirect (${String(status)}), which is not followed`)
  const encoding = response.headers['content-encoding'] ?? 'identity'
  if (encoding.trim().toLowerCase() !== 'identity') {
    // No encoding was asked for, and a few bytes could decode to gigabytes.
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
    // The parser's own message would quote the answer.
    throw new UnreadableAnswerError(`answered ${String(status)} with something other than JSON`)
  }
  if (!isObject(value)) throw new UnreadableAnswerError(`answered ${String(status)} with JSON that is not an object`)
  return value
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
