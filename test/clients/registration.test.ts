import { startExample, type RunningExample } from '../example-server/example-server'
import { pressButtonOfLastMail } from '../example-server/reset'
import { startSdkClient, type SdkAnswer, type SdkClient } from './sdk-client'

// matrix-js-sdk registers accounts at the example server, with an address that this server has confirmed itself.

const clientSecret = 'GVDXGI7TGjcPm8RLnL2RIMdHGpSEdzvJ'
const password = 'carols-password-1'

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

test('with an email address: ask, press the button, register, sign in with the address', async () => {
  const session = await begin()
  const requested = await sdk.call('requestRegisterEmailToken', 'Carol@Example.org', clientSecret, 1)
  expect(Object.keys(requested.value ?? {})).toEqual(['sid'])
  const auth = { type: 'm.login.email.identity', threepid_creds: { ...requested.value, client_secret: clientSecret } }

  const early = await register(session, auth)
  expect(early.error).toMatchObject({ httpStatus: 401, errcode: 'M_UNAUTHORIZED', data: { session, completed: [] } })

  await pressButtonOfLastMail(example)
  const confirmed = await register(session, auth)
  expect(confirmed.error?.data).toMatchObject({ session, completed: ['m.login.email.identity'] })
  const registered = await register(session, { type: 'm.login.dummy' })
  expect(registered.value).toEqual({
    user_id: '@carol:localhost',
    access_token: expect.any(String),
    device_id: expect.any(String),
  })
  const identifier = { type: 'm.id.thirdparty', medium: 'email', address: 'carol@example.org' }
  expect((await sdk.call('login', 'm.login.password', { identifier, password })).value).toMatchObject({
    user_id: '@carol:localhost',
  })
})

test('with an email address and a phone number', async () => {
  const session = await begin()
  const byMail = await sdk.call('requestRegisterEmailToken', 'carol@example.org', clientSecret, 1)
  await pressButtonOfLastMail(example)
  const bySms = await sdk.call('requestRegisterMsisdnToken', 'GB', '07400 123458', clientSecret, 1)
  const { sid, submit_url: submitUrl } = bySms.value ?? {}
  const code = (await example.outbox()).at(-1)?.code
  await sdk.call('submitMsisdnTokenOtherUrl', submitUrl, sid, clientSecret, code)

  for (const [type, requested] of [
    ['m.login.msisdn', bySms],
    ['m.login.email.identity', byMail],
  ] as const) {
    const credentials = { sid: requested.value?.['sid'], client_secret: clientSecret }
    expect((await register(session, { type, threepid_creds: credentials })).error).toMatchObject({ httpStatus: 401 })
  }
  expect((await register(session, { type: 'm.login.dummy' })).value).toMatchObject({ user_id: '@carol:localhost' })
  for (const [medium, address] of [
    ['email', 'carol@example.org'],
    ['msisdn', '447400123458'],
  ]) {
    const identifier = { type: 'm.id.thirdparty', medium, address }
    expect((await sdk.call('login', 'm.login.password', { identifier, password })).value).toMatchObject({
      user_id: '@carol:localhost',
    })
  }
})

test('with nothing but a name', async () => {
  const session = await begin()
  expect((await register(session, { type: 'm.login.dummy' })).value).toMatchObject({ user_id: '@carol:localhost' })
  expect((await begin()).length).toBe(0)
})

test('an address that somebody has is refused, and one confirmed for a reset registers nobody', async () => {
  const taken = await sdk.call('requestRegisterEmailToken', 'alice@example.org', clientSecret, 1)
  expect(taken.error).toMatchObject({ httpStatus: 400, errcode: 'M_THREEPID_IN_USE' })

  const forReset = await sdk.call('requestPasswordEmailToken', 'alice@example.org', clientSecret, 1)
  await pressButtonOfLastMail(example)
  const session = await begin()
  const auth = { type: 'm.login.email.identity', threepid_creds: { ...forReset.value, client_secret: clientSecret } }
  expect((await register(session, auth)).error?.data).toMatchObject({ errcode: 'M_UNAUTHORIZED', completed: [] })
})

test('an address is good for one account', async () => {
  const requested = await sdk.call('requestRegisterEmailToken', 'carol@example.org', clientSecret, 1)
  await pressButtonOfLastMail(example)
  const auth = { type: 'm.login.email.identity', threepid_creds: { ...requested.value, client_secret: clientSecret } }
  const [first, second] = [await begin('carol'), await begin('dave')]
  await register(first, auth, 'carol')
  await register(second, auth, 'dave')
  expect((await register(first, { type: 'm.login.dummy' }, 'carol')).value).toBeDefined()
  expect((await register(second, { type: 'm.login.dummy' }, 'dave')).error).toMatchObject({ httpStatus: 401 })
  expect((await sdk.call('isUsernameAvailable', 'carol')).value).toBe(false)
  expect((await sdk.call('isUsernameAvailable', 'dave')).value).toBe(true)
})

/** Asks what is needed: the session of it; empty where the name is taken. */
async function begin(username = 'carol'): Promise<string> {
  const { error } = await sdk.call('register', username, password, null, {})
  if (error?.errcode === 'M_USER_IN_USE') return ''
  const stages = (error?.data?.['flows'] as { stages: string[] }[]).map((flow) => flow.stages.join(' '))
  expect(stages).toEqual([
    'm.login.dummy',
    'm.login.email.identity m.login.dummy',
    'm.login.msisdn m.login.dummy',
    'm.login.email.identity m.login.msisdn m.login.dummy',
  ])
  return String(error?.data?.['session'])
}

function register(session: string, auth: object, username = 'carol'): Promise<SdkAnswer> {
  return sdk.call('register', username, password, session, auth)
}
