import { setTimeout as delay } from 'node:timers/promises'
import type { IdentityServersOptions, Medium } from '../../lib'
import { tokenRequest } from '../http/flow'
import type { HttpAnswer } from '../host/exchange'
import { plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import { startFakeIdentityServer, type FakeIdentityServer } from '../identity-server/fake-identity-server'

export const media = ['email', 'msisdn'] as const
export const secret = 'a secret of thirty-two characters or more'

/** Alice's addresses canonically, and as an identity server may write them; and somebody else's. */
export const addresses = {
  email: { canonical: 'alice@example.org', otherwise: 'Alice@EXAMPLE.org', another: 'bob@example.org' },
  msisdn: { canonical: '447400123456', otherwise: '+447400123456', another: '447400123457' },
} as const

const running = new Set<FakeIdentityServer>()

afterEach(async () => {
  const closing = [...running]
  running.clear()
  await Promise.all(closing.map((fake) => fake.close()))
})

/** An identity server, closed after the test. */
export async function startFake(): Promise<FakeIdentityServer> {
  const fake = await startFakeIdentityServer()
  running.add(fake)
  return fake
}

/** What differs from the usual; who is trusted is said apart. */
export type ProxyingHostOptions = Omit<HostOptions, 'identityServers'> & {
  readonly identityServers?: Omit<IdentityServersOptions, 'trusted'>
}

/** A host without senders, so that all goes to the identity servers that it trusts. */
export async function startProxyingHost(
  trusted: readonly FakeIdentityServer[],
  { identityServers, ...options }: ProxyingHostOptions = {},
): Promise<TestHost> {
  return startHost(plainHost, {
    email: undefined,
    sms: undefined,
    identityServers: { ...identityServers, trusted: trusted.map(({ url }) => url) },
    ...options,
  })
}

/** The usual: one host, one identity server. */
export async function startPair(
  options: ProxyingHostOptions = {},
): Promise<{ host: TestHost; fake: FakeIdentityServer }> {
  const fake = await startFake()
  return { fake, host: await startProxyingHost([fake], options) }
}

/** What a client keeps of a session, whoever sends, and the token that came. */
export interface ClientsSession {
  readonly medium: Medium
  readonly sid: string
  readonly client_secret: string
  readonly token: string
  readonly submitUrl: string | undefined
}

export interface ProxiedSession extends ClientsSession {
  /** What names it at the identity server: nobody learns it but who has the message. */
  readonly upstream: { readonly sid: string; readonly client_secret: string }
}

export async function postRequestToken(
  host: TestHost,
  fake: FakeIdentityServer,
  medium: Medium,
  fields: object = {},
): Promise<HttpAnswer> {
  return host.agent.post(host.requestTokenPath(medium)).send(tokenRequest(medium, { id_server: fake.name, ...fields }))
}

/** Asks for a token, and takes it out of the message that the identity server sent. */
export async function askForToken(
  host: TestHost,
  fake: FakeIdentityServer,
  medium: Medium,
  fields: object = {},
): Promise<ProxiedSession> {
  const answer = await postRequestToken(host, fake, medium, fields)
  expect(answer).toMatchObject({ status: 200 })
  const sid = String(answer.body['sid'])
  const message = fake.messages.at(-1)
  expect(message).toMatchObject({ medium })
  return {
    medium,
    sid,
    client_secret: String(tokenRequest(medium, fields)['client_secret']),
    token: String(message?.token),
    submitUrl: answer.body['submit_url'] as string | undefined,
    upstream: { sid: String(message?.sid), client_secret: String(message?.clientSecret) },
  }
}

/** Takes the token to the homeserver. */
export async function submitToken(host: TestHost, session: ClientsSession, fields: object = {}): Promise<HttpAnswer> {
  const { medium, sid, client_secret, token } = session
  return host.agent.post(host.submitTokenPath(medium)).send({ sid, client_secret, token, ...fields })
}

/** A session that its person has proved through the homeserver. */
export async function askAndProve(
  host: TestHost,
  fake: FakeIdentityServer,
  medium: Medium,
  fields: object = {},
): Promise<ProxiedSession> {
  const session = await askForToken(host, fake, medium, fields)
  expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
  return session
}

/** The link of the identity server's own message: it leads there, past the homeserver. */
export async function clickAtIdentityServer(fake: FakeIdentityServer, session: ProxiedSession): Promise<void> {
  const { medium, upstream, token } = session
  const query = new URLSearchParams({ ...upstream, token }).toString()
  const url = `${fake.url}/_matrix/identity/api/v1/validate/${medium}/submitToken?${query}`
  const response = await fetch(url, { redirect: 'manual' })
  await response.text()
  expect([200, 302]).toContain(response.status)
}

export function credentialsOf({ sid, client_secret }: ClientsSession) {
  return { sid, client_secret }
}

/** The last step, with whatever else a client puts into `threepid_creds`. */
export async function postPassword(
  host: TestHost,
  session: ClientsSession,
  credentials: object = {},
): Promise<HttpAnswer> {
  const type = session.medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
  const auth = { type, threepid_creds: { ...credentialsOf(session), ...credentials } }
  return host.agent.post(host.at('/_matrix/client/v3/account/password')).send({ new_password: 'a new password', auth })
}

/** The same, again and again as clients do: what the identity server said last holds for a second. */
export async function pollPassword(
  host: TestHost,
  session: ClientsSession,
  credentials: object = {},
): Promise<HttpAnswer> {
  const until = Date.now() + 20_000
  let answer = await postPassword(host, session, credentials)
  while (answer.status === 401 && Date.now() < until) {
    await delay(100)
    answer = await postPassword(host, session, credentials)
  }
  return answer
}

/** Lets the first `count` callers in together, once all are there: what they do next begins in one turn. */
export function meetingOf(count: number): () => Promise<void> {
  let arrived = 0
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return () => {
    arrived += 1
    if (arrived === count) open()
    return opened
  }
}
