import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import {
  createAccountPasswordRouter,
  createPasswordResetRouter,
  type Account,
  type AccountPasswordOptions,
  type PasswordResetOptions,
  type PasswordResetRouter,
  type Threepid,
} from '../../lib'

export const ownPath = '/_matrix/client/unstable/express_matrix_password_reset'
export const publicBaseUrl = 'https://matrix.example.org'
export const secret = 'a secret of 32 characters or more'
const quiet = { warn: () => undefined, error: () => undefined }

export interface AbuseHost {
  readonly port: number
  readonly passwordReset: PasswordResetRouter
}

export interface HostSetUp {
  readonly options: Partial<PasswordResetOptions>
  /** Express's setting of that name. */
  readonly trustProxy?: boolean | number | string
  /** What the host has done to bodies before. */
  readonly parsers?: readonly RequestHandler[]
  readonly accountPassword?: Partial<AccountPasswordOptions>
}

/** `user-1@example.org` and `+44 7400 123001` have accounts, and so on to 999; nobody else has. */
export function findNumbered({ medium, address }: Threepid): Account | null {
  const grammar = medium === 'email' ? /^user-(\d{1,3})@example\.org$/ : /^447400123(\d{3})$/
  const number = grammar.exec(address)?.[1]
  return number === undefined ? null : { userId: `@user-${Number(number)}:example.org`, address }
}

const running: (() => Promise<void>)[] = []

/** Closes what `startAbuseHost` started; what is sending by then is waited for. */
export async function stopAbuseHosts(): Promise<void> {
  await Promise.all(running.splice(0).map((stop) => stop()))
}

/** A host on a free port of 127.0.0.1. What it answers itself says so in a header: `x-answered-by-host`. */
export async function startAbuseHost({
  options,
  trustProxy = false,
  parsers = [],
  accountPassword = {},
}: HostSetUp): Promise<AbuseHost> {
  const passwordReset = createPasswordResetRouter({
    publicBaseUrl,
    accounts: { findByThreepid: findNumbered },
    logger: quiet,
    ...options,
  })
  const app = express()
  app.set('trust proxy', trustProxy)
  app.set('query parser', 'extended')
  if (parsers.length > 0) app.use(...parsers)
  const setPassword = () => undefined
  app.use(passwordReset, createAccountPasswordRouter(passwordReset, { setPassword, ...accountPassword }))
  app.use((_request, response) => void response.status(404).set('X-Answered-By-Host', 'fell through').end())
  const refuse: ErrorRequestHandler = (error: { status?: number }, _request, response, _next) =>
    void response
      .status(error.status ?? 500)
      .set('X-Answered-By-Host', 'refused')
      .end()
  app.use(refuse)
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  running.push(async () => {
    const ended = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await ended
    await passwordReset.close()
  })
  return { port: (server.address() as AddressInfo).port, passwordReset }
}
