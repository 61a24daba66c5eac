import { startExample, type RunningExample } from '../example-server/example-server'
import { pressButtonOfLastMail } from '../example-server/reset'
import { startSdkClient, type SdkClient } from './sdk-client'

// matrix-js-sdk adds addresses to an account of the example server, and removes them.

const clientSecret = 'GVDXGI7TGjcPm8RLnL2RIMdHGpSEdzvJ'
const password = 'old-password-1'

let example: RunningExample
let sdk: SdkClient
beforeAll(() => {
  sdk = startSdkClient()
})
afterAll(() => sdk.stop())
beforeEach(async () => {
  example = await startExample()
  await sdk.connect(example.url)
  await sdk.call('login', 'm.login.password', { identifier: { type: 'm.id.user', user: 'alice' }, password })
})
afterEach(() => example.stop())

test('is told that it may', async () => {
  expect((await sdk.call('getCapabilities')).value).toMatchObject({
    'm.3pid_changes': { enabled: true },
    'm.change_password': { enabled: true },
  })
})

test('adds an email address, behind the password', async () => {
  const requested = await sdk.call('requestAdd3pidEmailToken', 'New@Example.org', clientSecret, 1)
  const credentials = { sid: requested.value?.['sid'], client_secret: clientSecret }
  await pressButtonOfLastMail(example)

  const withoutAuth = await sdk.call('addThreePidOnly', credentials)
  expect(withoutAuth.error).toMatchObject({ httpStatus: 401, data: { flows: [{ stages: ['m.login.password'] }] } })
  const session = withoutAuth.error?.data?.['session']
  const wrong = await sdk.call('addThreePidOnly', { ...credentials, auth: authOf('wrong-password', session) })
  expect(wrong.error).toMatchObject({ httpStatus: 401, errcode: 'M_FORBIDDEN', data: { session } })
  expect(await addresses()).not.toContain('new@example.org')

  expect((await sdk.call('addThreePidOnly', { ...credentials, auth: authOf(password, session) })).value).toEqual({})
  expect(await addresses()).toEqual(['alice@example.org', '447400123456', 'new@example.org'])
  const again = await sdk.call('addThreePidOnly', { ...credentials, auth: authOf(password) })
  expect(again.error).toMatchObject({ httpStatus: 400, errcode: 'M_THREEPID_AUTH_FAILED' })
})

test('adds a phone number, and a reset by it goes to its account', async () => {
  const requested = await sdk.call('requestAdd3pidMsisdnToken', 'GB', '07400 123458', clientSecret, 1)
  const { sid, submit_url: submitUrl } = requested.value ?? {}
  const add = { sid, client_secret: clientSecret, auth: authOf(password) }
  const early = await sdk.call('addThreePidOnly', add)
  expect(early.error).toMatchObject({ httpStatus: 400, errcode: 'M_THREEPID_AUTH_FAILED' })

  const code = (await example.outbox()).at(-1)?.code
  await sdk.call('submitMsisdnTokenOtherUrl', submitUrl, sid, clientSecret, code)
  expect((await sdk.call('addThreePidOnly', add)).value).toEqual({})
  expect(await addresses()).toContain('447400123458')
  expect((await sdk.call('requestPasswordMsisdnToken', 'GB', '07400123458', clientSecret, 1)).value).toHaveProperty(
    'sid',
  )
})

test('an address that somebody has is refused', async () => {
  const taken = await sdk.call('requestAdd3pidEmailToken', 'bob@example.org', clientSecret, 1)
  expect(taken.error).toMatchObject({ httpStatus: 400, errcode: 'M_THREEPID_IN_USE' })
})

test('an address that is removed resets no password any more, also where a reset was under way', async () => {
  const requested = await sdk.call('requestPasswordEmailToken', 'alice@example.org', clientSecret, 1)
  await pressButtonOfLastMail(example)
  expect((await sdk.call('deleteThreePid', 'email', 'Alice@example.org')).value).toEqual({
    id_server_unbind_result: 'no-support',
  })
  expect(await addresses()).toEqual(['447400123456'])
  const threepid_creds = { sid: requested.value?.['sid'], client_secret: clientSecret }
  const reset = await example.ask('/_matrix/client/v3/account/password', {
    json: { auth: { type: 'm.login.email.identity', threepid_creds }, new_password: 'new-password-1' },
  })
  expect(reset.status).toBe(401)
  const anew = await sdk.call('requestPasswordEmailToken', 'alice@example.org', clientSecret, 2)
  expect(anew.error).toMatchObject({ errcode: 'M_THREEPID_NOT_FOUND' })
})

test('another’s address is not removed', async () => {
  expect((await sdk.call('deleteThreePid', 'email', 'bob@example.org')).error).toBeUndefined()
  expect((await sdk.call('requestPasswordEmailToken', 'bob@example.org', clientSecret, 1)).value).toHaveProperty('sid')
})

async function addresses(): Promise<string[]> {
  const { value } = await sdk.call('getThreePids')
  return (value?.['threepids'] as { address: string }[]).map(({ address }) => address)
}

function authOf(given: string, session?: unknown) {
  return { type: 'm.login.password', identifier: { type: 'm.id.user', user: 'alice' }, password: given, session }
}
