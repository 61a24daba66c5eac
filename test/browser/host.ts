import type { Medium, OutboxMessage, PasswordResetOptions, PasswordResetRouter, ResetPageOptions } from '../../lib'
import { startHost as startAnyHost } from '../host/host'
import { closeServer, listen, urlOf } from '../host/serve'

/** A homeserver that a browser can go to. */
export interface BrowserHost {
  readonly url: string
  readonly passwordReset: PasswordResetRouter
  /** What was sent, in order. */
  readonly messages: readonly OutboxMessage[]
  /** Asks for a message, as a client does. */
  ask(medium: Medium, fields?: object): Promise<StartedSession>
}

export interface StartedSession {
  readonly credentials: { readonly sid: string; readonly client_secret: string }
  /** Where a person types a code; empty where a link was sent. */
  readonly codePage: string
  /** Empty where a code was sent. */
  readonly link: string
  readonly code: string
}

const client_secret = 'a-client-secret'
const threepids = {
  email: { email: 'alice@example.org' },
  msisdn: { country: 'GB', phone_number: '07400 123456' },
} as const

/** One whose links lead to where it listens, with the package's own limits; everybody is Alice. */
export async function startHost(
  options: Partial<PasswordResetOptions> = {},
  resetPage?: ResetPageOptions,
): Promise<BrowserHost> {
  const { url, passwordReset, outbox, agent, requestTokenPath } = await startAnyHost(
    { name: 'a host for browsers', prefix: '', parsers: [], hasOwnUrl: true },
    {
      accounts: { findByThreepid: async ({ address }) => ({ userId: '@alice:localhost', address }) },
      limits: undefined,
      ...options,
      resetPage,
    },
  )
  return {
    url,
    passwordReset,
    messages: outbox.messages,
    async ask(medium, fields = {}) {
      const body = { ...threepids[medium], client_secret, send_attempt: 1, ...fields }
      const answer = await agent.post(requestTokenPath(medium)).send(body)
      expect(answer.status).toBe(200)
      return startedSession(answer.body as Answer, outbox.messages.at(-1))
    },
  }
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** Another site, which keeps the paths that it was asked for; closed after the test. */
export async function startSite(html = '<h1>Elsewhere</h1>') {
  const paths: string[] = []
  const { server, endpoint } = await listen()
  closing.push(() => closeServer(server))
  server.on('request', (request, response) => {
    // A browser's own idea, and nobody's link.
    if (request.url !== '/favicon.ico') paths.push(String(request.url))
    response.setHeader('Content-Type', 'text/html')
    response.end(html)
  })
  return { url: urlOf(endpoint), paths }
}

interface Answer {
  readonly sid: string
  readonly submit_url?: string
}

function startedSession({ sid, submit_url: submitUrl }: Answer, message: OutboxMessage | undefined): StartedSession {
  const credentials = { sid, client_secret }
  return {
    credentials,
    codePage: submitUrl === undefined ? '' : `${submitUrl}?${new URLSearchParams(credentials).toString()}`,
    link: message?.links[0] ?? '',
    code: message?.code ?? '',
  }
}
