import { ownPath } from '../host/host'
import type { AbuseHost } from './abuse-host'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

type Medium = 'email' | 'msisdn'

/** Posts JSON to a host. */
export async function post(
  { port }: AbuseHost,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
    body: JSON.stringify(body),
    redirect: 'manual',
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  const parsed = (isJson ? JSON.parse(text) : {}) as Answer['body']
  return { status: response.status, headers: Object.fromEntries(response.headers), body: parsed, text }
}

/** `number` names the address: below 1,000 it has an account, from 1,000 it has none. */
export function requestToken(
  host: AbuseHost,
  medium: Medium,
  { number, ...fields }: { readonly number: number; readonly client_secret?: string; readonly send_attempt?: number },
  headers?: Readonly<Record<string, string>>,
): Promise<Answer> {
  const padded = String(number).padStart(4, '0')
  const threepid =
    medium === 'email'
      ? { email: `user-${number}@example.org` }
      : { country: 'GB', phone_number: `0740012${number < 1_000 ? 3 : 4}${padded.slice(1)}` }
  const body = { ...threepid, client_secret: 'a-client-secret', send_attempt: 1, ...fields }
  return post(host, `/_matrix/client/v3/account/password/${medium}/requestToken`, body, headers)
}

export function submitToken(host: AbuseHost, medium: Medium, fields: object, accept = 'application/json') {
  return post(host, `${ownPath}/${medium}/submitToken`, fields, { Accept: accept })
}

export function changePassword(host: AbuseHost, medium: Medium, credentials: object): Promise<Answer> {
  const type = medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
  const body = { auth: { type, threepid_creds: credentials, session: 'abc' }, new_password: 'correct horse' }
  return post(host, '/_matrix/client/v3/account/password', body)
}
