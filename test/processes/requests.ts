import { Agent, request as httpRequest } from 'node:http'
import type { OutboxMessage } from '../../lib'
import type { WorkerHost } from './fleet'

/** As many connections as there are requests: they are to arrive at the same moment. */
const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 })
afterAll(() => agent.destroy())

export const ownPath = '/_matrix/client/unstable/express_matrix_password_reset'

export interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly location: string | undefined
  readonly body: Readonly<Record<string, unknown>>
  readonly tookMs: number
}

/** The client: which network it comes from, and what it says of itself. */
export interface From {
  readonly network?: string
  readonly userAgent?: string
}

/** Posts JSON; 0 is the status of a connection that broke. */
export function post(host: WorkerHost, path: string, body: object, from: From = {}): Promise<Answer> {
  const start = performance.now()
  return new Promise((resolve) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(from.network !== undefined && { 'X-Forwarded-For': from.network }),
      ...(from.userAgent !== undefined && { 'User-Agent': from.userAgent }),
    }
    const broken = () =>
      resolve({ status: 0, retryAfter: undefined, location: undefined, body: {}, tookMs: performance.now() - start })
    const options = { host: '127.0.0.1', port: host.port, path, method: 'POST', agent, headers }
    const outgoing = httpRequest(options, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('error', broken)
      incoming.on('end', () => {
        const { 'retry-after': retryAfter, location } = incoming.headers
        const parsed = JSON.parse(Buffer.concat(parts).toString() || '{}') as Answer['body']
        const tookMs = performance.now() - start
        resolve({ status: incoming.statusCode ?? 0, retryAfter, location, body: parsed, tookMs })
      })
    })
    outgoing.on('error', broken)
    outgoing.end(JSON.stringify(body))
  })
}

/** A session as its client knows it. */
export interface Credentials {
  readonly sid: string
  readonly client_secret: string
}

export function requestEmail(host: WorkerHost, fields: object = {}, from?: From): Promise<Answer> {
  const body = { email: 'alice@example.org', client_secret: 'a-client-secret', send_attempt: 1, ...fields }
  return post(host, '/_matrix/client/v3/account/password/email/requestToken', body, from)
}

export function requestSms(host: WorkerHost, fields: object = {}, from?: From): Promise<Answer> {
  const number = { country: 'GB', phone_number: '07400 123456' }
  const body = { ...number, client_secret: 'a-client-secret', send_attempt: 1, ...fields }
  return post(host, '/_matrix/client/v3/account/password/msisdn/requestToken', body, from)
}

export function submit(
  host: WorkerHost,
  medium: 'email' | 'msisdn',
  credentials: Credentials,
  token: string,
  from?: From,
): Promise<Answer> {
  return post(host, `${ownPath}/${medium}/submitToken`, { ...credentials, token }, from)
}

export function changePassword(
  host: WorkerHost,
  medium: 'email' | 'msisdn',
  credentials: Credentials,
  newPassword = 'a new password',
  from?: From,
): Promise<Answer> {
  const type = medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
  const body = { new_password: newPassword, auth: { type, threepid_creds: credentials } }
  return post(host, '/_matrix/client/v3/account/password', body, from)
}

/** What a message carries: the token of its link, or its code. */
export function tokenOf(message: OutboxMessage | undefined): string {
  // The link of a mail with a code only stops the request.
  if (message?.code !== undefined) return message.code
  const [link] = message?.links ?? []
  return link === undefined ? '' : (new URL(link).searchParams.get('token') ?? '')
}

/** A session that was asked for at this host, and the token that was sent for it. */
export interface ClientSession {
  readonly credentials: Credentials
  readonly token: string
}

/** Asks for a token, and takes it out of the message that was sent. */
export async function ask(
  host: WorkerHost,
  medium: 'email' | 'msisdn',
  fields: { readonly client_secret?: string } & Record<string, unknown> = {},
  from?: From,
): Promise<ClientSession> {
  const answer = await (medium === 'email' ? requestEmail : requestSms)(host, fields, from)
  expect(answer).toMatchObject({ status: 200, body: { sid: expect.any(String) as string } })
  await host.worker.settle()
  const { client_secret = 'a-client-secret' } = fields
  return {
    credentials: { sid: String(answer.body['sid']), client_secret },
    token: tokenOf(host.told.messages.at(-1)),
  }
}

/** The same, proved. */
export async function askAndProve(
  host: WorkerHost,
  medium: 'email' | 'msisdn',
  fields: { readonly client_secret?: string } & Record<string, unknown> = {},
): Promise<ClientSession> {
  const session = await ask(host, medium, fields)
  expect(await submit(host, medium, session.credentials, session.token)).toMatchObject({ body: { success: true } })
  return session
}

/** How many answers there were of each kind: `200`, `400 M_TOKEN_INCORRECT`. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, body } of answers) {
    const kind = typeof body['errcode'] === 'string' ? `${status} ${body['errcode']}` : String(status)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

/** `count` calls spread evenly over the hosts, all at the same moment. */
export function allAtOnce<T>(
  hosts: readonly WorkerHost[],
  count: number,
  call: (host: WorkerHost, index: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(hosts[index % hosts.length]!, index)))
}

/** Another code of the same length. */
export function wrongCode(code: string, step: number): string {
  return String((Number(code) + step) % 10 ** code.length).padStart(code.length, '0')
}
