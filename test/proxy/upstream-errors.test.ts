import { randomBytes } from 'node:crypto'
import { expectError, expectLimited, expectPage } from '../http/answers'
import type { HttpAnswer } from '../host/exchange'
import type { TestHost } from '../host/host'
import type { FakeIdentityServer, FakeRoute, Fault } from '../identity-server/fake-identity-server'
import {
  askForToken,
  media,
  postPassword,
  postRequestToken,
  startPair,
  submitToken,
  type ProxiedSession,
} from './proxy-host'

const marker = 'MARKER-of-the-upstream'
const errorBody = (errcode: unknown) => ({
  errcode,
  error: `${marker} for alice@example.org, +447400123456`,
  detail: { marker },
  [marker]: marker,
})
const headers = { 'X-Marker': marker, 'Set-Cookie': `a=${marker}`, 'WWW-Authenticate': marker }
const refuse = (status: number, errcode: unknown): Fault => ({ status, body: errorBody(errcode), headers })

/** From an identity server only these pass (docs/errors.md). */
const passed: readonly (readonly [number, string])[] = [
  [403, 'M_TERMS_NOT_SIGNED'],
  [400, 'M_TOO_LARGE'],
  [400, 'M_NOT_JSON'],
  [400, 'M_BAD_JSON'],
  [400, 'M_MISSING_PARAM'],
  [400, 'M_MISSING_PARAMS'],
  [400, 'M_INVALID_PARAM'],
  [400, 'M_THREEPID_DENIED'],
  [400, 'M_THREEPID_MEDIUM_NOT_SUPPORTED'],
  [400, 'M_SERVER_NOT_TRUSTED'],
  [400, 'M_THREEPID_NOT_FOUND'],
  [400, 'M_EMAIL_SEND_ERROR'],
  [400, 'M_SEND_ERROR'],
  [400, 'M_DESTINATION_REJECTED'],
]
const notPassed: readonly (readonly [number, unknown])[] = [
  [401, 'M_UNAUTHORIZED'],
  [401, 'M_UNKNOWN_TOKEN'],
  [401, 'M_TERMS_NOT_SIGNED'],
  [400, 'M_TERMS_NOT_SIGNED'],
  [403, 'M_FORBIDDEN'],
  [403, 'M_THREEPID_DENIED'],
  [403, 'M_DESTINATION_REJECTED'],
  [404, 'M_NOT_FOUND'],
  [404, 'M_THREEPID_NOT_FOUND'],
  [405, 'M_UNRECOGNIZED'],
  [400, 'M_UNKNOWN'],
  [400, 'M_UNRECOGNIZED'],
  [400, marker],
  [400, 'toString'],
  [400, ['M_INVALID_PARAM']],
  [400, undefined],
  [418, 'M_INVALID_PARAM'],
  [500, 'M_UNKNOWN'],
  [502, 'M_INVALID_PARAM'],
  [503, 'M_LIMIT_EXCEEDED'],
  [204, undefined],
  [201, undefined],
]

/** A request of each kind that leads to the identity server, and the route of it that is then asked. */
type Ask = (host: TestHost, fake: FakeIdentityServer, medium: 'email' | 'msisdn') => Promise<HttpAnswer>
const asks: readonly (readonly [FakeRoute, Ask])[] = [
  ['requestToken', (host, fake, medium) => postRequestToken(host, fake, medium)],
  ['submitToken', async (host, fake, medium) => submitToken(host, await askAnew(host, fake, medium))],
  ['getValidated3pid', async (host, fake, medium) => postPassword(host, await askAnew(host, fake, medium))],
]
const askAnew: (...parameters: Parameters<Ask>) => Promise<ProxiedSession> = (...parameters) =>
  askForToken(...parameters, { client_secret: randomBytes(8).toString('hex') })
/** A session by code is not asked about while it is pending. */
const cases = media
  .flatMap((medium) => asks.map(([route, ask]) => ({ medium, route, ask })))
  .filter(({ medium, route }) => medium === 'email' || route !== 'getValidated3pid')

function expectNothingOfIt(host: TestHost, answer: HttpAnswer) {
  const told = [answer.text, JSON.stringify(answer.headers), ...host.logLines, JSON.stringify(host.events)].join('\n')
  for (const secret of [marker, 'alice', '447400', 'secret of the upstream']) expect(told).not.toContain(secret)
}

describe.each(cases)('$medium: errors of $route', ({ medium, route, ask }) => {
  test('those on the list pass, in this homeserver’s words', async () => {
    const { host, fake } = await startPair()
    for (const [status, errcode] of passed) {
      fake.fault(route, refuse(status, errcode))
      const answer = await ask(host, fake, medium)
      expectError(answer, status, errcode)
      expectNothingOfIt(host, answer)
    }
  })

  test('all others are 502 M_UNKNOWN, a 401 above all', async () => {
    const { host, fake } = await startPair()
    for (const [status, errcode] of notPassed) {
      fake.fault(route, refuse(status, errcode))
      const answer = await ask(host, fake, medium)
      expectError(answer, 502, 'M_UNKNOWN')
      expectNothingOfIt(host, answer)
    }
  })
})

