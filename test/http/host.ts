import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express, type Request, type RequestHandler, type Router } from 'express'
import supertest from 'supertest'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  createResetPageRouter,
  outbox,
  type Account,
  type AccountPasswordOptions,
  type EmailOptions,
  type Medium,
  type Outbox,
  type PasswordResetEvent,
  type PasswordResetOptions,
  type PasswordResetRouter,
  type ResetPageOptions,
  type SmsOptions,
  type Threepid,
} from '../../lib'

/** A way in which Express hosts differ, and which must make no difference to what a client is answered. */
export interface HostKind {
  readonly name: string
  /** Where the host mounts the routers; `publicBaseUrl` carries it. */
  readonly prefix: '' | '/chat'
  /** What the host has done to bodies before. */
  readonly parsers: readonly RequestHandler[]
}

const usualParsers = [express.json(), express.urlencoded({ extended: true })]

export const hostKinds: readonly HostKind[] = [
  { name: 'at the root, bodies unread', prefix: '', parsers: [] },
  { name: 'at the root, bodies parsed', prefix: '', parsers: usualParsers },
  { name: 'under a prefix, bodies unread', prefix: '/chat', parsers: [] },
  { name: 'under a prefix, bodies parsed', prefix: '/chat', parsers: usualParsers },
]

/** For what hangs on no kind of host, and takes its time. */
export const plainHost: HostKind = { name: 'a plain host', prefix: '', parsers: [] }

export interface PasswordChange {
  readonly userId: string
  readonly newPassword: string
  readonly logoutDevices: boolean
  readonly request: Request
}

/** What an answer comes to, read by supertest or by `raw`. */
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
  /** Sent without a `Content-Length`. */
  readonly chunked?: boolean
}

export interface TestHost {
  readonly agent: ReturnType<typeof supertest>
  readonly outbox: Outbox
  readonly passwordReset: PasswordResetRouter
  /** Where the routers are reached from outside. */
  readonly publicBaseUrl: string
  /** What the host was asked for, in order. */
  readonly lookUps: readonly Threepid[]
  /** The passwords that were set. */
  readonly changes: PasswordChange[]
  readonly events: PasswordResetEvent[]
  readonly logLines: readonly string[]
  /** The path on this host of a path of the router's. */
  at(path: string): string
  requestTokenPath(medium: Medium, version?: string): string
  submitTokenPath(medium: Medium): string
  confirmPath(medium: Medium): string
  /** A request to the byte, for what supertest would mend. */
  raw(request: RawRequest): Promise<HttpAnswer>
}

/** What differs from the usual. An option that is `undefined` is absent; a sender that is left out is the outbox's. */
export type HostOptions = {
  readonly [Name in Exclude<keyof PasswordResetOptions, 'email' | 'sms'>]?: PasswordResetOptions[Name] | undefined
} & {
  readonly email?: Partial<EmailOptions> | undefined
  readonly sms?: Partial<SmsOptions> | undefined
  readonly accountPassword?: Partial<AccountPasswordOptions>
  /** Where it is there, the reset page is served too. */
  readonly resetPage?: Partial<ResetPageOptions>
}

/** The accounts of every test host, as the accounts store their addresses. */
export const accounts: readonly (Threepid & { readonly userId: string; readonly stored?: string })[] = [
  { userId: '@alice:localhost', medium: 'email', address: 'alice@example.org' },
  { userId: '@alice:localhost', medium: 'msisdn', address: '447400123456' },
  { userId: '@bob:localhost', medium: 'email', address: 'bob@example.org' },
  { userId: '@bob:localhost', medium: 'msisdn', address: '447400123457' },
  { userId: '@carol:localhost', medium: 'email', address: 'strauss@example.com', stored: 'Strauß@Example.com' },
]

export const ownPath = '/_matrix/client/unstable/express_matrix_password_reset'

export function findAccount({ medium, address }: Threepid): Account | null {
  const found = accounts.find((account) => account.medium === medium && account.address === address)
  return found ? { userId: found.userId, address: found.stored ?? found.address } : null
}

const running = new Set<{ readonly close: () => Promise<void> }>()

