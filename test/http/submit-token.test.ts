import { expectError, expectJson, expectPage } from './answers'
import type { HttpAnswer } from '../host/exchange'
import { askForToken, credentialsOf, formsOf, pathOf, pressButton, submitToken, type ClientSession } from './flow'
import { hostKinds, startHost, type TestHost } from '../host/host'

const media = ['email', 'msisdn'] as const
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

/** What each `Accept` brings: a page or JSON, for a GET and for a POST. */
const accepts: readonly (readonly [string | undefined, 'page' | 'json', 'page' | 'json'])[] = [
  [undefined, 'page', 'json'],
  ['*/*', 'page', 'json'],
  ['text/html', 'page', 'page'],
  [browser, 'page', 'page'],
  ['TEXT/HTML; q=0.5', 'page', 'page'],
  ['application/json', 'json', 'json'],
  ['application/json, */*;q=0.1', 'json', 'json'],
  ['Application/JSON;charset=utf-8', 'json', 'json'],
  ['application/json, text/html', 'page', 'page'],
  ['text/html,application/json;q=0.9', 'page', 'page'],
  ['text/plain', 'page', 'json'],
  ['application/jsonlines', 'page', 'json'],
  ['text/htmlx', 'page', 'json'],
]

function expectKind(answer: HttpAnswer, kind: 'page' | 'json', status: number) {
  if (kind === 'page') return expectPage(answer, status)
  expect(answer.status).toBe(status)
  expectJson(answer)
}

