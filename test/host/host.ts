import express, { type Request, type RequestHandler } from 'express'
import supertest from 'supertest'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  createResetPageRouter,
  outbox,
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
import { findAccount } from './accounts'
import { exchange, type HttpAnswer, type RawRequest } from './exchange'
import { closeServer, listen, mount, urlOf, type Surroundings } from './serve'

/** A kind of Express host. A client must get the same answers on each. */
export interface HostKind extends Surroundings {
  readonly name: string
  /** Whether `publicBaseUrl` is the URL it listens on, so that clients can follow its links. */
  readonly hasOwnUrl?: boolean
  /** The path of a Unix socket to listen on, in place of a port. */
  readonly socketPath?: string
}

const usualParsers: readonly RequestHandler[] = [express.json(), express.urlencoded({ extended: true })]

export const hostKinds: readonly HostKind[] = [
  { name: 'at the root, bodies unread', prefix: '', parsers: [] },
  { name: 'at the root, bodies parsed', prefix: '', parsers: usualParsers },
  { name: 'under a prefix, bodies unread', prefix: '/chat', parsers: [] },
  { name: 'under a prefix, bodies parsed', prefix: '/chat', parsers: usualParsers },
]

/** For tests that are the same on every kind of host, and slow. */
export const plainHost: HostKind = { name: 'a plain host', prefix: '', parsers: [] }

export const ownPath = '/_matrix/client/unstable/express_matrix_password_reset'

export interface PasswordChange {
  readonly userId: string
  readonly newPassword: string
  readonly logoutDevices: boolean
  readonly request: Request
}

export interface TestHost {
  readonly agent: ReturnType<typeof supertest>
  readonly outbox: Outbox
  readonly passwordReset: PasswordResetRouter
  /** The URL it listens on; empty for a Unix socket. */
  readonly url: string
  /** The URL of the routers as clients outside see it. */
  readonly publicBaseUrl: string
  /** The arguments of `findByThreepid`, in order. */
  readonly lookUps: readonly Threepid[]
  /** The calls of `setPassword`, in order. */
  readonly changes: PasswordChange[]
  readonly events: PasswordResetEvent[]
  readonly logLines: readonly string[]
  /** Adds the prefix under which this host mounts the routers. */
  readonly at: (path: string) => string
  readonly requestTokenPath: (medium: Medium, version?: string) => string
  readonly submitTokenPath: (medium: Medium) => string
  readonly confirmPath: (medium: Medium) => string
  /** Sends a request exactly as given. */
  readonly raw: (request: RawRequest) => Promise<HttpAnswer>
}

/** Options that differ from the usual ones. `undefined` removes an option; a sender that is left out is the outbox's. */
export type HostOptions = {
  readonly [Name in Exclude<keyof PasswordResetOptions, 'email' | 'sms'>]?: PasswordResetOptions[Name] | undefined
} & {
  readonly email?: Partial<EmailOptions> | undefined
  readonly sms?: Partial<SmsOptions> | undefined
  readonly accountPassword?: Partial<AccountPasswordOptions>
  /** If present, the reset page is served too. */
  readonly resetPage?: Partial<ResetPageOptions> | undefined
}

type Close = () => Promise<void>
const ofTest = new Set<Close>()
const ofFile = new Set<Close>()
afterEach(closeHosts)
afterAll(() => closeAll(ofFile))

/**
 * A host on a free port of 127.0.0.1. Unless the options say otherwise it has no limits, and both senders. After the test
 * it is closed, and its log is checked for secrets.
 */
export function startHost(kind: HostKind, options: HostOptions = {}): Promise<TestHost> {
  return started(kind, options, ofTest)
}

/** A host that is closed after all tests of the file. */
export function startLastingHost(kind: HostKind, options: HostOptions = {}): Promise<TestHost> {
  return started(kind, options, ofFile)
}

/** Closes the hosts before the test is over, and waits for the sends under way. */
export function closeHosts(): Promise<void> {
  return closeAll(ofTest)
}

async function closeAll(closing: Set<Close>): Promise<void> {
  const all = [...closing]
  closing.clear()
  await Promise.all(all.map((close) => close()))
}

async function started(kind: HostKind, options: HostOptions, running: Set<Close>): Promise<TestHost> {
  const { server, endpoint } = await listen(kind.socketPath)
  const url = urlOf(endpoint)
  const publicBaseUrl = options.publicBaseUrl ?? (kind.hasOwnUrl ? url : 'https://matrix.example.org') + kind.prefix
  const taken = outbox()
  const { records, passwordReset, routers } = makeRouters({ ...options, publicBaseUrl }, taken)
  mount(server, routers, kind)
  running.add(async () => {
    await closeServer(server)
    await passwordReset.close()
    expectQuietLog(records.logLines, taken)
  })
  const at = (path: string) => kind.prefix + path
  const below = `${options.path ?? ownPath}/`
  return {
    ...records,
    agent: supertest(url),
    outbox: taken,
    passwordReset,
    url,
    publicBaseUrl,
    at,
    requestTokenPath: (medium, version = 'v3') =>
      at(`/_matrix/client/${version}/account/password/${medium}/requestToken`),
    submitTokenPath: (medium) => at(`${below}${medium}/submitToken`),
    confirmPath: (medium) => at(`${below}${medium}/confirm`),
    raw: (request) => exchange(endpoint, request),
  }
}

/** Makes the routers, and the lists in which their functions record their calls. */
function makeRouters(options: HostOptions, { email: emailSender, sms: smsSender }: Outbox) {
  const { accountPassword, resetPage, email, sms, ...own } = { email: {}, sms: {}, ...options }
  const lookUps: Threepid[] = []
  const changes: PasswordChange[] = []
  const events: PasswordResetEvent[] = []
  const logLines: string[] = []
  const log = (fields: object, message: string) => void logLines.push(`${message} ${JSON.stringify(fields)}`)
  const passwordReset = createPasswordResetRouter({
    accounts: {
      findByThreepid: async (threepid) => {
        lookUps.push({ medium: threepid.medium, address: threepid.address })
        return findAccount(threepid)
      },
    },
    email: email && { sender: emailSender, ...email },
    sms: sms && { sender: smsSender, countries: ['GB'], ...sms },
    limits: false,
    logger: { warn: log, error: log },
    onEvent: (event) => events.push(event),
    ...own,
  } as PasswordResetOptions)
  const setting = { setPassword: async (change: PasswordChange) => void changes.push(change), notifyChanged: false }
  const routers = [
    passwordReset,
    ...(own.flows?.includes('password') === false
      ? []
      : [createAccountPasswordRouter(passwordReset, { ...setting, ...accountPassword })]),
    ...(resetPage ? [createResetPageRouter(passwordReset, { ...setting, ...resetPage })] : []),
  ]
  return { records: { lookUps, changes, events, logLines }, passwordReset, routers }
}

/** Checks that no log line contains a token, `client_secret`, address or phone number. */
function expectQuietLog(logLines: readonly string[], { messages }: Outbox): void {
  const tokens = messages.flatMap(({ links, code }) => [
    ...links.flatMap((link) => new URL(link).searchParams.get('token') ?? []),
    ...(code === undefined ? [] : [code]),
  ])
  const secrets = [...tokens, 'client-secret', 'example.org', 'example.com', '447400', '07400']
  for (const line of logLines) expect(secrets.filter((secret) => line.includes(secret))).toEqual([])
}
