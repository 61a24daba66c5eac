import { randomBytes, randomInt } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import { answerJson, connectionFaults, readText, type ConnectionFault } from './faults'

export type FakeRoute = 'requestToken' | 'submitToken' | 'getValidated3pid'
type Medium = 'email' | 'msisdn'

/** What a route does in place of what the specification says; the request is seen all the same. */
export type Fault =
  | ConnectionFault
  /** Exactly this answer: a wrong shape, a 401, a 429 with its wait, `success: false` with any status. */
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** `requestToken` gives this `sid` and sends the message: out of the grammar, or one that is another session's. */
  | { readonly sid: string }
  /** `getValidated3pid` names another address, or leaves out the medium as old servers do. */
  | { readonly validated: { readonly medium?: string; readonly address?: string } | 'without medium' }

export interface FakeMessage {
  readonly medium: Medium
  /** An email address, or E.164 digits without the `+`. */
  readonly to: string
  readonly token: string
  /** What the link in it names, besides the token. */
  readonly sid: string
  readonly clientSecret: string
}

export interface SeenRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: IncomingMessage['headers']
  /** Parsed JSON or form; empty for a GET. */
  readonly body: Readonly<Record<string, unknown>>
}

interface Session {
  sid: string
  readonly medium: Medium
  readonly address: string
  readonly clientSecret: string
  token: string
  sendAttempt: number
  nextLink: string | undefined
  isValidated: boolean
  /** By this server's clock: what it calls the moment of the proof, as the reference server does. */
  requestedAt: number
  expired: boolean
}

const routePattern =
  /^\/_matrix\/identity\/(?<version>api\/v1|v2)\/(?:validate\/(?<medium>email|msisdn)\/(?<route>requestToken|submitToken)|3pid\/(?<look>getValidated3pid))$/

const opaqueGrammar = /^[0-9a-zA-Z.=_-]{1,255}$/

/**
 * The token endpoints of v1 and v2, and what they keep; in what the specification leaves open they are as the reference server's: a
 * session is one of address and `client_secret` and stays proved, whoever asks again gets its `sid`, wrong tokens are not counted.
 */
export class FakeEndpoints {
  readonly changes = new EventEmitter().setMaxListeners(0)
  readonly messages: FakeMessage[] = []
  readonly requests: SeenRequest[] = []
  readonly sessions: Session[] = []
  readonly faults = new Map<FakeRoute, Fault | null>()
  manner: 'specification' | 'reference' = 'specification'
  termsChanged = false
  /** How far this server's clock is off. */
  clockOffsetMs = 0
  private readonly accessTokens = new Set<string>()

  register(): string {
    const accessToken = `fake_${randomBytes(8).toString('hex')}`
    this.accessTokens.add(accessToken)
    return accessToken
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = await readRequest(request)
    this.requests.push(seen)
    this.changes.emit('change')
    const match = routePattern.exec(seen.path)?.groups
    if (match === undefined) {
      refuse(response, 404, 'M_UNRECOGNIZED')
      return
    }
    const route = (match['route'] ?? match['look']) as FakeRoute
    const fault = this.faults.get(route) ?? null
    if (typeof fault === 'string') connectionFaults[fault](response)
    else if (fault !== null && 'status' in fault) answerJson(response, fault.status, fault.body, fault.headers)
    else if (this.mayUse(match['version'] ?? '', seen, response))
      this.answer(route, match['medium'] as Medium, seen, fault, response)
  }

  private mayUse(version: string, { headers }: SeenRequest, response: ServerResponse): boolean {
    if (version !== 'v2') return true
    const accessToken = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
    if (accessToken === undefined || !this.accessTokens.has(accessToken)) {
      refuse(response, 401, 'M_UNAUTHORIZED')
      return false
    }
    if (this.termsChanged) {
      refuse(response, 403, 'M_TERMS_NOT_SIGNED')
      return false
    }
    return true
  }

  private answer(
    route: FakeRoute,
    medium: Medium,
    seen: SeenRequest,
    fault: Exclude<Fault, ConnectionFault | { status: number }> | null,
    response: ServerResponse,
  ): void {
    if (route === 'requestToken' && seen.method === 'POST')
      this.requestToken(medium, seen.body, fault !== null && 'sid' in fault ? fault.sid : undefined, response)
    else if (route === 'submitToken') this.submitToken(medium, seen, response)
    else if (route === 'getValidated3pid' && seen.method === 'GET')
      this.getValidated3pid(seen.query, fault !== null && 'validated' in fault ? fault.validated : {}, response)
    else refuse(response, 405, 'M_UNRECOGNIZED')
  }

