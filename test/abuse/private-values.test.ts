import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  memoryStore,
  SendError,
  StoreUnavailableError,
  type AccountPasswordOptions,
  type PasswordResetEvent,
  type PasswordResetOptions,
  type SessionStore,
} from '../../lib'
import { waitFor } from '../redis/wait-for'
import { spellingsOf } from '../spellings'
import { secret, startAbuseHost, type AbuseHost } from './abuse-host'
import { post } from './client'

const v3 = '/_matrix/client/v3/account/password'
const address = 'Vera.Plant@Planted-Example.org'
const stored = 'vera.plant@planted-example.org'
const number = '07400 987654'
const storedNumber = '447400987654'
const userId = '@planted-user:example.org'
const brought = {
  client_secret: 'planted.client-secret=1',
  id_access_token: 'planted_access_token',
  next_link: 'https://matrix.example.org/planted?next=<1>&"quoted"',
  captcha: 'plänted answer',
}
const newPassword = 'planted pass "word" 100% <&>'

/** An error that quotes each of these in every form, in its message, name, code, cause and parts. */
function quoting(values: readonly string[], make: (message: string) => Error = (message) => new Error(message)): Error {
  const quotes = values.flatMap((value) => spellingsOf(value).map(([, spelling]) => spelling))
  const part = (index: number) => make(quotes.filter((_quote, at) => at % 10 === index).join(' , ') || 'nothing')
  const error = make(values.join(' | '))
  return Object.assign(error, { cause: part(0), errors: Array.from({ length: 8 }, (_part, index) => part(index + 1)) })
}

/** What a host was told: by its log, and by its listener. */
class Told {
  readonly lines: string[] = []
  readonly events: PasswordResetEvent[] = []
  /** What was made by the host itself: tokens and names of sessions. */
  readonly made: string[] = []
  readonly options: Partial<PasswordResetOptions> = {
    secret,
    limits: false,
    logger: { warn: (fields, words) => this.write(fields, words), error: (fields, words) => this.write(fields, words) },
    onEvent: (event) => this.events.push(event),
    accounts: {
      findByThreepid: ({ medium }) => ({ userId, address: medium === 'email' ? stored : storedNumber }),
    },
  }

  private write(fields: object, words: string): void {
    this.lines.push(`${words} ${JSON.stringify(fields)}`)
  }

