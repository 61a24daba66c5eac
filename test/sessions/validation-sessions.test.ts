import { defaults } from '../../lib/options/defaults'
import { memoryStore } from '../../lib/sessions/memory-store'
import { SecretKeys } from '../../lib/sessions/secrets'
import type { SessionData } from '../../lib/sessions/session-data'
import type { SessionStore } from '../../lib/sessions/session-store'
import type { TokenRequest, TokenToSend } from '../../lib/sessions/validation-session'
import { ValidationSessions } from '../../lib/sessions/validation-sessions'
import { flows, type Flow } from '../../lib/threepids/flow'

const [newKeys, oldKeys] = ['new secret', 'old secret'].map((secret) => new SecretKeys(secret)) as [
  SecretKeys,
  SecretKeys,
]
const clientSecret = 'the client secret'
const alice = { medium: 'email', address: 'alice@example.org' } as const
const proxy = { idServer: 'id.example.org' }

let store: SessionStore
beforeEach(() => {
  store = memoryStore()
})
afterEach(() => store.close())

function sessionsOf(
  keyring: readonly [SecretKeys, ...SecretKeys[]] = [newKeys],
  served: readonly Flow[] = flows,
): ValidationSessions {
  const { tokens, limits } = defaults
  const none = Object.fromEntries(Object.keys(limits).map((name) => [name, false])) as unknown as typeof limits
  return new ValidationSessions({ store, keyring, server: 'https://x', flows: served, tokens, limits: none })
}

function ask(
  sessions: ValidationSessions,
  data: Partial<SessionData> = {},
  over: Partial<TokenRequest> = {},
): ReturnType<ValidationSessions['request']> {
  return sessions.request({
    data: { flow: 'password', ...alice, userId: '@alice:x', requester: { at: 1 }, ...data },
    clientSecret,
    sendAttempt: 1,
    deliver: 'link',
    networkTag: 'network',
    ...over,
  })
}

async function send(...parameters: Parameters<typeof ask>): Promise<TokenToSend> {
  const begun = await ask(...parameters)
  if (begun.outcome !== 'send') throw new Error(begun.outcome)
  await begun.send.sent(parameters[1]?.proxy ? { sid: 'upstream sid', idAccessToken: 'access token' } : undefined)
  return begun
}

async function prove(...parameters: Parameters<typeof ask>): Promise<TokenToSend> {
  const begun = await send(...parameters)
  expect(await parameters[0].confirm('email', begun.sid, begun.token)).toMatchObject({ outcome: 'right', first: true })
  return begun
}

describe('a session', () => {
  test.each(flows.flatMap((one) => flows.filter((other) => other !== one).map((other) => [one, other] as const)))(
    'of %s proves nothing in %s',
    async (flow, other) => {
      const sessions = sessionsOf()
      const { sid } = await prove(sessions, { flow })
      const credentials = { sid, clientSecret }
      expect(await sessions.look(credentials, { flow: other })).toBeUndefined()
      expect(await sessions.claim(credentials, { flow: other })).toBeUndefined()
      expect(await sessions.endOwn(credentials, { flow: other })).toBe(false)
      expect(await sessionsOf([newKeys], [other]).look(credentials)).toBeUndefined()
      expect((await sessions.look(credentials, { flow }))?.state).toBe('validated')
      expect((await send(sessions, { flow: other })).sid).not.toBe(sid)
    },
  )

  test.each(flows)('of %s that is proxied proves nothing in the others', async (flow) => {
    const sessions = sessionsOf()
    const { sid } = await send(sessions, { flow, proxy })
    const credentials = { sid, clientSecret }
    const session = await sessions.lookProxied(credentials, { flow })
    expect(await sessions.validate(session!)).toBe(true)
    for (const other of flows.filter((one) => one !== flow)) {
      expect(await sessions.look(credentials, { flow: other })).toBeUndefined()
      expect(await sessions.claim(credentials, { flow: other })).toBeUndefined()
    }
    expect((await sessions.claim(credentials, { flow }))?.data.flow).toBe(flow)
  })

  test('knows what it was begun with, and nothing more', async () => {
    const sessions = sessionsOf()
    const data = {
      flow: '3pid',
      ...alice,
      nextLink: 'https://app/',
      requester: { at: 7_000, from: '10.0.0.1' },
      proxy,
    } as const
    const begun = await sessions.request({ data, clientSecret, sendAttempt: 1, deliver: 'link', networkTag: 'x' })
    if (begun.outcome !== 'send') throw new Error(begun.outcome)
    expect((await sessions.look({ sid: begun.sid, clientSecret }))?.data).toEqual(data)
  })

  test.each([
    {},
    { userId: '@a"\\b\n\\n\u2028\ud800\t:x', requester: { at: 8_000, browser: 'Firefox', system: 'Linux' } },
    { isDecoy: true, resetPage: { path: '/reset', seed: 'seed' } },
  ] as const)('knows %j again', async (more) => {
    const sessions = sessionsOf()
    const data = { flow: 'password', ...alice, userId: '@alice:x', requester: { at: 7_000 }, ...more } as const
    const { ref } = await send(sessions, data)
    expect((await sessions.lookByRef(ref))?.data).toEqual(data)
  })

  test('shares its address’s limits with the other flows', async () => {
    const limited = sessionsOf()
    const begin = jest.spyOn(store, 'begin')
    for (const flow of flows) await send(limited, { flow })
    const tags = begin.mock.calls.map(([{ addressTag, tripleTag }]) => [addressTag, tripleTag])
    expect(new Set(tags.map(([address]) => address)).size).toBe(1)
    expect(new Set(tags.map(([, triple]) => triple)).size).toBe(flows.length)
  })

  test('does not open in another’s place', async () => {
    const sessions = sessionsOf()
    const one = await send(sessions)
    const other = await send(sessions, { address: 'mallory@example.org' })
    const look = store.look.bind(store)
    jest.spyOn(store, 'look').mockImplementation((request) => look({ ...request, ...one.ref }))
    expect((await sessions.lookByRef(one.ref))?.data.address).toBe('alice@example.org')
    expect(await sessions.lookByRef(other.ref)).toBeUndefined()
  })
})