describe.each(cases)('$medium: 429 of $route', ({ medium, route, ask }) => {
  const inTwoMinutes = () => ({ 'Retry-After': new Date(Date.now() + 120_000).toUTCString() })
  const waits: readonly (readonly [string, object, () => Readonly<Record<string, string>>, number, number])[] = [
    ['in the body', { retry_after_ms: 1_500 }, () => ({}), 1_500, 1_500],
    ['in the header', {}, () => ({ 'Retry-After': '7' }), 7_000, 7_000],
    ['in the header, as a date', {}, inTwoMinutes, 60_000, 120_000],
    ['in both', { retry_after_ms: 2_000 }, () => ({ 'Retry-After': '7' }), 2_000, 2_000],
    ['nowhere', {}, () => ({}), 1_000, 3_600_000],
    ['that nobody can wait for', { retry_after_ms: 1e300 }, () => ({}), 1_000, 3_600_000],
    ['that is none', { retry_after_ms: marker }, () => ({ 'Retry-After': marker }), 1_000, 3_600_000],
  ]

  test.each(waits)('its wait, %s, is carried in body and header', async (_where, body, more, atLeastMs, atMostMs) => {
    const { host, fake } = await startPair()
    const fault = {
      status: 429,
      body: { ...errorBody('M_LIMIT_EXCEEDED'), ...body },
      headers: { ...headers, ...more() },
    }
    fake.fault(route, fault)
    const answer = await ask(host, fake, medium)
    expectLimited(answer, atMostMs)
    expect(answer.body['retry_after_ms']).toBeGreaterThanOrEqual(atLeastMs)
    expectNothingOfIt(host, answer)
    expect(host.events.filter(({ type }) => type === 'limited')).toMatchObject([{ limit: 'identity server' }])
  })
})

describe.each(media)('%s: a person', (medium) => {
  test.each([
    ['502', refuse(500, 'M_UNKNOWN'), 502],
    ['429', refuse(429, 'M_LIMIT_EXCEEDED'), 429],
    ['403', refuse(403, 'M_TERMS_NOT_SIGNED'), 403],
  ])('is shown a page for %s', async (_what, fault, status) => {
    const { host, fake } = await startPair()
    const { sid, client_secret, token } = await askForToken(host, fake, medium)
    fake.fault('submitToken', fault)
    const path = host.submitTokenPath(medium)
    const answer = await host.agent.get(path).query({ sid, client_secret, token }).set('Accept', 'text/html')
    expectPage(answer, status)
    expectNothingOfIt(host, answer)
  })
})

test.each([
  ['email', 'M_INVALID_EMAIL'],
  ['msisdn', 'M_INVALID_ADDRESS'],
  ['msisdn', 'M_INVALID_PHONE_NUMBER'],
] as const)(
  '%s: %s says that the address is none: M_INVALID_PARAM, and nothing is charged',
  async (medium, errcode) => {
    const { host, fake } = await startPair({ limits: { sendsPerAddress: { max: 1, windowMs: 60_000 } } })
    fake.fault('requestToken', refuse(400, errcode))
    for (const send_attempt of [1, 1, 1]) {
      const answer = await postRequestToken(host, fake, medium, { send_attempt })
      expectError(answer, 400, 'M_INVALID_PARAM')
      expectNothingOfIt(host, answer)
    }
    fake.fault('requestToken', null)
    await askForToken(host, fake, medium)
  },
)

test('the log names status and errcode, where that is the name of a code and nothing else', async () => {
  const { host, fake } = await startPair()
  for (const errcode of ['M_FORBIDDEN', 'M_447400123456', 'M_alice', `M_${'A'.repeat(61)}`]) {
    fake.fault('requestToken', refuse(403, errcode))
    expectError(await postRequestToken(host, fake, 'email'), 502, 'M_UNKNOWN')
  }
  const lines = host.logLines.filter((line) => line.includes('answered with status 403'))
  expect(lines.map((line) => /status 403(?: and (\w+))?/.exec(line)?.[1])).toEqual([
    'M_FORBIDDEN',
    undefined,
    undefined,
    undefined,
  ])
})

test('new terms of the identity server reach the client', async () => {
  const { host, fake } = await startPair()
  const fields = { id_access_token: fake.register() }
  fake.changeTerms()
  expectError(await postRequestToken(host, fake, 'email', fields), 403, 'M_TERMS_NOT_SIGNED')
})

test('an access token that the identity server does not know is 502: a 401 would log the client out', async () => {
  const { host, fake } = await startPair()
  const answer = await postRequestToken(host, fake, 'email', { id_access_token: marker })
  expectError(answer, 502, 'M_UNKNOWN')
  expectNothingOfIt(host, answer)
  expect(fake.requests[0]?.headers.authorization).toBe(`Bearer ${marker}`)
})
