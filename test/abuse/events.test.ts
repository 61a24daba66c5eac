import {
  memoryStore,
  outbox,
  SendError,
  StoreUnavailableError,
  type Logger,
  type OutboxMessage,
  type PasswordResetEvent,
  type PasswordResetOptions,
  type SessionStore,
} from '../../lib'
import { waitFor } from '../redis/wait-for'
import { ownPath } from '../host/host'
import { secret, startAbuseHost } from './abuse-host'
import { changePassword, post, requestToken, submitToken } from './client'
import { Planted } from './planted'

/** As pino's loggers are: methods that need their `this`, fields first. */
class PinoLike implements Logger {
  readonly lines: unknown[] = []
  readonly #isOpen = true

  warn(fields: object, message: string): void {
    if (this.#isOpen) this.lines.push({ level: 40, ...fields, msg: message })
  }

  error(fields: object, message: string): void {
    if (this.#isOpen) this.lines.push({ level: 50, ...fields, msg: message })
  }
}

/** A host that tells its listener and its log, and what must be found in neither. */
async function startTold(own: Partial<PasswordResetOptions> = {}) {
  const events: PasswordResetEvent[] = []
  const logger = new PinoLike()
  const planted = new Planted()
  const { email, sms, messages } = outbox()
  const options: Partial<PasswordResetOptions> = {
    email: { sender: email },
    sms: { sender: sms, countries: ['GB'] },
    limits: false,
    secret,
    logger,
    onEvent: (event) => events.push(event),
    ...own,
  }
  const host = await startAbuseHost({ options })
  planted.add('user-1@example.org', 'user-1', '447400123001', '7400123001', 'a-client-secret', 'another-secret', secret)
  const quiet = () => {
    for (const message of messages) planted.add(...tokensOf(message))
    expect(planted.foundIn(events)).toEqual([])
    expect(planted.foundIn(logger.lines)).toEqual([])
  }
  const types = () => events.map(({ type }) => type)
  return { host, events, types, logger, planted, messages, quiet }
}

function tokensOf({ links, code }: OutboxMessage): (string | undefined)[] {
  return [code, ...links.flatMap((link) => [...new URL(link).searchParams.values()])]
}

/** Asks for a number's code, and gives what a client has of it then. */
async function askForCode({ host, messages }: Awaited<ReturnType<typeof startTold>>, fields: object = {}) {
  const chosen = { client_secret: 'a-client-secret', ...fields }
  const { sid } = (await requestToken(host, 'msisdn', { number: 1, ...chosen })).body
  return { credentials: { sid, client_secret: chosen.client_secret }, code: messages.at(-1)?.code ?? '' }
}

const hash = expect.stringMatching(/^[\w-]{22}$/) as string
const ofNumber = { medium: 'msisdn', addressHash: hash }

test('from the request to the new password', async () => {
  const told = await startTold()
  const { credentials, code } = await askForCode(told)
  const wrong = code === '000000' ? '111111' : '000000'
  await submitToken(told.host, 'msisdn', { ...credentials, token: wrong })
  await submitToken(told.host, 'msisdn', { ...credentials, token: code })
  await submitToken(told.host, 'msisdn', { ...credentials, token: code })
  expect((await changePassword(told.host, 'msisdn', credentials)).status).toBe(200)
  expect(told.events).toEqual([
    { type: 'token_sent', ...ofNumber, deliver: 'code', via: 'local', durationMs: expect.any(Number) as number },
    { type: 'refused', route: `${ownPath}/msisdn/submitToken`, status: 400, errcode: 'M_TOKEN_INCORRECT' },
    { type: 'validated', ...ofNumber, via: 'local' },
    { type: 'redeemed', ...ofNumber },
    { type: 'revoked', ...ofNumber, reason: 'redeemed' },
  ])
  told.quiet()
})

test('guesses: each is refused, and the dead session is limited', async () => {
  const told = await startTold()
  const { credentials, code } = await askForCode(told)
  for (let step = 1; step <= 6; step += 1) {
    const token = String((Number(code) + step) % 1_000_000).padStart(6, '0')
    told.planted.add(token)
    await submitToken(told.host, 'msisdn', { ...credentials, token })
  }
  await askForCode(told, { send_attempt: 2 })
  const refusals = told.events.flatMap((event) => (event.type === 'refused' ? [event.errcode] : []))
  expect(refusals).toEqual([...Array.from({ length: 5 }, () => 'M_TOKEN_INCORRECT'), 'M_SESSION_EXPIRED'])
  expect(told.events.at(-1)).toEqual({ type: 'limited', limit: 'session', retryAfterMs: expect.any(Number) as number })
  told.quiet()
})

test('ended by its person, and by the host', async () => {
  const told = await startTold()
  await requestToken(told.host, 'email', { number: 1 })
  const url = new URL(told.messages.at(-1)?.links[0] ?? '')
  const fields = { ...Object.fromEntries(url.searchParams), action: 'not_me' }
  expect((await post(told.host, url.pathname, fields)).status).toBe(200)
  await told.host.passwordReset.revoke({ medium: 'email', address: 'User-1@Example.org' })
  const revoked = told.events.filter(({ type }) => type === 'revoked')
  expect(revoked).toMatchObject([{ reason: 'not_me' }, { reason: 'host' }])
  told.quiet()
})

test.each(['reject', 'conceal'] as const)('%s: a provider that fails, and quotes what it was given', async (how) => {
  const send = (message: { to: string; text: string }) =>
    Promise.reject(new SendError('refused', `550 <${message.to}> will not have "${message.text}"`))
  const told = await startTold({ unknownThreepid: how, email: { sender: { send } } })
  await requestToken(told.host, 'email', { number: 1 })
  await waitFor('the failure', () => told.types().includes('delivery_failed'))
  const addressHash = hash
  const failed = { type: 'delivery_failed', medium: 'email', addressHash, reason: 'refused', willRetry: false }
  expect(told.events).toContainEqual(failed)
  expect(told.logger.lines.length).toBeGreaterThan(0)
  told.quiet()
})

test('a store that is away, and quotes what it was given', async () => {
  const inner = memoryStore()
  const store = new Proxy(inner, {
    get: (target, name): unknown =>
      name === 'begin' || name === 'look'
        ? () => Promise.reject(new StoreUnavailableError('SET user-1@example.org +447400123001 failed'))
        : (Reflect.get(target, name) as unknown),
  }) satisfies SessionStore
  const told = await startTold({ store })
  expect((await requestToken(told.host, 'email', { number: 1 })).status).toBe(503)
  expect(told.types()).toEqual(['store_failed', 'refused'])
  const credentials = { sid: `${'a'.repeat(22)}.${'b'.repeat(22)}.${'c'.repeat(11)}`, client_secret: 'a-client-secret' }
  await told.host.passwordReset.validated(credentials).catch(() => null)
  told.quiet()
  inner.close()
})

test('an identity server that fails, and a function of the host’s that does', async () => {
  const identityServers = {
    trusted: ['http://127.0.0.1:9'],
    decide: () => {
      throw new Error('nobody knows user-1@example.org')
    },
  }
  const told = await startTold({ identityServers, email: undefined })
  const more = { client_secret: 'a-client-secret', id_server: '127.0.0.1:9', id_access_token: 'an-access-token' }
  told.planted.add('an-access-token')
  expect((await requestToken(told.host, 'email', { number: 1, ...more })).status).toBe(502)
  expect((await requestToken(told.host, 'msisdn', { number: 1, ...more })).status).toBe(500)
  expect(told.events).toMatchObject([
    { type: 'identity_server_failed', idServer: '127.0.0.1:9', reason: expect.any(String) as string },
    { type: 'refused', status: 502, errcode: 'M_UNKNOWN' },
    { type: 'decide_failed' },
    { type: 'refused', status: 500, errcode: 'M_UNKNOWN' },
  ])
  told.quiet()
})

test('an address is told by one hash, another address by another, and by another under another secret', async () => {
  const hashes = async (own: Partial<PasswordResetOptions>, numbers: readonly number[]) => {
    const told = await startTold(own)
    for (const [index, number] of numbers.entries())
      await requestToken(told.host, 'email', { number, client_secret: `secret-${index}` })
    return told.events.map((event) => ('addressHash' in event ? event.addressHash : ''))
  }
  const [first, again, other] = await hashes({}, [1, 1, 2])
  expect(first).toEqual(hash)
  expect(again).toBe(first)
  expect(other).not.toBe(first)
  expect(await hashes({}, [1])).toEqual([first])
  expect(await hashes({ secret: 'another secret of 32 characters or more' }, [1])).not.toEqual([first])
})

const listeners: readonly [string, () => unknown][] = [
  [
    'throws',
    () => {
      throw new Error('no')
    },
  ],
  ['is async and rejects', () => Promise.reject(new Error('no'))],
]

test.each(listeners)('a listener that %s harms nothing, and is told of in the log', async (_name, onEvent) => {
  const told = await startTold({ onEvent })
  const { credentials, code } = await askForCode(told)
  expect((await submitToken(told.host, 'msisdn', { ...credentials, token: code })).status).toBe(200)
  expect((await changePassword(told.host, 'msisdn', credentials)).status).toBe(200)
  await waitFor('the log', () => told.logger.lines.length >= 4)
  expect(told.logger.lines).toContainEqual(expect.objectContaining({ msg: 'onEvent threw', event: 'redeemed' }))
})

test.each(listeners)('a logger that %s harms nothing', async (_name, log) => {
  const handled: jest.SpyInstance[] = []
  const line = (): unknown => {
    const promise = log() as Promise<unknown>
    handled.push(jest.spyOn(promise, 'then'))
    return promise
  }
  const sender = { send: () => Promise.reject(new Error('no')) }
  const told = await startTold({ logger: { warn: line, error: line }, email: { sender } })
  expect((await requestToken(told.host, 'email', { number: 1 })).status).toBe(502)
  // Whoever left a rejection without a handler would have ended the process.
  for (const then of handled) expect(then).toHaveBeenCalled()
})

test('console fits as a logger', async () => {
  const error = jest.spyOn(console, 'error').mockImplementation()
  const warn = jest.spyOn(console, 'warn').mockImplementation()
  try {
    const send = () => Promise.reject(new Error('socket hang up'))
    const told = await startTold({ logger: console, email: { sender: { send } } })
    await requestToken(told.host, 'email', { number: 1 })
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ medium: 'email' }), expect.any(String))
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ option: 'redis' }), expect.any(String))
    expect(told.planted.foundIn([error.mock.calls, warn.mock.calls])).toEqual([])
  } finally {
    error.mockRestore()
    warn.mockRestore()
  }
})
