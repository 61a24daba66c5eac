import { expectError, expectJson, expectLimited, expectPage } from '../http/answers'
import { formsOf } from '../http/flow'
import type { TestHost } from '../host/host'
import {
  askAndProve,
  askForToken,
  credentialsOf,
  media,
  startPair,
  submitToken,
  type ProxiedSession,
} from './proxy-host'

const nextLink = 'https://matrix.example.org/welcome?from=mail'
const page = { Accept: 'text/html' }

function get(host: TestHost, session: ProxiedSession, fields: object = {}) {
  const { medium, token } = session
  return host.agent.get(host.submitTokenPath(medium)).query({ ...credentialsOf(session), token, ...fields })
}

describe.each(media)('%s: submitToken of a proxied session', (medium) => {
  test.each(['v1', 'v2'] as const)('POST over %s is passed on as JSON, field by field', async (version) => {
    const { host, fake } = await startPair()
    const accessToken = fake.register()
    const session = await askForToken(host, fake, medium, version === 'v2' ? { id_access_token: accessToken } : {})
    const answer = await submitToken(host, session, { id_access_token: 'another', bind: true, next_link: nextLink })
    expect(answer).toMatchObject({ status: 200, body: { success: true } })
    expectJson(answer)
    const request = fake.requests.findLast(({ method }) => method === 'POST')
    const prefix = version === 'v2' ? 'v2' : 'api/v1'
    expect(request).toMatchObject({
      method: 'POST',
      path: `/_matrix/identity/${prefix}/validate/${medium}/submitToken`,
      query: {},
      body: { ...session.upstream, token: session.token },
    })
    expect(Object.keys(request?.body ?? {}).sort()).toEqual(['client_secret', 'sid', 'token'])
    expect(request?.headers.authorization).toBe(version === 'v2' ? `Bearer ${accessToken}` : undefined)
  })

  test('at the path of MSC2078, and as a form', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    const { token } = session
    const path = `/_matrix/identity/api/v1/validate/${medium}/submitToken`
    const answer = await host.agent
      .post(path)
      .type('form')
      .send({ ...credentialsOf(session), token })
    expect(answer).toMatchObject({ status: 200, body: { success: true } })
    expect(fake.requests.at(-2)).toMatchObject({ body: { token } })
  })

  test('right, and right again; one event', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    for (let time = 1; time <= 8; time += 1)
      expect(await submitToken(host, session)).toMatchObject({ status: 200, body: { success: true } })
    expect(host.events.filter(({ type }) => type === 'validated')).toMatchObject([{ medium, via: 'proxy' }])
    expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ userId: '@alice:localhost' })
  })

  test('GET shows a page, once right', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    expectPage(await get(host, session).set(page), 200)
    expectPage(await get(host, session).set(page), 200)
    expect(fake.requests.at(-1)).toMatchObject({ method: 'POST' })
    expect(await host.passwordReset.validated(credentialsOf(session))).not.toBeNull()
  })

  test('GET leads to the next_link, once right', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium, { next_link: nextLink })
    const wrong = await get(host, session, { token: 'wrong' }).set(page).redirects(0)
    expectPage(wrong, 400)
    for (let time = 1; time <= 2; time += 1) {
      const answer = await get(host, session).set(page).redirects(0)
      expect(answer).toMatchObject({ status: 302, headers: { location: nextLink } })
    }
    const posted = await submitToken(host, session)
    expect(posted).toMatchObject({ status: 200, body: { success: true } })
  })

  test('the identity server decides nothing about where a person goes on to', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium, { next_link: nextLink })
    const headers = { Location: 'https://evil.example.com' }
    fake.fault('submitToken', { status: 302, body: { success: true }, headers })
    const answer = await get(host, session).set(page).redirects(0)
    expectPage(answer, 502)
    expect(answer.headers['location']).toBeUndefined()
    fake.fault('submitToken', null)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    fake.fault('submitToken', { status: 200, body: { success: true, next_link: 'https://evil.example.com' }, headers })
    expect(await get(host, session).set(page).redirects(0)).toMatchObject({ headers: { location: nextLink } })
  })

  test('GET for a program is JSON', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    const json = { Accept: 'application/json' }
    expectError(await get(host, session, { token: 'wrong' }).set(json), 400, 'M_TOKEN_INCORRECT')
    expect(await get(host, session).set(json)).toMatchObject({ status: 200, body: { success: true } })
  })

  test('GET without a token asks a person for it, and the identity server for nothing', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium, { next_link: nextLink })
    const before = fake.requests.length
    const asking = await host.agent.get(host.submitTokenPath(medium)).query(credentialsOf(session)).set(page)
    expectPage(asking, 200)
    const [form] = formsOf(asking.text)
    expect(form).toMatchObject({
      action: host.submitTokenPath(medium),
      fields: credentialsOf(session),
      inputs: ['token'],
    })
    expect(fake.requests).toHaveLength(before)
    const answer = await host.agent
      .post(form?.action ?? '')
      .type('form')
      .set(page)
      .send({ ...form?.fields, token: session.token })
      .redirects(0)
    expect(answer).toMatchObject({ status: 303, headers: { location: nextLink } })
  })

  const refusals: readonly (readonly [string, number, object])[] = [
    ['200 success: false', 200, { success: false }],
    ['404 success: false', 404, { success: false, errcode: 'M_NO_VALID_SESSION' }],
    ['400 success: false', 400, { success: false, errcode: 'M_UNKNOWN' }],
    ['500 success: false', 500, { success: false }],
    ['400 M_TOKEN_INCORRECT', 400, { errcode: 'M_TOKEN_INCORRECT', error: 'No' }],
  ]
  test.each(refusals)('%s is M_TOKEN_INCORRECT, and proves nothing', async (_what, status, body) => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    fake.fault('submitToken', { status, body })
    const answer = await submitToken(host, session)
    expectError(answer, 400, 'M_TOKEN_INCORRECT')
    expectPage(await get(host, session).set(page), 400)
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    fake.fault('submitToken', null)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
  })

  test.each(['specification', 'reference'] as const)('a wrong token at a server of the %s', async (manner) => {
    const { host, fake } = await startPair()
    fake.refuseAs(manner)
    const session = await askForToken(host, fake, medium)
    expectError(await submitToken(host, session, { token: 'wrong' }), 400, 'M_TOKEN_INCORRECT')
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
  })

  test('a session that is over at the identity server is over', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    fake.expire(session.upstream.sid)
    expectError(await submitToken(host, session), 400, 'M_SESSION_EXPIRED')
    expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
  })

  test('a body that is not right is not passed on', async () => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    const before = fake.requests.length
    expectError(await submitToken(host, session, { token: undefined }), 400, 'M_MISSING_PARAMS')
    expectError(await submitToken(host, session, { token: '' }), 400, 'M_INVALID_PARAM')
    expectError(await submitToken(host, session, { token: 'x'.repeat(256) }), 400, 'M_INVALID_PARAM')
    expectError(await submitToken(host, session, { token: ['1'] }), 400, 'M_BAD_JSON')
    expectError(await submitToken(host, session, { sid: 'a/b' }), 400, 'M_INVALID_PARAM')
    expectError(await submitToken(host, session, { sid: 'unknown' }), 400, 'M_SESSION_EXPIRED')
    expect((await host.agent.head(host.submitTokenPath(medium)).query({ ...session })).status).toBe(405)
    expect(fake.requests).toHaveLength(before)
  })

  test('over submitTokenPerNetwork', async () => {
    const limits = { submitTokenPerNetwork: { max: 2, windowMs: 60_000 } }
    const { host, fake } = await startPair({ limits })
    const session = await askAndProve(host, fake, medium)
    await submitToken(host, session)
    const before = fake.requests.length
    expectLimited(await submitToken(host, session), 60_000)
    expect(fake.requests).toHaveLength(before)
  })
})
