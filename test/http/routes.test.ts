import { expectCors, expectError } from './answers'
import { hostKinds, ownPath, startHost, type TestHost } from '../host/host'
import { askForToken, postRequestToken, submitToken, tokenRequest } from './flow'

const media = ['email', 'msisdn'] as const

const identityPath = '/_matrix/identity/api/v1/validate'
const requestTokenPaths = media.flatMap((medium) =>
  ['v3', 'r0', 'unstable'].map((version) => `/_matrix/client/${version}/account/password/${medium}/requestToken`),
)
const submitTokenPaths = media.flatMap((medium) =>
  [ownPath, identityPath].map((path) => `${path}/${medium}/submitToken`),
)
const confirmPaths = media.map((medium) => `${ownPath}/${medium}/confirm`)
const accountPasswordPaths = ['v3', 'r0'].map((version) => `/_matrix/client/${version}/account/password`)

const methodsByPath: readonly (readonly [string, readonly string[]])[] = [
  ...requestTokenPaths.map((path) => [path, ['POST']] as const),
  ...submitTokenPaths.map((path) => [path, ['GET', 'POST']] as const),
  ...confirmPaths.map((path) => [path, ['GET', 'HEAD', 'POST']] as const),
  ...accountPasswordPaths.map((path) => [path, ['POST']] as const),
]
const allPaths = methodsByPath.map(([path]) => path)

function expectFallsThrough(answer: { status: number; body: unknown; headers: object }, path: string) {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 404, body: { fellThrough: path } })
  expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  expect(answer.headers).not.toHaveProperty('cache-control', 'no-store')
}

describe.each(hostKinds)('routes of a host $name', (kind) => {
  let host: TestHost
  beforeEach(async () => {
    host = await startHost(kind)
  })

  test.each(allPaths)('OPTIONS %s does nothing, and lets browsers in', async (path) => {
    const response = await host.agent.options(host.at(path)).set('Access-Control-Request-Method', 'POST')
    expect([200, 204]).toContain(response.status)
    expect(response.text).toBe('')
    expectCors(response)
    expect(host.lookUps).toEqual([])
    expect(host.outbox.messages).toEqual([])
  })

  test('OPTIONS with the body of a good request sends nothing', async () => {
    const response = await host.agent.options(host.requestTokenPath('email')).send(tokenRequest('email'))
    expect(response.status).toBeLessThan(300)
    expect(host.outbox.messages).toEqual([])
  })

  test.each(methodsByPath)('%s takes %j, and nothing else', async (path, allowed) => {
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'].filter(
      (method) => !allowed.includes(method),
    )
    for (const method of others) {
      const answer = await host.raw({ method, path: host.at(path), headers: { Accept: 'application/json' } })
      if (method === 'HEAD') {
        expect(answer).toMatchObject({ status: 405, text: '' })
        expectCors(answer)
      } else {
        expectError(answer, 405, 'M_UNRECOGNIZED')
      }
      expect(answer.headers.allow?.split(', ').sort()).toEqual([...allowed, 'OPTIONS'].sort())
    }
    expect(host.lookUps).toEqual([])
  })

  test('HEAD on submitToken does not validate, as a scanner would', async () => {
    const { sid, client_secret, token } = await askForToken(host, 'email')
    const query = new URLSearchParams({ sid, client_secret, token }).toString()
    const answer = await host.raw({ method: 'HEAD', path: `${host.submitTokenPath('email')}?${query}` })
    expect(answer.status).toBe(405)
    expect(await host.passwordReset.validated({ sid, client_secret })).toBeNull()
  })

  test.each(allPaths)('%s has one spelling', async (path) => {
    const lastInHex = path.charCodeAt(path.length - 1).toString(16)
    const others = [
      `${path}/`,
      `${path}/more`,
      path.replace('/_matrix/', '/_matrix//'),
      path.replace('_matrix', '_Matrix'),
      path.toUpperCase(),
      `${path.slice(0, -1)}%${lastInHex}`,
    ]
    for (const other of others) expectFallsThrough(await host.raw({ path: host.at(other), body: '{}' }), host.at(other))
  })

  test('a path outside of the prefix, and one under no version that there is, fall through', async () => {
    const [path = ''] = requestTokenPaths
    const outside = kind.prefix === '' ? `/chat${path}` : path
    const others = [outside, host.at(path.replace('v3', 'v1')), host.at(`${ownPath}/email/requestToken`), host.at('/')]
    for (const other of others) expectFallsThrough(await host.agent.post(other).send({ a: 1 }), other)
  })

  test.each(requestTokenPaths)('POST %s sends a token', async (path) => {
    const medium = path.includes('email') ? 'email' : 'msisdn'
    const response = await host.agent.post(host.at(path)).send(tokenRequest(medium))
    expect(response).toMatchObject({ status: 200, body: { sid: expect.stringMatching(/^[0-9a-zA-Z.=_-]{1,255}$/) } })
    expectCors(response)
    expect(response.headers['cache-control']).toBe('no-store')
    expect(host.outbox.messages.map((message) => message.medium)).toEqual([medium])
  })

  test.each(submitTokenPaths)('POST %s takes it', async (path) => {
    const session = await askForToken(host, path.includes('email') ? 'email' : 'msisdn')
    const { sid, client_secret, token } = session
    const response = await host.agent.post(host.at(path)).send({ sid, client_secret, token })
    expect(response).toMatchObject({ status: 200, body: { success: true } })
    expect(await host.passwordReset.validated({ sid, client_secret })).not.toBeNull()
  })

  test('a query on requestToken changes nothing', async () => {
    const path = `${host.requestTokenPath('email')}?client_secret=x&client_secret=y`
    expect(await host.agent.post(path).send(tokenRequest('email'))).toMatchObject({ status: 200 })
  })
})

describe.each(hostKinds)('options of routes, on a host $name', (kind) => {
  test('identityPaths: false leaves the Identity Service API out', async () => {
    const host = await startHost(kind, { identityPaths: false })
    for (const medium of media) {
      const path = host.at(`${identityPath}/${medium}/submitToken`)
      expectFallsThrough(await host.agent.post(path).send({ sid: 'a' }), path)
    }
    expect(await submitToken(host, await askForToken(host, 'email'))).toMatchObject({ status: 200 })
  })

  test('path moves pages, links and submit_url', async () => {
    const path = '/_matrix/client/unstable/org.example.reset'
    const host = await startHost(kind, { path })
    const sms = await askForToken(host, 'msisdn')
    expect(sms.submitUrl).toBe(`${host.publicBaseUrl}${path}/msisdn/submitToken`)
    expect(await submitToken(host, sms)).toMatchObject({ status: 200 })
    const { link } = await askForToken(host, 'email')
    expect(link).toContain(`${host.publicBaseUrl}${path}/email/confirm?`)
    const old = host.at(`${ownPath}/email/submitToken`)
    expectFallsThrough(await host.agent.post(old).send({ sid: 'a' }), old)
  })

  test('cors: false leaves the headers to the host', async () => {
    const host = await startHost(kind, { cors: false })
    const answers = [
      await postRequestToken(host, 'email'),
      await postRequestToken(host, 'email', { client_secret: '!' }),
      await host.agent.options(host.requestTokenPath('email')),
    ]
    const names = answers.flatMap(({ headers }) => Object.keys(headers))
    expect(names.filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})
