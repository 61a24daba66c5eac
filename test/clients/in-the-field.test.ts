import { startExample, type ExampleAnswer, type RunningExample } from '../example-server/example-server'
import { loginAs, pressButtonOfLastMail, pressFirstButton, requestEmailToken } from '../example-server/reset'

// What clients in the field do, some of it against the specification, and must keep working.

const client_secret = 'a-client-secret'
const new_password = 'new-password-1'

let example: RunningExample
beforeEach(async () => {
  example = await startExample()
})
afterEach(() => example.stop())

test.each([
  ['v3, threepid_creds', 'v3', ['threepid_creds']],
  ['r0, threepidCreds', 'r0', ['threepidCreds']],
  ['v3, both', 'v3', ['threepid_creds', 'threepidCreds']],
])('a reset by %s', async (_name, version, names) => {
  const requested = await example.ask(`/_matrix/client/${version}/account/password/email/requestToken`, {
    json: { client_secret, email: 'alice@example.org', send_attempt: 1 },
  })
  await pressButtonOfLastMail(example)
  const credentials = { sid: requested.body['sid'], client_secret, id_server: 'vector.im', id_access_token: 'x' }
  const auth = { type: 'm.login.email.identity', ...Object.fromEntries(names.map((name) => [name, credentials])) }
  const changed = await example.ask(`/_matrix/client/${version}/account/password`, { json: { auth, new_password } })
  expect([changed.status, changed.body]).toEqual([200, {}])
  expect((await loginAs(example, 'alice', new_password)).status).toBe(200)
})

test('a send_attempt that starts at 0, and rises', async () => {
  const [first, again, next] = [
    await requestEmailToken(example, { send_attempt: 0 }),
    await requestEmailToken(example, { send_attempt: 0 }),
    await requestEmailToken(example, { send_attempt: 1 }),
  ]
  expect([first.status, again.body, next.body]).toEqual([200, first.body, first.body])
  expect(await example.outbox()).toHaveLength(2)
})

test('a send_attempt that never rises: a person who asks again with a new client_secret gets a new mail', async () => {
  const first = await requestEmailToken(example, { send_attempt: 1 })
  const second = await requestEmailToken(example, { send_attempt: 1, client_secret: 'another-secret' })
  expect(second.body['sid']).not.toBe(first.body['sid'])
  expect(await example.outbox()).toHaveLength(2)
})

test('one that polls without an end, swallows every error, and takes the first 200', async () => {
  const requested = await requestEmailToken(example)
  const poll = () => setPassword(requested.body['sid'])
  // More than strangers may ask in a minute, and more than one that polls every 2 seconds does.
  for (let polls = 0; polls < 90; polls += 1) {
    const { status, body } = await poll()
    expect([status, body['errcode']]).toEqual([401, 'M_UNAUTHORIZED'])
  }
  await pressButtonOfLastMail(example)
  expect((await poll()).status).toBe(200)
  expect((await loginAs(example, 'alice', new_password)).status).toBe(200)
})

test('one that polls is not shut out by another who guesses credentials from the same network', async () => {
  const requested = await requestEmailToken(example)
  const guesses = []
  for (let guess = 0; guess < 62; guess += 1) guesses.push(await setPassword(`guess-${guess}`))
  expect(guesses.at(-1)?.status).toBe(429)
  expect((await setPassword(requested.body['sid'])).status).toBe(401)
})

test('no Content-Type, or another: a body is JSON all the same', async () => {
  const body = JSON.stringify({ client_secret, email: 'alice@example.org', send_attempt: 1 })
  const bare = new Blob([body])
  const path = new URL('/_matrix/client/v3/account/password/email/requestToken', example.url)
  const withoutType = await fetch(path, { method: 'POST', body: bare })
  expect(withoutType.status).toBe(200)
  const form = await example.ask(path.href, {
    text: body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect([form.status, form.body]).toEqual([200, await withoutType.json()])
  expect(await example.outbox()).toHaveLength(1)
})

test('the newest sid is kept over resends: all of them are the same', async () => {
  const first = await requestEmailToken(example)
  const resent = await requestEmailToken(example, { send_attempt: 2 })
  expect(resent.body['sid']).toBe(first.body['sid'])
  // The link of the first mail may be the one that arrives.
  const [mail] = await example.outbox()
  await pressFirstButton(example, mail?.links[0] ?? '')
  expect((await setPassword(resent.body['sid'])).status).toBe(200)
})

test('a 429 says how long to wait in the body and in a header that browsers show', async () => {
  let limited: ExampleAnswer | undefined
  for (let attempt = 0; attempt < 12; attempt += 1) limited = await requestEmailToken(example)
  expect(limited?.status).toBe(429)
  const { retry_after_ms: waitMs } = limited?.body ?? {}
  expect(waitMs).toBeGreaterThan(0)
  expect(Number(limited?.headers.get('retry-after'))).toBe(Math.ceil(Number(waitMs) / 1_000))
  expect(limited?.headers.get('access-control-expose-headers')).toMatch(/Retry-After/i)
})

test('a session in auth, and none', async () => {
  const requested = await requestEmailToken(example)
  const none = await setPassword(requested.body['sid'])
  const given = await setPassword(requested.body['sid'], { session: 'the-session' })
  expect([none.status, given.status]).toEqual([401, 401])
  expect(given.body['session']).toBe('the-session')
  await pressButtonOfLastMail(example)
  expect((await setPassword(requested.body['sid'], { session: none.body['session'] })).status).toBe(200)
})

function setPassword(sid: unknown, auth: object = {}): Promise<ExampleAnswer> {
  return example.ask('/_matrix/client/v3/account/password', {
    json: { auth: { type: 'm.login.email.identity', threepid_creds: { sid, client_secret }, ...auth }, new_password },
  })
}
