import { memoryStore } from '../../lib'
import { expectError, expectLimited, expectPage } from '../http/answers'
import {
  askForToken,
  credentialsOf,
  formsOf,
  pathOf,
  postRequestToken,
  pressButton,
  submitToken,
  type ClientSession,
} from '../http/flow'
import { hostKinds, plainHost, startHost, type TestHost } from '../host/host'

const minuteMs = 60_000
const nobodys: ClientSession = {
  medium: 'email',
  sid: 'unknown',
  client_secret: 'a-client-secret',
  token: 'x',
  link: '',
  submitUrl: undefined,
}

describe.each(hostKinds)('the default limits on a host $name', (kind) => {
  test('requestToken: 10 a minute per network, good ones and bad ones', async () => {
    const host = await startHost(kind, { limits: undefined })
    for (let time = 0; time < 9; time += 1) {
      const medium = time % 2 === 0 ? 'email' : 'msisdn'
      expectError(await postRequestToken(host, medium, { client_secret: '!' }), 400, 'M_INVALID_PARAM')
    }
    await askForToken(host, 'email')
    expectLimited(await postRequestToken(host, 'email'), minuteMs)
    expectLimited(await postRequestToken(host, 'msisdn'), minuteMs)
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'limited', limit: 'requestTokenPerNetwork' }))
    expect(host.outbox.messages).toHaveLength(1)
  })

  test('submitToken: 60 a minute per network, on all its paths together; a page says so too', async () => {
    const host = await startHost(kind, { limits: undefined })
    const session = await askForToken(host, 'email')
    const identityPath = host.at('/_matrix/identity/api/v1/validate/email/submitToken')
    for (let time = 0; time < 60; time += 1) {
      const path = time % 2 === 0 ? host.submitTokenPath('email') : identityPath
      expect((await host.agent.post(path).send({ sid: 'a', client_secret: 'b', token: 'c' })).status).toBe(400)
    }
    expectLimited(await submitToken(host, session), minuteMs)
    const page = await host.agent.get(identityPath).query({ sid: 'a', client_secret: 'b' })
    expectPage(page, 429)
    expect(page.headers['retry-after']).toMatch(/^[1-9][0-9]*$/)
    const pressed = await host.agent.post(host.confirmPath('email')).send({ sid: session.sid, token: session.token })
    expectLimited(pressed, minuteMs)
  })

  test('a client is not slowed in one place by what it did in another', async () => {
    const host = await startHost(kind, { limits: undefined })
    const session = await askForToken(host, 'email')
    for (let time = 0; time < 10; time += 1) await postRequestToken(host, 'email')
    expectLimited(await postRequestToken(host, 'email'), minuteMs)
    expect((await host.agent.post(host.at('/_matrix/client/v3/account/password')).send({})).status).toBe(401)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
  })
})

describe.each(hostKinds)('a person and a scanner on a host $name', (kind) => {
  test('a scanner that has used up the page’s limit does not stop the button', async () => {
    const host = await startHost(kind, { limits: undefined })
    const { link } = await askForToken(host, 'email')
    const page = await host.agent.get(pathOf(link))
    for (let time = 0; time < 70; time += 1) await host.raw({ method: 'GET', path: pathOf(link) })
    expectPage(await pressButton(host, formsOf(page.text)[0]), 200)
  })
})

/** A request that each limit counts, from somebody who has no session; and what it is answered below the limit. */
const counted = {
  requestTokenPerNetwork: [(host: TestHost) => postRequestToken(host, 'email', { client_secret: '!' }), 400],
  submitTokenPerNetwork: [(host: TestHost) => submitToken(host, nobodys), 400],
  accountPasswordPerNetwork: [
    (host: TestHost) => {
      const auth = { type: 'm.login.email.identity', threepid_creds: credentialsOf(nobodys) }
      return host.agent.post(host.at('/_matrix/client/v3/account/password')).send({ new_password: 'a password', auth })
    },
    401,
  ],
} as const
const names = ['requestTokenPerNetwork', 'submitTokenPerNetwork', 'accountPasswordPerNetwork'] as const

test.each(names)(
  '%s: a window is over after the wait that the 429 names, and asking on does not prolong it',
  async (name) => {
    const [ask, usual] = counted[name]
    let now = Date.now()
    const kept = { store: memoryStore({ now: () => now }), secret: 'a secret of 32 characters or more' }
    const host = await startHost(plainHost, { ...kept, limits: { [name]: { max: 2, windowMs: minuteMs } } })
    expect([(await ask(host)).status, (await ask(host)).status]).toEqual([usual, usual])
    now += 20_000
    const limited = await ask(host)
    expectLimited(limited, 40_000)
    expect((limited.body as { retry_after_ms: unknown }).retry_after_ms).toBeGreaterThan(30_000)
    expect(limited.headers['access-control-expose-headers']).toContain('Retry-After')
    await ask(host)
    // The store's clock stood still while the answer was written: what passed in between is not in the wait.
    now += Number((limited.body as { retry_after_ms: unknown }).retry_after_ms) + 1_000
    expect((await ask(host)).status).toBe(usual)
  },
)

test('a page says how long to wait', async () => {
  const limits = { submitTokenPerNetwork: { max: 1, windowMs: 5 * minuteMs } }
  const host = await startHost(plainHost, { limits })
  await submitToken(host, nobodys)
  const { sid, client_secret, token } = nobodys
  const page = await host.agent
    .post(host.submitTokenPath('email'))
    .set('Accept', 'text/html')
    .send({ sid, client_secret, token })
  expectPage(page, 429)
  expect(page.text).toMatch(/5 minutes/)
  expect(Number(page.headers['retry-after'])).toBeGreaterThan(200)
})

describe('limits that are off', () => {
  const moreThanAny = 70

  test.each(names)('%s: false leaves out that one', async (name) => {
    const host = await startHost(plainHost, { limits: { [name]: false } })
    for (let time = 0; time < moreThanAny; time += 1) expect((await counted[name][0](host)).status).not.toBe(429)
    const other = names.find((another) => another !== name) ?? name
    const statuses: number[] = []
    for (let time = 0; time < moreThanAny; time += 1) statuses.push((await counted[other][0](host)).status)
    expect(statuses).toContain(429)
  })

  test('limits: false leaves out all', async () => {
    const host = await startHost(plainHost, { limits: false })
    for (let send_attempt = 1; send_attempt <= moreThanAny; send_attempt += 1) {
      expect((await postRequestToken(host, 'msisdn', { send_attempt })).status).toBe(200)
      for (const name of names) expect((await counted[name][0](host)).status).toBe(counted[name][1])
    }
    expect(host.outbox.messages).toHaveLength(moreThanAny)
  })
})
