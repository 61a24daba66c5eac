import { createSecureContext } from 'node:tls'
import { parseAddress } from './mailbox'
import type { OptionCheck } from './options'
import type { SmtpAuth, SmtpTls } from './smtp-sender-options'
import { isLoopbackHost, type SmtpServer } from './smtp-url'

const strings = [
  'user',
  'pass',
  'method',
  'clientId',
  'clientSecret',
  'refreshToken',
  'accessToken',
  'accessUrl',
  'serviceClient',
  'privateKey',
  'scope',
]
const others = ['type', 'expires', 'customParams', 'provisionCallback']

/** The login in `auth`; without it, the login in `url`. */
export function checkAuth(check: OptionCheck, server: SmtpServer): SmtpAuth | undefined {
  const auth = check.raw('auth') as Readonly<Record<string, unknown>> | null | undefined
  if (auth === undefined) return server.login
  const fix =
    "give { user, pass } or { type: 'OAuth2', user, ... } with `accessToken`, `refreshToken`, `serviceClient` and `privateKey`, or `provisionCallback`"
  if (typeof auth !== 'object' || auth === null || Array.isArray(auth)) return check.fail('auth', 'an object', fix)
  if (server.login) check.fail('auth', 'left out where `url` has a user and password', 'leave one of them out')
  const unknown = Object.keys(auth).find((name) => !strings.includes(name) && !others.includes(name))
  if (unknown !== undefined) check.fail('auth', `without \`${unknown}\``, fix)
  const isText = (name: string) => typeof auth[name] === 'string' && auth[name] !== ''
  const wrong = strings.find((name) => auth[name] !== undefined && !isText(name))
  if (wrong !== undefined) check.fail('auth', `an object with a string as its \`${wrong}\``, fix)
  const type = typeof auth['type'] === 'string' ? auth['type'].toLowerCase() : auth['type']
  const isOAuth2 = type === 'oauth2'
  if (!isOAuth2 && type !== undefined && type !== 'login') check.fail('auth', "of type 'login' or 'OAuth2'", fix)
  const hasToken =
    isText('accessToken') ||
    isText('refreshToken') ||
    (isText('serviceClient') && isText('privateKey')) ||
    typeof auth['provisionCallback'] === 'function'
  if (!isText('user') || !(isOAuth2 ? hasToken : isText('pass'))) check.fail('auth', 'a whole login', fix)
  return { ...auth } as unknown as SmtpAuth
}

/** The TLS options for nodemailer. */
export function checkTls(check: OptionCheck, { host, secure }: SmtpServer, allowPlaintext: boolean) {
  const given = check.raw('tls')
  const tls: SmtpTls | null = given === undefined ? {} : given
  const fix = 'give `{ ca, servername }`: certificates in PEM, and a host name; nothing else of TLS can be set'
  if (
    typeof tls !== 'object' ||
    tls === null ||
    Object.keys(tls).some((name) => name !== 'ca' && name !== 'servername')
  )
    return check.fail('tls', 'an object with `ca` or `servername` alone', fix)

  const { ca, servername } = tls
  const list: readonly unknown[] | undefined = ca === undefined ? undefined : Array.isArray(ca) ? ca : [ca]
  if (list && (list.length === 0 || !list.every(isCertificate)))
    check.fail('tls', 'an object with certificates as `ca`', fix)

  if (servername !== undefined && !isHostName(servername))
    check.fail('tls', 'an object with a host name as `servername`', fix)

  // For a server on this machine, an unchecked certificate is no weaker than the plaintext that the option allows.
  const isChecked = secure || !allowPlaintext || !isLoopbackHost(host) || ca !== undefined
  const name = servername ?? (host.includes(':') || /^[\d.]+$/.test(host) ? undefined : host)
  return {
    // Always set: NODE_TLS_REJECT_UNAUTHORIZED in the environment would change the default.
    rejectUnauthorized: isChecked,
    minVersion: 'TLSv1.2',
    ...(list && { ca: list.map((each) => (typeof each === 'string' ? each : Buffer.from(each))) }),
    ...(name !== undefined && { servername: name }),
  }
}

/** The host name for EHLO. */
export function checkName(check: OptionCheck, from: string): string {
  const name = check.raw('name')
  if (name === undefined) return from.slice(from.lastIndexOf('@') + 1)
  if (!isHostName(name))
    check.fail('name', 'a host name or an address literal', "give 'matrix.example.org' or '[192.0.2.1]'")

  return name
}

function isHostName(value: unknown): value is string {
  if (typeof value !== 'string') return false
  return /^\[(?:IPv6:)?[0-9A-Fa-f.:]+\]$/.test(value) || parseAddress(`a@${value}`) === `a@${value}`
}

function isCertificate(value: unknown): value is string | Uint8Array {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return false
  const pem = typeof value === 'string' ? value : Buffer.from(value)
  try {
    createSecureContext({ ca: pem })
    return pem.includes('-----BEGIN CERTIFICATE-----')
  } catch {
    return false
  }
}
