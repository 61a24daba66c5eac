import http, { type Agent, type ClientRequest, type RequestOptions } from 'node:http'
import https from 'node:https'
import { TLSSocket } from 'node:tls'
import { readAnswer, UnreadableAnswerError, type UpstreamAnswer } from './upstream-answer'
import { connectionHost, ForbiddenAddressError } from './guarded-lookup'
import type { IdentityServerFailure } from './identity-server-error'

export interface UpstreamRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query, from `/`. */
  readonly path: string
  /** Sent as JSON. */
  readonly body?: object
  readonly accessToken?: string | undefined
}

interface UpstreamRequestTerms {
  readonly baseUrl: URL
  readonly agent: Agent
  /** Ends the exchange. The signal's reason says why. */
  readonly signal: AbortSignal
  readonly maxAnswerBytes: number
}

/** How far an exchange had come. */
type Phase = 'connecting' | 'sent' | 'answering'

export class UpstreamRequestError extends Error {
  constructor(
    readonly reason: IdentityServerFailure,
    message: string,
    readonly phase: Phase,
    /**
     * Whether the connection was kept from an earlier exchange: the server may have closed it at that moment, without
     * seeing the request.
     */
    readonly reused: boolean,
  ) {
    super(message)
    this.name = 'ExchangeError'
  }
}

/** Why this side ended an exchange: `signal.reason`. */
export type AbortReason = 'timeout' | 'closed'

const abortWords: Readonly<Record<AbortReason, string>> = {
  timeout: 'did not answer within its deadline',
  closed: 'was given up, because the router was closed',
}

/**
 * Makes one HTTP request and reads its answer.
 *
 * @throws ExchangeError
 */
export function sendUpstream(upstreamRequest: UpstreamRequest, terms: UpstreamRequestTerms): Promise<UpstreamAnswer> {
  const { signal, maxAnswerBytes } = terms
  return new Promise((resolve, reject) => {
    let phase: Phase = 'connecting'
    const request = openRequest(upstreamRequest, terms)
    const settle = (result: () => void) => {
      signal.removeEventListener('abort', onAbort)
      result()
    }
    const fail = (reason: IdentityServerFailure, message: string) => {
      settle(() => {
        reject(new UpstreamRequestError(reason, message, phase, request.reusedSocket))
        request.destroy()
      })
    }
    const onAbort = () => {
      const reason = signal.reason as AbortReason
      fail(reason, abortWords[reason])
    }
    signal.addEventListener('abort', onAbort)
    onConnected(request, () => {
      phase = 'sent'
    })
    request.on('response', (response) => {
      phase = 'answering'
      readAnswer(response, maxAnswerBytes).then(
        (answer) => {
          settle(() => resolve(answer))
        },
        (error: unknown) => {
          fail('bad_answer', error instanceof UnreadableAnswerError ? error.message : 'answered something unreadable')
        },
      )
    })
    request.on('error', (error) => {
      fail(...wordsFor(error))
    })
    // After an answer this has no effect. Without one (after a 101, say) no other event comes.
    request.on('close', () => {
      if (phase !== 'answering') fail('bad_answer', 'closed the connection without an answer')
    })
    request.end(upstreamRequest.body === undefined ? undefined : JSON.stringify(upstreamRequest.body))
  })
}

function openRequest(
  { method, path, body, accessToken }: UpstreamRequest,
  { baseUrl, agent }: UpstreamRequestTerms,
): ClientRequest {
  const headers: Record<string, string | number> = {
    Host: baseUrl.host,
    Accept: 'application/json',
    'Accept-Encoding': 'identity',
    'User-Agent': 'express-matrix-password-reset',
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json'
    headers['Content-Length'] = Buffer.byteLength(JSON.stringify(body))
  }
  if (accessToken !== undefined) headers['Authorization'] = `Bearer ${accessToken}`
  const options: RequestOptions = { method, path, headers, agent, host: connectionHost(baseUrl), port: baseUrl.port }
  return baseUrl.protocol === 'https:' ? https.request(options) : http.request(options)
}

function onConnected(request: ClientRequest, connected: () => void): void {
  request.on('socket', (socket) => {
    if (request.reusedSocket) connected()
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', connected)
  })
}

/** At most a code of Node.js is shown: an error of the HTTP parser contains the bytes that it could not read. */
function wordsFor(error: Error): [IdentityServerFailure, string] {
  if (error instanceof ForbiddenAddressError) return ['forbidden_address', 'its name leads to special addresses alone']
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'no code'
  return code.startsWith('HPE_')
    ? ['bad_answer', `answered something other than HTTP (${code})`]
    : ['unreachable', `could not be reached (${code})`]
}
