import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import {
  createPasswordResetRouter,
  createResetPageRouter,
  outbox,
  type Medium,
  type OutboxMessage,
  type PasswordResetOptions,
  type PasswordResetRouter,
  type ResetPageOptions,
} from '../../lib'

/** A homeserver that a browser can go to. */
export interface BrowserHost {
  readonly url: string
  readonly passwordReset: PasswordResetRouter
  /** What was sent, in order. */
  readonly messages: readonly OutboxMessage[]
  /** Asks for a message, as a client does. */
  ask(medium: Medium, fields?: object): Promise<Asked>
  close(): Promise<void>
}

export interface Asked {
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

/** On a free port, with the package's own limits. */
export async function startHost(
  options: Partial<PasswordResetOptions> = {},
  resetPage?: ResetPageOptions,
): Promise<BrowserHost> {
  const { email, sms, messages } = outbox()
  const { server, url } = await listen()
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl: url,
    accounts: { findByThreepid: async ({ address }) => ({ userId: '@alice:localhost', address }) },
    email: { sender: email },
    sms: { sender: sms, countries: ['GB'] },
    logger: { warn: () => undefined, error: () => undefined },
    ...options,
  })
  const app = express().use(passwordReset)
  if (resetPage) app.use(createResetPageRouter(passwordReset, resetPage))
  server.on('request', app as RequestListener)
  return {
    url,
    passwordReset,
    messages,
    async ask(medium, fields = {}) {
      const response = await fetch(`${url}/_matrix/client/v3/account/password/${medium}/requestToken`, {
        method: 'POST',
        body: JSON.stringify({ ...threepids[medium], client_secret, send_attempt: 1, ...fields }),
      })
      expect(response.status).toBe(200)
      return asked((await response.json()) as Answer, messages.at(-1))
    },
    async close() {
      await closeServer(server)
      await passwordReset.close()
    },
  }
}

/** Another site, which keeps the paths that it was asked for. */
export async function startSite(html = '<h1>Elsewhere</h1>') {
  const paths: string[] = []
  const { server, url } = await listen()
  server.on('request', (request, response) => {
    // A browser's own idea, and nobody's link.
    if (request.url !== '/favicon.ico') paths.push(String(request.url))
    response.setHeader('Content-Type', 'text/html')
    response.end(html)
  })
  return { url, paths, close: () => closeServer(server) }
}

interface Answer {
  readonly sid: string
  readonly submit_url?: string
}

function asked({ sid, submit_url: submitUrl }: Answer, message: OutboxMessage | undefined): Asked {
  const credentials = { sid, client_secret }
  return {
    credentials,
    codePage: submitUrl === undefined ? '' : `${submitUrl}?${new URLSearchParams(credentials).toString()}`,
    link: message?.links[0] ?? '',
    code: message?.code ?? '',
  }
}

async function listen(): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer()
  // One that a failure leaves behind does not keep the tests from ending.
  server.unref()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function closeServer(server: Server): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await ended
}
