import { randomBytes } from 'node:crypto'
import { memoryStore } from '../../lib'
import { expectError } from '../http/answers'
import { tokenRequest } from '../http/flow'
import { ownPath, plainHost, startHost } from '../http/host'
import {
  askAndProve,
  askForToken,
  media,
  postPassword,
  postRequestToken,
  secret,
  startFake,
  startPair,
  startProxyingHost,
  submitToken,
} from './proxy-host'

const others = { email: { email: 'bob@example.org' }, msisdn: { phone_number: '07400 123457' } }

test.each(media)(
  '%s: sid is the identity server’s; submit_url is this homeserver’s, for a code alone',
  async (medium) => {
    const { host, fake } = await startPair()
    const answer = await postRequestToken(host, fake, medium)
    const submitUrl = `${host.publicBaseUrl}${ownPath}/${medium}/submitToken`
    const sid = fake.messages[0]?.sid
    expect(answer.body).toEqual(medium === 'email' ? { sid } : { sid, submit_url: submitUrl })
    expect((await postRequestToken(host, fake, medium)).body).toEqual(answer.body)
  },
)

test.each(media)('%s: a submit_url that the identity server leaves out, or gives, changes nothing', async (medium) => {
  const { host, fake } = await startPair()
  for (const submit_url of [undefined, 'https://evil.example.com', 'javascript:alert(1)', 7]) {
    const sid = randomBytes(8).toString('hex')
    fake.fault('requestToken', { status: 200, body: { sid, submit_url, success: false, next_link: 'x' } })
    const answer = await postRequestToken(host, fake, medium, { client_secret: sid })
    const own = `${host.publicBaseUrl}${host.submitTokenPath(medium)}`
    expect(answer).toMatchObject({ status: 200 })
    expect(answer.body).toEqual(medium === 'email' ? { sid } : { sid, submit_url: own })
  }
})

describe.each(media)('%s: a sid that is refused', (medium) => {
  const refused: readonly (readonly [string, unknown])[] = [
    ['out of its grammar', 'a/b'],
    ['with a line feed at its end', 'abc\n'],
    ['empty', ''],
    ['of 256 characters', 'x'.repeat(256)],
    ['a number', 12345],
    ['in an array', ['abc']],
    ['missing', undefined],
    ['of this homeserver’s own form', `${'a'.repeat(22)}.${'b'.repeat(22)}.${'c'.repeat(11)}`],
  ]

  test.each(refused)('%s', async (_what, sid) => {
    const { host, fake } = await startPair()
    fake.fault('requestToken', { status: 200, body: { sid } })
    expectError(await postRequestToken(host, fake, medium), 502, 'M_UNKNOWN')
    fake.fault('requestToken', null)
    const session = await askForToken(host, fake, medium)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
  })

  test('a sid of 255 characters is not', async () => {
    const { host, fake } = await startPair()
    fake.fault('requestToken', { sid: '0aZ=_-.'.padEnd(255, 'x') })
    const session = await askForToken(host, fake, medium)
    fake.fault('requestToken', null)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('a live local session’s', async () => {
    const fake = await startFake()
    const host = await startHost(plainHost, { identityServers: { trusted: [fake.url], prefer: 'proxy' } })
    const local = await host.agent.post(host.requestTokenPath(medium)).send(tokenRequest(medium))
    fake.fault('requestToken', { sid: String(local.body['sid']) })
    expectError(await postRequestToken(host, fake, medium), 502, 'M_UNKNOWN')
  })

  test.each([
    ['another address, the same client_secret', others[medium]],
    ['the same address, another client_secret', { client_secret: 'another' }],
  ])('a live session’s of %s', async (_of, fields) => {
    const { host, fake } = await startPair()
    const session = await askForToken(host, fake, medium)
    fake.fault('requestToken', { status: 200, body: { sid: session.sid } })
    expectError(await postRequestToken(host, fake, medium, fields), 502, 'M_UNKNOWN')
    fake.fault('requestToken', null)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
    expect(host.changes).toMatchObject([{ userId: '@alice:localhost' }])
  })

  test('a live session’s at another identity server', async () => {
    const [one, other] = [await startFake(), await startFake()]
    const host = await startProxyingHost([one, other])
    const session = await askForToken(host, one, medium)
    other.fault('requestToken', { sid: session.sid })
    expectError(await postRequestToken(host, other, medium), 502, 'M_UNKNOWN')
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    expect(other.requests).toHaveLength(1)
  })

  test('a spent session’s, for the same triple too; a new one starts anew', async () => {
    const { host, fake } = await startPair()
    const session = await askAndProve(host, fake, medium)
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
    // The identity server still has its session, and answers that one's sid.
    expectError(await postRequestToken(host, fake, medium), 502, 'M_UNKNOWN')
    expectError(await postRequestToken(host, fake, medium, { send_attempt: 2 }), 502, 'M_UNKNOWN')
    expect(await postPassword(host, session)).toMatchObject({ status: 401 })
    expect(await submitToken(host, session)).toMatchObject({ status: 400, body: { errcode: 'M_SESSION_EXPIRED' } })

    fake.expire(session.sid)
    const next = await askAndProve(host, fake, medium)
    expect(next.sid).not.toBe(session.sid)
    expect(await postPassword(host, session)).toMatchObject({ status: 401 })
    expect(await postPassword(host, next)).toMatchObject({ status: 200 })
    expect(host.changes).toHaveLength(2)
  })

  test('a spent session’s, for another address', async () => {
    const { host, fake } = await startPair()
    const session = await askAndProve(host, fake, medium)
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
    fake.fault('requestToken', { status: 200, body: { sid: session.sid } })
    expectError(await postRequestToken(host, fake, medium, others[medium]), 502, 'M_UNKNOWN')
  })

  test('a revoked session’s', async () => {
    const { host, fake } = await startPair()
    const session = await askAndProve(host, fake, medium)
    await host.passwordReset.revoke({ medium, address: medium === 'email' ? 'alice@example.org' : '447400123456' })
    expectError(await postRequestToken(host, fake, medium, { send_attempt: 2 }), 502, 'M_UNKNOWN')
    expect(await postPassword(host, session)).toMatchObject({ status: 401 })
  })
})

test('another homeserver on the same store may know the same sid', async () => {
  const shared = { store: memoryStore(), secret }
  const fake = await startFake()
  const one = await startProxyingHost([fake], shared)
  const other = await startProxyingHost([fake], { ...shared, publicBaseUrl: 'https://other.example.org' })
  const [first, second] = [await askAndProve(one, fake, 'email'), await askForToken(other, fake, 'email')]
  expect(second.sid).toBe(first.sid)
  expect(await postPassword(one, first)).toMatchObject({ status: 200 })
  shared.store.close()
})
