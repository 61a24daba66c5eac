import { ownPath } from '../host/host'
import { badQueries, bodyFor, formText, wireForm, type FieldMap } from './hostile-bodies'
import * as hostile from './hostile-values'
import type { Random } from './random'

export type Endpoint = 'requestToken' | 'submitToken' | 'confirm' | 'password'

export interface Target {
  readonly endpoint: Endpoint
  readonly medium: 'email' | 'msisdn'
  readonly path: string
}

/** A session as its client knows it, with what was sent for it. */
export interface KnownSession {
  readonly medium: 'email' | 'msisdn'
  readonly sid: string
  readonly client_secret: string
  readonly token: string | undefined
}

/** What hosts have told so far, for requests that are nearly good. */
export interface Knowledge {
  readonly session: (random: Random) => KnownSession | undefined
}

export interface HostileRequest {
  readonly method: string
  /** What the request is aimed at; null where it should fall through. */
  readonly aim: Target | null
  /** Whether an HTTP server may refuse it before any of it reaches Express. */
  readonly isBrokenHttp: boolean
  readonly bytes: Buffer
  /** Where set, only so many bytes are sent, and the connection is cut. */
  readonly cutAt: number | null
}

const media = ['email', 'msisdn'] as const

const targets: readonly Target[] = media.flatMap((medium) => [
  ...['v3', 'r0', 'unstable'].map((version) => ({
    endpoint: 'requestToken' as const,
    medium,
    path: `/_matrix/client/${version}/account/password/${medium}/requestToken`,
  })),
  { endpoint: 'submitToken', medium, path: `${ownPath}/${medium}/submitToken` },
  { endpoint: 'submitToken', medium, path: `/_matrix/identity/api/v1/validate/${medium}/submitToken` },
  { endpoint: 'confirm', medium, path: `${ownPath}/${medium}/confirm` },
  { endpoint: 'confirm', medium, path: `${ownPath}/${medium}/confirm` },
  { endpoint: 'password', medium, path: `/_matrix/client/${medium === 'email' ? 'v3' : 'r0'}/account/password` },
])

/** Nearly good more often than not: what is wrong everywhere never gets behind the first check. */
export function hostileRequest(random: Random, knowledge: Knowledge): HostileRequest {
  const target = random.pick(targets)
  const method = methodFor(target, random)
  const fields = fieldsFor(target, random, knowledge)
  for (let mutations = random.pick([0, 0, 0, 1, 1, 2]); mutations > 0; mutations -= 1) mutate(fields, random)
  const mayBeForm = target.endpoint === 'submitToken' || target.endpoint === 'confirm'
  const inQuery = method === 'GET' || method === 'HEAD' || random.chance(0.02)
  const { path, aim } = pathFor(target, random)
  const access = target.endpoint === 'password' && random.chance(0.04)
  const query = inQuery ? formText(fields, random) : random.chance(0.03) ? random.pick(badQueries) : ''
  const full = [query, access ? 'access_token=x' : ''].filter((part) => part !== '').join('&')
  const body = inQuery && random.chance(0.9) ? null : bodyFor(fields, mayBeForm, random)
  const { bytes, isBrokenHttp } = wireForm(method, path + (full === '' ? '' : `?${full}`), body, random)
  const cutAt = random.chance(0.02) ? random.below(bytes.length) : null
  return { method, aim: access ? null : aim, isBrokenHttp, bytes, cutAt }
}

function methodFor({ endpoint }: Target, random: Random): string {
  if (random.chance(0.06)) return random.pick(hostile.methods)
  if (endpoint === 'requestToken' || endpoint === 'password') return 'POST'
  return random.chance(0.5) ? 'GET' : 'POST'
}

function pathFor(target: Target, random: Random): { path: string; aim: Target | null } {
  if (random.chance(0.97)) return { path: target.path, aim: target }
  const { path } = target
  const other = random.pick([
    ...[
      `${path}/`,
      `/${path}`,
      path.toUpperCase(),
      `${path}%00`,
      `${path}/..`,
      `${path};a=b`,
      `${path}%`,
      '/',
      '/%ff%',
    ],
    ...[path.replace('account', '%61ccount'), path.replace(/\/[^/]*$/, ''), `${path}.json`, `/${'a'.repeat(6_000)}`],
  ])
  return { path: other, aim: other === path ? target : null }
}

function fieldsFor({ endpoint, medium }: Target, random: Random, knowledge: Knowledge): FieldMap {
  if (endpoint === 'requestToken') return tokenRequestFields(medium, random)
  const known = knowledge.session(random)
  const { sid = 'a.b.c', client_secret = 'secret-1', token = '123456' } = known ?? {}
  if (endpoint === 'submitToken') return new Map(Object.entries({ sid, client_secret, token }))
  if (endpoint === 'confirm') {
    const action = random.pick([undefined, undefined, 'confirm', 'not_me', 'other'])
    return new Map(Object.entries({ sid, token, ...(action !== undefined && { action }) }))
  }
  const type = known?.medium === 'msisdn' ? 'm.login.msisdn' : 'm.login.email.identity'
  const creds = { sid, client_secret }
  const auth = { type, [random.pick(['threepid_creds', 'threepidCreds'])]: creds, session: 'abc' }
  return new Map<string, unknown>(Object.entries({ auth, new_password: 'correct horse', logout_devices: true }))
}

function tokenRequestFields(medium: 'email' | 'msisdn', random: Random): FieldMap {
  const number = 1 + random.below(40)
  const stranger = random.chance(0.1)
  const threepid =
    medium === 'email'
      ? { email: stranger ? `nobody-${number}@example.org` : `user-${number}@example.org` }
      : {
          country: 'GB',
          phone_number: stranger ? random.pick(['07400 124000', '+33 6 12 34 56 78']) : `07400 ${123_000 + number}`,
        }
  const optional = random.pick([
    ...[{}, {}, {}, { next_link: 'https://matrix.example.org/done?a=b#c' }, { next_link: 'https://evil.example/' }],
    ...[{ id_server: 'id.example.org', id_access_token: 'x' }, { next_link: null }],
  ])
  const attempt = { client_secret: `secret-${random.below(20)}`, send_attempt: random.below(4) }
  return new Map<string, unknown>(Object.entries({ ...threepid, ...attempt, ...optional }))
}

const fieldNames = [
  ...[
    'email',
    'country',
    'phone_number',
    'client_secret',
    'send_attempt',
    'next_link',
    'sid',
    'token',
    'action',
    'auth',
  ],
  ...[
    'new_password',
    'logout_devices',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'polluted',
    'length',
  ],
]

function mutate(fields: FieldMap, random: Random): void {
  const name = random.chance(0.8) ? random.pick([...fields.keys(), 'sid']) : random.pick(fieldNames)
  const kindOfChange = random.below(10)
  if (kindOfChange < 2) fields.delete(name)
  else if (kindOfChange < 5) fields.set(name, random.pick(hostile.nastyStrings))
  else if (kindOfChange < 6) fields.set(name, random.pick(hostile.nastyAddresses))
  else if (kindOfChange < 9) fields.set(name, random.pick(hostile.nastyValues))
  else fields.set(name, { threepid_creds: random.pick(hostile.nastyValues), type: random.pick(hostile.nastyValues) })
}