  /** Nothing of it in any form, in any case, whatever JSON made of it. */
  expectNoneOf(values: readonly string[]): void {
    expect(this.lines.length).toBeGreaterThan(0)
    const all = `${this.lines.join('\n')}\n${JSON.stringify(this.events)}`.toLowerCase()
    const found = [...values, ...this.made].flatMap((value) =>
      spellingsOf(value)
        .filter(([, spelling]) => all.includes(spelling.toLowerCase()) || all.includes(quoted(spelling).toLowerCase()))
        .map(([form]) => `${value} (${form})`),
    )
    expect(found).toEqual([])
  }
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

const typed = { email: { email: address }, msisdn: { country: 'GB', phone_number: number } } as const
const everything = {
  email: [address, stored, 'vera.plant', userId, ...Object.values(brought)],
  msisdn: [number, storedNumber, '7400987654', userId, ...Object.values(brought)],
} as const

function ask(host: AbuseHost, medium: 'email' | 'msisdn', more: object = {}) {
  return post(host, `${v3}/${medium}/requestToken`, { ...typed[medium], ...brought, send_attempt: 1, ...more })
}

type Made = { readonly to: string; readonly text: string }

/** A sender that keeps what it was given, and fails with an error that quotes all that this request has to do with. */
function failing(told: Told, values: readonly string[]) {
  const send = async ({ text }: Made) => {
    const found = /token=([\w-]+)/.exec(text)?.[1] ?? /\b\d{6}\b/.exec(text)?.[0] ?? ''
    const sid = /sid=([\w.-]+)/.exec(text)?.[1]
    told.made.push(found, ...(sid === undefined ? [] : [sid]))
    throw quoting([...values, found], (message) => new SendError('refused', message))
  }
  return { send }
}

describe.each(['email', 'msisdn'] as const)('%s: what quotes all that a request brought', (medium) => {
  const values = everything[medium]
  const sms = (sender: { send: (message: Made) => Promise<void> }) => ({ sender, countries: ['GB'] })
  const quiet = { send: async () => undefined }

  test.each(['reject', 'conceal', 'notify'] as const)('a sender, %s', async (unknownThreepid) => {
    const told = new Told()
    const sender = failing(told, values)
    const host = await startAbuseHost({
      options: { ...told.options, unknownThreepid, email: { sender }, sms: sms(sender) },
    })
    await ask(host, medium)
    await waitFor('the failure', () => told.events.some(({ type }) => type === 'delivery_failed'))
    told.expectNoneOf(values)
  })

  test.each<[string, (fail: () => never) => Partial<PasswordResetOptions>]>([
    ['accounts.findByThreepid', (fail) => ({ accounts: { findByThreepid: fail } })],
    ['allow3pid', (fail) => ({ allow3pid: fail })],
    ['locale', (fail) => ({ locale: fail })],
    ['identityServers.decide', (fail) => ({ identityServers: { trusted: ['id.example'], decide: fail } })],
    ['identityServers.trusted', (fail) => ({ identityServers: { trusted: fail, prefer: 'proxy' } })],
  ])('%s', async (_name, option) => {
    const told = new Told()
    // Whose account it is was not asked by then, or not answered.
    const known = values.filter((value) => value !== userId)
    const fail = (): never => {
      throw quoting(known)
    }
    const host = await startAbuseHost({
      options: { ...told.options, email: { sender: quiet }, sms: sms(quiet), ...option(fail) },
    })
    await ask(host, medium, { id_server: 'id.example' })
    told.expectNoneOf(known)
  })

  test.each(['begin', 'sent', 'failed'] as const)('the store, in %s', async (verb) => {
    const told = new Told()
    const inner = memoryStore()
    const store = new Proxy(inner, {
      get: (target, name): unknown =>
        name === verb
          ? () => Promise.reject(quoting(values, (message) => new StoreUnavailableError(message)))
          : (Reflect.get(target, name) as unknown),
    }) satisfies SessionStore
    const sender = verb === 'failed' ? failing(told, values) : quiet
    const host = await startAbuseHost({
      options: { ...told.options, store, email: { sender }, sms: sms(sender) },
    })
    await ask(host, medium)
    await waitFor('the line', () => told.lines.some((line) => line.includes('StoreUnavailableError')))
    told.expectNoneOf(values)
    inner.close()
  })
})

test.each<[string, object]>([
  ['more texts', { more: Array.from({ length: 400 }, (_text, index) => `text ${index}`) }],
  ['more values', { more: Array.from({ length: 2_001 }, () => 0) }],
  ['more values, in small parts', { more: Array.from({ length: 30 }, () => Array.from({ length: 100 }, () => 0)) }],
])('a request with %s than are searched: what quotes any of it is withheld', async (_what, more) => {
  const told = new Told()
  const findByThreepid = () => {
    throw quoting(everything.email, (message) => new RangeError(message))
  }
  const email = { sender: { send: async () => undefined } }
  const host = await startAbuseHost({ options: { ...told.options, email, accounts: { findByThreepid } } })
  expect((await ask(host, 'email', more)).status).toBe(500)
  expect(told.lines.join()).toContain('RangeError: [withheld]')
  told.expectNoneOf(everything.email)
})

test.each([
  [500, 'text/plain'],
  [400, 'application/json'],
  [200, 'application/json'],
])('an identity server that answers %s and quotes all that it was sent', async (status, type) => {
  const told = new Told()
  const seen: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', () => {
        const sent = `${request.url} ${request.headers.authorization} ${Buffer.concat(parts).toString()}`
        seen.push(sent)
        response
          .writeHead(status, { 'Content-Type': type })
          .end(JSON.stringify({ errcode: sent, error: sent, sid: sent }))
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const idServer = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const host = await startAbuseHost({
    options: { ...told.options, identityServers: { trusted: [`http://${idServer}`] } },
  })
  const answer = await ask(host, 'email', { id_server: idServer })
  server.closeAllConnections()
  server.close()
  expect(answer.status).toBe(502)
  expect(seen.join()).toContain(stored)
  // Which server it was stays.
  expect(told.lines.join()).toContain(idServer)
  told.expectNoneOf(everything.email)
})

describe('the new password', () => {
  async function reset(
    told: Told,
    accountPassword: Partial<AccountPasswordOptions>,
    send = async (_message: Made) => undefined as void,
  ) {
    let code = ''
    const sender = {
      send: async (message: Made) => {
        code ||= /\b\d{6}\b/.exec(message.text)?.[0] ?? ''
        await send(message)
      },
    }
    const options = { ...told.options, email: { sender, deliver: 'code' as const } }
    const host = await startAbuseHost({ options, accountPassword })
    const { sid } = (await ask(host, 'email')).body
    const credentials = { sid, client_secret: brought.client_secret }
    const path = '/_matrix/client/unstable/express_matrix_password_reset/email/submitToken'
    expect((await post(host, path, { ...credentials, token: code })).status).toBe(200)
    told.made.push(String(sid))
    const auth = { type: 'm.login.email.identity', threepid_creds: credentials }
    return post(host, v3, { auth, new_password: newPassword })
  }
  const values = [newPassword, stored, userId, brought.client_secret]

  test('setPassword quotes it', async () => {
    const told = new Told()
    const setPassword = () => {
      throw quoting([...values, ...told.made], (message) => new RangeError(message))
    }
    expect((await reset(told, { setPassword })).status).toBe(500)
    expect(told.lines.join()).toContain('RangeError')
    told.expectNoneOf(values)
  })

  test('a notice that fails in the background does', async () => {
    const told = new Told()
    const send = async ({ text }: Made) => {
      if (!/\b\d{6}\b/.test(text)) throw quoting(values)
    }
    expect((await reset(told, { setPassword: () => undefined }, send)).status).toBe(200)
    await waitFor('the line', () => told.lines.length > 0)
    told.expectNoneOf(values)
  })
})

test('a host that calls redeem by itself', async () => {
  const told = new Told()
  const inner = memoryStore()
  let sid = ''
  const values = () => [sid, brought.client_secret]
  const store = new Proxy(inner, {
    get: (target, name): unknown =>
      name === 'look'
        ? () => Promise.reject(quoting(values(), (message) => new StoreUnavailableError(message)))
        : (Reflect.get(target, name) as unknown),
  }) satisfies SessionStore
  const sender = { send: async () => undefined }
  const host = await startAbuseHost({ options: { ...told.options, store, email: { sender } } })
  sid = String((await ask(host, 'email')).body['sid'])
  const creds = { sid, client_secret: brought.client_secret }
  await expect(host.passwordReset.redeem(creds, () => undefined)).rejects.toMatchObject({ status: 503 })
  await expect(host.passwordReset.validated(creds)).rejects.toMatchObject({ status: 503 })
  told.expectNoneOf(values())
  inner.close()
})