  private requestToken(
    medium: Medium,
    body: Readonly<Record<string, unknown>>,
    fixedSid: string | undefined,
    response: ServerResponse,
  ): void {
    const { client_secret: clientSecret, next_link: nextLink } = body
    const sendAttempt = Number(body['send_attempt'] ?? Number.NaN)
    const required = medium === 'email' ? ['email'] : ['country', 'phone_number']
    if (['client_secret', 'send_attempt', ...required].some((field) => body[field] === undefined)) {
      refuse(response, 400, 'M_MISSING_PARAMS')
      return
    }
    if (typeof clientSecret !== 'string' || !opaqueGrammar.test(clientSecret) || !Number.isInteger(sendAttempt)) {
      refuse(response, 400, 'M_INVALID_PARAM')
      return
    }
    const address = medium === 'email' ? readEmail(body['email']) : readPhoneNumber(body)
    if (address === null) {
      refuse(response, 400, medium === 'email' ? 'M_INVALID_EMAIL' : 'M_INVALID_ADDRESS')
      return
    }
    const session = this.sessionFor(medium, address, clientSecret)
    session.sid = fixedSid ?? session.sid
    session.requestedAt = Date.now() + this.clockOffsetMs
    session.nextLink = typeof nextLink === 'string' ? nextLink : undefined
    if (sendAttempt > session.sendAttempt) {
      session.sendAttempt = sendAttempt
      this.messages.push({ medium, to: address, token: session.token, sid: session.sid, clientSecret })
    }
    answerJson(response, 200, { sid: session.sid, success: true, submit_url: 'https://evil.example.com/submit' })
  }

  private sessionFor(medium: Medium, address: string, clientSecret: string): Session {
    const found = this.sessions.find(
      (session) =>
        session.medium === medium &&
        session.address === address &&
        session.clientSecret === clientSecret &&
        !session.expired,
    )
    if (found !== undefined) return found
    const session: Session = {
      sid: randomBytes(8).toString('hex'),
      medium,
      address,
      clientSecret,
      token: medium === 'email' ? randomBytes(16).toString('hex') : randomInt(100_000, 1_000_000).toString(),
      sendAttempt: -1,
      nextLink: undefined,
      isValidated: false,
      requestedAt: 0,
      expired: false,
    }
    this.sessions.push(session)
    return session
  }

  private submitToken(medium: Medium, { method, query, body }: SeenRequest, response: ServerResponse): void {
    const { sid, client_secret: clientSecret, token } = method === 'GET' ? query : body
    const session = this.find(sid, clientSecret)
    const right = session !== undefined && session.medium === medium && !session.expired && session.token === token
    if (right) session.isValidated = true
    if (method === 'GET') {
      const location = right && session.nextLink !== undefined ? { Location: session.nextLink } : {}
      const status = right ? (session.nextLink === undefined ? 200 : 302) : 400
      response.writeHead(status, { 'Content-Type': 'text/html', ...location }).end(right ? '<p>Done' : '<p>Failed')
    } else if (right) {
      answerJson(response, 200, { success: true })
    } else if (this.manner === 'reference') {
      answerJson(response, medium === 'email' ? 200 : 404, { success: false, errcode: 'M_NO_VALID_SESSION' })
    } else {
      refuse(response, 400, session?.expired === true ? 'M_SESSION_EXPIRED' : 'M_TOKEN_INCORRECT')
    }
  }

  private getValidated3pid(
    { sid, client_secret: clientSecret }: Readonly<Record<string, string>>,
    named: { readonly medium?: string; readonly address?: string } | 'without medium',
    response: ServerResponse,
  ): void {
    const session = this.find(sid, clientSecret)
    if (session === undefined) {
      refuse(response, 404, 'M_NO_VALID_SESSION')
    } else if (named === 'without medium') {
      answerJson(response, 200, { errcode: 'M_SESSION_NOT_VALIDATED', error: 'Not validated' })
    } else if (session.expired || !session.isValidated) {
      refuse(response, 400, session.expired ? 'M_SESSION_EXPIRED' : 'M_SESSION_NOT_VALIDATED')
    } else {
      const { medium, address, requestedAt } = session
      answerJson(response, 200, { medium, address, validated_at: requestedAt, ...named })
    }
  }

  /** The newest of that `sid`: a fault may have given it twice. */
  private find(sid: unknown, clientSecret: unknown): Session | undefined {
    return this.sessions.findLast((session) => session.sid === sid && session.clientSecret === clientSecret)
  }
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const { method = 'GET', headers } = request
  const url = new URL(request.url ?? '/', 'http://fake.test')
  const text = await readText(request)
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : (JSON.parse(text || '{}') as object)
  return { method, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body: { ...body } }
}

function refuse(response: ServerResponse, status: number, errcode: string): void {
  answerJson(response, status, { errcode, error: `The fake identity server says ${errcode}` })
}

function readEmail(email: unknown): string | null {
  return typeof email === 'string' && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null
}

/** As the specification has it: the number as it would be dialled from that country. */
function readPhoneNumber({ country, phone_number: phoneNumber }: Readonly<Record<string, unknown>>): string | null {
  if (typeof country !== 'string' || typeof phoneNumber !== 'string' || !isSupportedCountry(country)) return null
  const parsed = parsePhoneNumberFromString(phoneNumber, country)
  return parsed?.isValid() === true ? parsed.number.slice(1) : null
}
