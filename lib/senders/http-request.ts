import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { withDeadline } from './deadline'
import type { HttpAnswer } from './http-answer'
import { SendError } from './sender'

interface HttpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An answer of any status. `text` is undefined if it was too long or broke off. */
export type WholeAnswer = HttpAnswer & { readonly text: string | undefined }

/**
 * Makes one HTTP exchange. Redirects are not followed, and at most 64 KiB of the answer are read. `provider` is the
 * provider's name for the log.
 *
 * @throws SendError if no answer came: `unavailable` if there was no connection or no TLS yet, `timeout` if the request
 * may have been sent
 */
export async function requestAnswer(provider: string, request: HttpRequest, timeoutMs: number): Promise<WholeAnswer> {
  const progress = { isOnItsWay: false, isLate: false }
  const { port, protocol } = new URL(request.url)
  const where = `port ${port === '' ? (protocol === 'http:' ? '80' : '443') : port}`
  try {
    return await withDeadline(timeoutMs, (signal) => {
      signal.addEventListener('abort', () => {
        progress.isLate = true
      })
      return roundTrip(request, signal, progress)
    })
  } catch (error) {
    const code = progress.isLate ? 'ETIMEDOUT' : codeOf(error)
    const within = `within ${String(timeoutMs / 1000)} s`
    if (progress.isOnItsWay) {
      const failure = progress.isLate ? `did not answer ${within}` : `broke the connection off (${code})`
      throw new SendError('timeout', `${provider} ${failure}: it may have taken the message`, { code })
    }
    const why = progress.isLate ? `no connection ${within}` : wordsFor(code)
    throw new SendError('unavailable', `${provider} could not be reached (${where}): ${why}`, { code })
  }
}

function roundTrip(
  { url, method, headers, body }: HttpRequest,
  signal: AbortSignal,
  progress: { isOnItsWay: boolean },
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const begin = url.startsWith('https:') ? requestHttps : requestHttp
    const length = body === '' ? undefined : { 'Content-Length': String(Buffer.byteLength(body)) }
    const request = begin(url, { method, headers: { ...headers, ...length }, signal })
    request.on('error', reject)
    onConnected(request, () => {
      progress.isOnItsWay = true
    })
    request.on('response', (response) => {
      const { statusCode = 0, headers: answered } = response
      const header = (name: string): string | undefined => [answered[name]].flat()[0]
      boundedText(response).then((text) => {
        resolve({ status: statusCode, header, text })
      }, reject)
    })
    request.end(body)
  })
}

/** Calls `connected` when the connection is ready, TLS included. Until then nothing of the request has been sent. */
function onConnected(request: ClientRequest, connected: () => void): void {
  request.on('socket', (socket) => {
    const isTls = 'secureConnecting' in socket
    if (!socket.connecting && !(isTls && (socket as TLSSocket & { secureConnecting: boolean }).secureConnecting))
      connected()
    else socket.once(isTls ? 'secureConnect' : 'connect', connected)
  })
}

const longestAnswerBytes = 64 * 1024

async function boundedText(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength
      // Leaving the loop ends the connection.
      if (bytes > longestAnswerBytes) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(chunks).toString()
}

function wordsFor(code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name could not be looked up: check `baseUrl`, and the DNS of this machine'
    case 'ECONNREFUSED':
      return 'nobody listens there: check `baseUrl`'
    default:
      return /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL/.test(code)
        ? 'its certificate or TLS is not to be trusted: check `baseUrl`'
        : code
  }
}

/**
 * The system's code. An `AggregateError` of several attempts has the code of the first. The message is not used: it may
 * contain the URL.
 */
function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'no answer'
}
