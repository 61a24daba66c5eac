import { readFileSync } from 'node:fs'
import { startExample, type RunningExample } from '../example-server/example-server'
import { accessTokenOf, pressButtonOfLastMail, pressFirstButton } from '../example-server/reset'
import { startSdkClient, type SdkClient } from './sdk-client'

const oldPassword = 'old-password-1'
const newPassword = 'new-password-1'
const clientSecret = 'GVDXGI7TGjcPm8RLnL2RIMdHGpSEdzvJ'

let example: RunningExample
let sdk: SdkClient
beforeAll(() => {
  sdk = startSdkClient()
})
afterAll(() => sdk.stop())
beforeEach(async () => {
  example = await startExample()
  await sdk.connect(example.url)
})
afterEach(() => example.stop())

test('is the release that clients in the field have', () => {
  const manifest = readFileSync(require.resolve('matrix-js-sdk/package.json'), 'utf8')
  expect((JSON.parse(manifest) as { version: string }).version).toBe('37.5.0')
})

test('resets a password by email: early, then after the button behind the link', async () => {
  const requested = await sdk.call('requestPasswordEmailToken', 'alice@example.org', clientSecret, 1)
  const auth = authOf('m.login.email.identity', requested.value)
  // What was sent is a link: there is nothing to type, and no `submit_url`.
  expect(Object.keys(requested.value ?? {})).toEqual(['sid'])

  const early = await sdk.call('setPassword', auth, newPassword)
  expect(early.error).toMatchObject({
    httpStatus: 401,
    errcode: 'M_UNAUTHORIZED',
    data: {
      error: expect.any(String),
      flows: expect.arrayContaining([{ stages: ['m.login.email.identity'] }]),
      params: {},
      session: expect.any(String),
    },
  })
  expect((await login('alice', newPassword)).error).toMatchObject({ httpStatus: 403, errcode: 'M_FORBIDDEN' })

  const [mail] = await example.outbox()
  expect((await pressFirstButton(example, mail?.links[0] ?? '')).status).toBe(200)
  expect((await sdk.call('setPassword', auth, newPassword)).value).toEqual({})
  // It was good once.
  expect((await sdk.call('setPassword', auth, 'another-password-1')).error).toMatchObject({ httpStatus: 401 })
  expect((await login('alice', oldPassword)).error).toMatchObject({ httpStatus: 403, errcode: 'M_FORBIDDEN' })
  expect((await login('alice', newPassword)).value).toMatchObject({ user_id: '@alice:localhost' })
})

test('resets a password by SMS: the code goes to the submit_url as it came', async () => {
  const requested = await sdk.call('requestPasswordMsisdnToken', 'GB', '07400 123457', clientSecret, 1)
  const { sid, submit_url: submitUrl } = requested.value ?? {}
  const auth = authOf('m.login.msisdn', requested.value)
  const [{ code = '' } = {}] = await example.outbox()

  const wrong = await sdk.call(
    'submitMsisdnTokenOtherUrl',
    submitUrl,
    sid,
    clientSecret,
    code === '000000' ? '1' : '000000',
  )
  expect(wrong.error).toMatchObject({ httpStatus: 400, errcode: 'M_TOKEN_INCORRECT' })
  expect((await sdk.call('setPassword', auth, newPassword)).error).toMatchObject({
    httpStatus: 401,
    errcode: 'M_UNAUTHORIZED',
  })

  const submitted = await sdk.call('submitMsisdnTokenOtherUrl', submitUrl, sid, clientSecret, code)
  expect(submitted.value).toEqual({ success: true })
  expect((await sdk.call('setPassword', auth, newPassword)).value).toEqual({})
  expect((await login('bob', oldPassword)).error).toMatchObject({ httpStatus: 403, errcode: 'M_FORBIDDEN' })
  expect((await login('bob', newPassword)).value).toMatchObject({ user_id: '@bob:localhost' })
})

test('a password that is too weak costs nothing: the same session takes a better one', async () => {
  const requested = await sdk.call('requestPasswordEmailToken', 'alice@example.org', clientSecret, 1)
  const auth = authOf('m.login.email.identity', requested.value)
  await pressFirstButton(example, (await example.outbox())[0]?.links[0] ?? '')
  const weak = await sdk.call('setPassword', auth, '1234567')
  expect(weak.error).toMatchObject({ httpStatus: 400, errcode: 'M_WEAK_PASSWORD' })
  expect((await sdk.call('setPassword', auth, newPassword)).value).toEqual({})
})

test('signs out the other devices, or leaves them, as setPassword says', async () => {
  for (const [attempt, logoutDevices, status] of [
    [1, false, 200],
    [2, true, 401],
    [3, undefined, 401],
  ] as const) {
    const accessToken = await accessTokenOf(example, 'alice', attempt === 1 ? oldPassword : newPassword)
    const secret = `${clientSecret}${attempt}`
    const requested = await sdk.call('requestPasswordEmailToken', 'alice@example.org', secret, 1)
    await pressButtonOfLastMail(example)
    const auth = authOf('m.login.email.identity', requested.value, secret)
    expect((await sdk.call('setPassword', auth, newPassword, logoutDevices)).value).toEqual({})
    expect((await example.ask('/_matrix/client/v3/account/whoami', { accessToken })).status).toBe(status)
  }
})

test('hears how long to wait when it asks too often', async () => {
  const answers = []
  for (let attempt = 0; attempt < 12; attempt += 1)
    answers.push(await sdk.call('requestPasswordEmailToken', 'alice@example.org', `${clientSecret}${attempt}`, 0))
  expect(answers[0]?.value).toHaveProperty('sid')
  const last = answers.at(-1)?.error
  expect(last).toMatchObject({
    httpStatus: 429,
    errcode: 'M_LIMIT_EXCEEDED',
    data: { retry_after_ms: expect.any(Number) },
  })
  expect(last?.retryAfterMs).toBeGreaterThan(0)
})

test('knows the server for one that needs no identity server', async () => {
  const { value } = await sdk.call('getVersions')
  expect(value).toMatchObject({ unstable_features: { 'm.require_identity_server': false } })
  expect((await sdk.call('isVersionSupported', 'v1.1')).value).toBe(true)
})

function login(user: string, password: string) {
  return sdk.call('login', 'm.login.password', { identifier: { type: 'm.id.user', user }, password })
}

function authOf(type: string, requested: Record<string, unknown> | undefined, secret = clientSecret) {
  return { type, threepid_creds: { sid: requested?.['sid'], client_secret: secret } }
}