afterEach(async () => {
  const closing = [...running]
  running.clear()
  await Promise.all(closing.map(({ close }) => close()))
})

/** A host on a free port of 127.0.0.1, without limits, and with both senders unless the options say otherwise. It is
 * closed after the test, and its log has then told nobody's secrets. */
export async function startHost(kind: HostKind, options: HostOptions = {}): Promise<TestHost> {
  const { accountPassword, resetPage, email, sms, ...own } = { email: {}, sms: {}, ...options }
  const taken = outbox()
  const records = { lookUps: [] as Threepid[], changes: [] as PasswordChange[], events: [] as PasswordResetEvent[] }
  const logLines: string[] = []
  const log = (fields: object, message: string) => void logLines.push(`${message} ${JSON.stringify(fields)}`)
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl: `https://matrix.example.org${kind.prefix}`,
    accounts: {
      findByThreepid: async (threepid) => {
        records.lookUps.push({ medium: threepid.medium, address: threepid.address })
        return findAccount(threepid)
      },
    },
    email: email && { sender: taken.email, ...email },
    sms: sms && { sender: taken.sms, countries: ['GB'], ...sms },
    limits: false,
    logger: { warn: log, error: log },
    onEvent: (event) => records.events.push(event),
    ...own,
  } as PasswordResetOptions)
  const setPassword = async (change: PasswordChange) => void records.changes.push(change)
  const setting = { setPassword, notifyChanged: false }
  const routers = [
    passwordReset,
    ...(own.flows?.includes('password') === false
      ? []
      : [createAccountPasswordRouter(passwordReset, { ...setting, ...accountPassword })]),
    ...(resetPage ? [createResetPageRouter(passwordReset, { ...setting, ...resetPage })] : []),
  ]
  const app = mounted(kind, routers)
  const server = await listening(app)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  running.add({ close: () => closed(server, passwordReset, () => expectQuietLog(logLines, taken)) })
  const at = (path: string) => kind.prefix + path
  return {
    ...records,
    logLines,
    agent: supertest(origin),
    outbox: taken,
    passwordReset,
    publicBaseUrl: `https://matrix.example.org${kind.prefix}`,
    at,
    requestTokenPath: (medium, version = 'v3') =>
      at(`/_matrix/client/${version}/account/password/${medium}/requestToken`),
    submitTokenPath: (medium) => at(`${own.path ?? ownPath}/${medium}/submitToken`),
    confirmPath: (medium) => at(`${own.path ?? ownPath}/${medium}/confirm`),
    raw: (request) => exchangeBytes(origin, request),
  }
}

/** What falls through is answered with what the host still sees of it. */
function mounted(kind: HostKind, routers: readonly Router[]): Express {
  const app = express()
  app.set('query parser', 'extended')
  for (const parser of kind.parsers) app.use(parser)
  for (const router of routers) app.use(kind.prefix === '' ? '/' : kind.prefix, router)
  app.use((request, response) => {
    response.status(404).json({ fellThrough: request.originalUrl, method: request.method })
  })
  return app
}

async function listening(app: Express): Promise<Server> {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

async function closed(server: Server, passwordReset: PasswordResetRouter, check: () => void): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await ended
  await passwordReset.close()
  check()
}

/** THREATS: no token, `client_secret`, address or phone number in a log line. */
function expectQuietLog(logLines: readonly string[], { messages }: Outbox): void {
  const secrets = messages.flatMap(({ links, code }) => [
    ...links.flatMap((link) => new URL(link).searchParams.get('token') ?? []),
    ...(code === undefined ? [] : [code]),
  ])
  const told = [...secrets, 'client-secret', 'example.org', 'example.com', '447400', '07400']
  for (const line of logLines) expect(told.filter((secret) => line.includes(secret))).toEqual([])
}

function exchangeBytes(origin: string, { method = 'POST', path, headers, body, chunked }: RawRequest) {
  return new Promise<HttpAnswer>((resolve, reject) => {
    const outgoing = httpRequest(new URL(origin), { method, path, headers: { ...headers } }, (incoming) => {
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