describe('a decoy', () => {
  test('accepts no token, neither link nor code', async () => {
    const sessions = sessionsOf()
    const { sid, token } = await send(sessions, { isDecoy: true })
    expect(await sessions.confirm('email', sid, token)).toMatchObject({ outcome: 'wrong' })
    expect((await sessions.lookByMessage('email', sid, token))?.token).toBe('none')
    const code = await send(sessions, { isDecoy: true }, { deliver: 'code', sendAttempt: 2 })
    const verdict = await sessions.submit('email', { sid, clientSecret }, code.token)
    expect(verdict).toEqual({ outcome: 'wrong', deliver: 'code', counted: true })
  })
})

describe('a proxied session', () => {
  test('is found by its own client_secret alone, in every verb', async () => {
    const sessions = sessionsOf()
    const { sid } = await send(sessions, { proxy })
    for (const wrong of ['another', '']) {
      const credentials = { sid, clientSecret: wrong }
      expect(await sessions.look(credentials)).toBeUndefined()
      expect(await sessions.lookProxied(credentials)).toBeUndefined()
      expect(await sessions.claim(credentials)).toBeUndefined()
      expect(await sessions.endOwn(credentials)).toBe(false)
    }
    expect((await sessions.lookProxied({ sid, clientSecret }))?.upstream).toEqual({
      sid: 'upstream sid',
      idAccessToken: 'access token',
    })
    expect(await sessions.lookProxied({ sid, clientSecret }, { medium: 'msisdn' })).toBeUndefined()
  })

  test('accepts no token of this homeserver', async () => {
    const sessions = sessionsOf()
    const { sid, token } = await send(sessions, { proxy })
    expect(await sessions.confirm('email', sid, token)).toMatchObject({ outcome: 'wrong' })
    expect(await sessions.submit('email', { sid, clientSecret }, token)).toEqual({ outcome: 'gone' })
  })

  test('is another than the local one, and than that of another identity server', async () => {
    const sessions = sessionsOf()
    const sids = [
      await send(sessions),
      await send(sessions, { proxy }),
      await send(sessions, { proxy: { idServer: 'b' } }),
    ]
    expect(new Set(sids.map(({ sid }) => sid)).size).toBe(3)
  })

  test('has a client_secret of its own upstream: the same over a resend, another once it is begun anew', async () => {
    const sessions = sessionsOf()
    const first = await send(sessions, { proxy })
    const resend = await send(sessions, { proxy }, { sendAttempt: 2 })
    expect(resend).toMatchObject({ sid: first.sid, upstreamClientSecret: first.upstreamClientSecret })
    expect(resend.upstream).toEqual({ sid: 'upstream sid', idAccessToken: 'access token' })
    await sessions.endAll(alice)
    const anew = await send(sessions, { proxy })
    expect(anew.upstream).toBeUndefined()
    expect(anew.upstreamClientSecret).not.toBe(first.upstreamClientSecret)
    expect(anew.upstreamClientSecret).toMatch(/^[0-9a-zA-Z.=_-]{22,255}$/)
    expect(anew.sid).not.toContain(anew.upstreamClientSecret)
  })

  test('begun under an old secret has its client_secret under the new one too', async () => {
    const { sid, upstreamClientSecret } = await send(sessionsOf([oldKeys]), { proxy })
    const session = await sessionsOf([newKeys, oldKeys]).lookProxied({ sid, clientSecret })
    expect(session?.upstreamClientSecret).toBe(upstreamClientSecret)
    expect(session?.upstream?.sid).toBe('upstream sid')
    expect(await sessionsOf([newKeys]).lookProxied({ sid, clientSecret })).toBeUndefined()
  })
})

