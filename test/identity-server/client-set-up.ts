import { forHost } from '../../lib/error-answer'
import { createIdentityServerClient, type IdentityServerClient } from '../../lib/identity-server/client'
import type { IdentityServer } from '../../lib/identity-server/trusted'
import { MatrixError } from '../../lib/http/matrix-error'
import type { FakeIdentityServer, FakeRoute } from './fake-identity-server'
import { fakeServer, fetcher } from './servers'

export const client_secret = 'monkeys_are_GREAT'
export const fields = {
  email: { client_secret, send_attempt: 1, email: 'alice@example.org' },
  msisdn: { client_secret, send_attempt: 1, country: 'GB', phone_number: '07400123456' },
}
export const routes: readonly FakeRoute[] = ['requestToken', 'submitToken', 'getValidated3pid']

export interface ClientSetUp {
  readonly fake: FakeIdentityServer
  readonly server: IdentityServer
  readonly client: IdentityServerClient
  /** Each method, as it stands for the faults that fit all. */
  readonly call: (route: FakeRoute) => Promise<unknown>
  /** A session over v1, with the token that was sent. */
  readonly begin: (medium: 'email' | 'msisdn') => Promise<{ sid: string; client_secret: string; token: string }>
}

export async function setUpClient(deadlineMs = 20_000): Promise<ClientSetUp> {
  const { fake, server } = await fakeServer()
  const client = createIdentityServerClient(fetcher({ deadlineMs }))
  const calls = {
    requestToken: () => client.requestToken(server, 'email', fields.email),
    submitToken: () => client.submitToken(server, 'msisdn', { sid: '1', client_secret, token: '123456' }),
    getValidated3pid: () => client.getValidated3pid(server, { sid: '1', client_secret }),
  }
  const begin = async (medium: 'email' | 'msisdn') => {
    const { sid } = await client.requestToken(server, medium, fields[medium])
    return { sid, client_secret, token: fake.messages.at(-1)?.token ?? '' }
  }
  return { fake, server, client, call: (route) => calls[route](), begin }
}

/** The error that a call is refused with, as a host gets it. */
export async function matrixError(promise: Promise<unknown>): Promise<MatrixError> {
  const error: unknown = await promise.then(
    () => new Error('was answered'),
    (reason: unknown) => reason,
  )
  const answered = forHost(error)
  expect(answered).toBeInstanceOf(MatrixError)
  return answered as MatrixError
}