describe.each(hostKinds)('submitToken on a host $name', (kind) => {
  let host: TestHost
  beforeEach(async () => {
    host = await startHost(kind)
  })

  const paths = (medium: string) => [
    host.submitTokenPath(medium as 'email'),
    host.at(`/_matrix/identity/api/v1/validate/${medium}/submitToken`),
  ]
  const get = (path: string, fields: object, accept?: string) => {
    const request = host.agent.get(path).query(fields)
    return accept === undefined ? request.unset('Accept') : request.set('Accept', accept)
  }
  const post = (path: string, fields: object, accept?: string) => {
    const request = host.agent.post(path).send(fields)
    return accept === undefined ? request.unset('Accept') : request.set('Accept', accept)
  }
  const fieldsOf = ({ sid, client_secret, token }: ClientSession) => ({ sid, client_secret, token })

  describe.each(media)('%s', (medium) => {
    test('right, and right again: POST as JSON and as a form, GET', async () => {
      for (const path of paths(medium)) {
        const session = await askForToken(host, medium, { client_secret: `secret.${path.length}` })
        const fields = fieldsOf(session)
        const posted = await post(path, fields)
        expect(posted).toMatchObject({ status: 200, body: { success: true } })
        expect(Object.keys(posted.body)).toEqual(['success'])
        expectJson(posted)
        expect(await post(path, fields)).toMatchObject({ status: 200, body: { success: true } })
        expect(await host.agent.post(path).type('form').send(fields)).toMatchObject({ body: { success: true } })
        expectPage(await get(path, fields), 200)
        const read = await get(path, fields, 'application/json')
        expect(read).toMatchObject({ status: 200, body: { success: true } })
        expectJson(read)
      }
    })

    test('a GET validates, as the specification has it', async () => {
      const session = await askForToken(host, medium)
      expectPage(await get(paths(medium)[1] ?? '', fieldsOf(session)), 200)
      expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ medium })
    })

    test('wrong, and then right', async () => {
      const session = await askForToken(host, medium)
      for (const path of paths(medium)) {
        expectError(await post(path, { ...fieldsOf(session), token: '000' }), 400, 'M_TOKEN_INCORRECT')
        expectError(await get(path, { ...fieldsOf(session), token: 'x' }, 'application/json'), 400, 'M_TOKEN_INCORRECT')
      }
      expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
      expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    })

    test('no live session: unknown, another client_secret, another medium, another server', async () => {
      const session = await askForToken(host, medium)
      const otherMedium = medium === 'email' ? 'msisdn' : 'email'
      const others = [
        { sid: 'unknown' },
        { sid: session.sid.slice(0, -1) },
        { sid: `${session.sid}.` },
        { client_secret: 'another-client-secret' },
        { client_secret: session.client_secret.toUpperCase() },
      ]
      for (const fields of others) expectError(await submitToken(host, session, fields), 400, 'M_SESSION_EXPIRED')
      expectError(await submitToken(host, { ...session, medium: otherMedium }), 400, 'M_SESSION_EXPIRED')
      const elsewhere = await startHost(kind)
      expectError(await submitToken(elsewhere, session), 400, 'M_SESSION_EXPIRED')
      expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    })

    test("another session's token is wrong, of the same address and of another", async () => {
      const session = await askForToken(host, medium)
      const fields = medium === 'email' ? { email: 'bob@example.org' } : { phone_number: '07400 123457' }
      const others = [
        await askForToken(host, medium, { client_secret: 'another' }),
        await askForToken(host, medium, { ...fields, client_secret: session.client_secret }),
      ]
      for (const { token } of others.filter((other) => other.token !== session.token))
        expectError(await submitToken(host, session, { token }), 400, 'M_TOKEN_INCORRECT')
      // The same `client_secret` does not open the other address's session.
      expect(await submitToken(host, session)).toMatchObject({ status: 200 })
      for (const other of others) expect(await host.passwordReset.validated(credentialsOf(other))).toBeNull()
    })

    test('fields of the wrong type, missing and out of their grammar, in this order', async () => {
      const { sid, client_secret, token } = await askForToken(host, medium)
      const path = host.submitTokenPath(medium)
      for (const bad of [1, [token], { 0: token }, true, null]) {
        for (const field of ['sid', 'client_secret', 'token']) {
          const body = { sid: '!', client_secret: undefined, token: undefined, [field]: bad }
          expectError(await post(path, body), 400, 'M_BAD_JSON')
        }
      }
      for (const field of ['sid', 'client_secret', 'token']) {
        expectError(
          await post(path, { sid: '!', client_secret: '!', token: '', [field]: undefined }),
          400,
          'M_MISSING_PARAMS',
        )
      }
      for (const bad of ['', 'a b', 'a'.repeat(256), 'ä', 'a\n']) {
        expectError(await post(path, { sid: bad, client_secret, token }), 400, 'M_INVALID_PARAM')
        expectError(await post(path, { sid, client_secret: bad, token }), 400, 'M_INVALID_PARAM')
      }
      for (const bad of ['', 'x'.repeat(256), '\u{1f511}'.repeat(256)])
        expectError(await post(path, { sid, client_secret, token: bad }), 400, 'M_INVALID_PARAM')
      for (const odd of ['x'.repeat(255), '\u{1f511}'.repeat(255), '\ud800', '\u0000', ' '])
        expectError(await post(path, { sid, client_secret, token: odd }), 400, 'M_TOKEN_INCORRECT')
    })

    test('a query field that is repeated is refused', async () => {
      const { sid, client_secret, token } = await askForToken(host, medium)
      const path = host.submitTokenPath(medium)
      const good = new URLSearchParams({ sid, client_secret, token }).toString()
      for (const more of [`token=${token}`, `sid=${sid}`, 'client_secret=b', 'other=1&other=2']) {
        expectError(await get(`${path}?${good}&${more}`, {}, 'application/json'), 400, 'M_INVALID_PARAM')
        expectPage(await get(`${path}?${good}&${more}`, {}), 400)
      }
      for (const query of [`sid[]=${sid}&client_secret=${client_secret}&token=${token}`, `sid=${sid}`, 'token=1', ''])
        expectError(await get(`${path}?${query}&x=1`, {}, 'application/json'), 400, 'M_MISSING_PARAMS')
      expect(await host.passwordReset.validated({ sid, client_secret })).toBeNull()
    })

    test('a GET without a token is a page that asks for it, and its form works', async () => {
      const session = await askForToken(host, medium)
      const { sid, client_secret, token } = session
      for (const path of paths(medium)) {
        const page = await get(path, { sid, client_secret }, browser)
        expectPage(page, 200)
        const [form, stop, ...others] = formsOf(page.text)
        expect(others).toEqual([])
        expect(stop).toMatchObject({ fields: { sid, client_secret, action: 'stop' }, inputs: [] })
        expect(form).toMatchObject({ method: 'post', fields: { sid, client_secret }, inputs: ['token'] })
        const wrong = await pressButton(host, form, { token: 'wrong' })
        expectPage(wrong, 400)
        const right = await pressButton(host, form, { token })
        expectPage(right, 200)
        expect(await host.passwordReset.validated({ sid, client_secret })).not.toBeNull()
      }
    })

    test('a GET without a token says nothing of the session: it is the same for one that is unknown', async () => {
      const fields = { sid: 'unknown', client_secret: 'unknown' }
      expectPage(await get(host.submitTokenPath(medium), fields, browser), 200)
      for (const bad of [{ ...fields, sid: '"><script>' }, { sid: 'a' }, { client_secret: 'a' }, {}]) {
        const page = await get(host.submitTokenPath(medium), bad, browser)
        expectPage(page, 400)
        expect(page.text).not.toContain('"><script>')
      }
    })

    test('after a wrong code the page asks once more', async () => {
      const coding = await startHost(kind, { [medium === 'email' ? 'email' : 'sms']: { deliver: 'code' } })
      const { sid, client_secret, token } = await askForToken(coding, medium)
      const first = await coding.agent.get(coding.submitTokenPath(medium)).query({ sid, client_secret })
      const wrong = await pressButton(coding, formsOf(first.text)[0], { token: 'no' })
      expectPage(wrong, 400)
      const right = await pressButton(coding, formsOf(wrong.text)[0], { token })
      expectPage(right, 200)
    })
  })

  test.each([...accepts])('Accept %s: a GET is answered with a %s, a POST with a %s', async (accept, got, posted) => {
    const path = host.submitTokenPath('email')
    const right = fieldsOf(await askForToken(host, 'email'))
    const wrong = { ...right, token: 'wrong' }
    const nobody = { ...right, sid: 'nobody' }
    const missing = { ...right, sid: undefined }
    expectKind(await get(path, wrong, accept), got, 400)
    expectKind(await post(path, wrong, accept), posted, 400)
    for (const fields of [nobody, missing]) {
      expectKind(await get(path, fields, accept), got, 400)
      expectKind(await post(path, fields, accept), posted, 400)
    }
    expectKind(await get(path, right, accept), got, 200)
    expectKind(await post(path, right, accept), posted, 200)
  })

  test('what an emailed link names is taken by submitToken too, beside the client_secret', async () => {
    const session = await askForToken(host, 'email')
    const { searchParams } = new URL(session.link)
    expect(pathOf(session.link)).not.toContain(session.client_secret)
    expect(searchParams.get('sid')).toBe(session.sid)
    expect([...searchParams.keys()]).toEqual(['sid', 'token'])
  })
})