describe('a message’s stop token', () => {
  test('ends every session of the address, confirms nothing, and is the same over resends', async () => {
    const sessions = sessionsOf()
    const { sid, stopToken } = await send(sessions)
    expect((await send(sessions, {}, { sendAttempt: 2 })).stopToken).toBe(stopToken)
    const other = await prove(sessions, {}, { clientSecret: 'another' })
    expect(Buffer.from(stopToken, 'base64url').length * 8).toBeGreaterThanOrEqual(128)
    expect(await sessions.confirm('email', sid, stopToken)).toMatchObject({ outcome: 'wrong' })
    expect(await sessions.lookByMessage('msisdn', sid, stopToken)).toMatchObject({ token: 'none' })
    expect(await sessions.endByMessage('msisdn', sid, stopToken)).toBeUndefined()
    expect(await sessions.lookByMessage('email', sid, stopToken)).toMatchObject({ token: 'stop' })
    expect(await sessions.endByMessage('email', sid, other.stopToken)).toBeUndefined()
    expect(await sessions.endByMessage('email', sid, stopToken)).toEqual({ isInUse: false })
    expect(await sessions.look({ sid: other.sid, clientSecret: 'another' })).toBeUndefined()
    expect(await sessions.lookByMessage('email', sid, stopToken)).toBeUndefined()
  })

  test('ends a session of codes, and finds one whose use is unfinished', async () => {
    const sessions = sessionsOf()
    const { sid, stopToken, token } = await send(sessions, {}, { deliver: 'code' })
    await sessions.submit('email', { sid, clientSecret }, token)
    const claimed = await sessions.claim({ sid, clientSecret })
    expect(await sessions.lookByMessage('email', sid, stopToken)).toMatchObject({ session: { state: 'spent' } })
    expect(await sessions.endByMessage('email', sid, stopToken)).toEqual({ isInUse: true })
    expect(await claimed?.giveBack()).toBe(false)
  })

  test('is good under the secret that began the session, while that is accepted', async () => {
    const { sid, stopToken } = await send(sessionsOf([oldKeys]))
    expect(await sessionsOf([newKeys]).lookByMessage('email', sid, stopToken)).toBeUndefined()
    expect(await sessionsOf([newKeys, oldKeys]).endByMessage('email', sid, stopToken)).toEqual({ isInUse: false })
  })
})

describe('a claim', () => {
  test('ends what was made with the other accepted secrets, and finish what was begun with them meanwhile', async () => {
    const both = sessionsOf([newKeys, oldKeys])
    const old = await prove(sessionsOf([oldKeys]))
    const fresh = await prove(both)
    const claimed = await both.claim({ sid: fresh.sid, clientSecret })
    expect(await both.look({ sid: old.sid, clientSecret })).toBeUndefined()
    const meanwhile = await prove(sessionsOf([oldKeys]))
    await claimed?.finish()
    expect(await both.look({ sid: meanwhile.sid, clientSecret })).toBeUndefined()
    expect(await claimed?.giveBack()).toBe(false)
  })

  test('is given back where what other secrets made can’t be ended', async () => {
    const both = sessionsOf([newKeys, oldKeys])
    const { sid } = await prove(both)
    const fault = jest.spyOn(store, 'endAll').mockRejectedValue(new Error('away'))
    await expect(both.claim({ sid, clientSecret })).rejects.toThrow('away')
    fault.mockRestore()
    expect(await both.claim({ sid, clientSecret })).toBeDefined()
  })

  test('is of no session older than a finished use is remembered', () => {
    const { linkLifetimeMs, codeLifetimeMs, validatedLifetimeMs } = defaults.tokens
    const { maxAgeMs } = sessionsOf()
    expect(maxAgeMs).toBeGreaterThanOrEqual(2 * Math.max(linkLifetimeMs, codeLifetimeMs, validatedLifetimeMs))
    expect(maxAgeMs).toBeGreaterThanOrEqual(24 * 60 * 60_000)
  })
})

const flow: Flow = 'password'
describe('forget', () => {
  test('ends and forgets an address under every secret', async () => {
    const both = sessionsOf([newKeys, oldKeys])
    const old = await send(sessionsOf([oldKeys]), { flow })
    const forget = jest.spyOn(store, 'forget')
    await both.forget(alice)
    expect(forget).toHaveBeenCalledTimes(2)
    expect(await both.look({ sid: old.sid, clientSecret })).toBeUndefined()
  })
})
