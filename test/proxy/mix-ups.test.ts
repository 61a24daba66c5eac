import { memoryStore } from '../../lib'
import { expectError, expectPage } from '../http/answers'
import { askForToken as askLocally, submitToken as submitLocally } from '../http/flow'
import { plainHost, startHost } from '../host/host'
import {
  askAndProve,
  askForToken,
  clickAtIdentityServer,
  credentialsOf,
  media,
  postPassword,
  secret,
  startFake,
  startPair,
  startProxyingHost,
  submitToken,
} from './proxy-host'

describe.each(media)('%s: a proxied session', (medium) => {
  test('is asked about at its own server alone, whatever the credentials name', async () => {
    const [own, other] = [await startFake(), await startFake()]
    const host = await startProxyingHost([own, other])
    const session = await askForToken(host, own, medium)
    // Of the same sid and client_secret, and proved: at a server that is trusted too, and at one that is not.
    const { sid, client_secret } = session
    for (const fake of [other, await startFake()]) {
      fake.fault('getValidated3pid', {
        status: 200,
        body: { medium, address: medium === 'email' ? 'alice@example.org' : '447400123456', validated_at: Date.now() },
      })
      fake.fault('submitToken', { status: 200, body: { success: true } })
      for (const id_server of [fake.name, fake.url]) {
        expect(await postPassword(host, session, { id_server })).toMatchObject({ status: 401 })
        expect(await host.passwordReset.validated({ sid, client_secret, id_server })).toBeNull()
        expect(await host.passwordReset.redeem({ sid, client_secret, id_server }, () => 1)).toBeNull()
        expectError(await submitToken(host, session, { token: 'wrong', id_server }), 400, 'M_TOKEN_INCORRECT')
      }
      expect(fake.requests).toEqual([])
    }
    expect(host.changes).toEqual([])
  })

  test('is proved, though the credentials name another server', async () => {
    const [own, other] = [await startFake(), await startFake()]
    const host = await startProxyingHost([own, other])
    const session = await askAndProve(host, own, medium)
    expect(await postPassword(host, session, { id_server: other.name })).toMatchObject({ status: 200 })
    expect(other.requests).toEqual([])
  })

  test('is not proved by the pages behind a link of the homeserver’s', async () => {
    const { host, fake } = await startPair()
    const { sid, token, ...session } = await askForToken(host, fake, medium)
    const before = fake.requests.length
    const query = { sid, token }
    expectPage(await host.agent.get(host.confirmPath(medium)).query(query).set('Accept', 'text/html'), 400)
    expectPage(await host.agent.post(host.confirmPath(medium)).type('form').send(query).set('Accept', 'text/html'), 400)
    const answer = await host.agent.post(host.confirmPath(medium)).send(query)
    expectError(answer, 400, medium === 'email' ? 'M_TOKEN_INCORRECT' : 'M_SESSION_EXPIRED')
    expect(fake.requests).toHaveLength(before)
    expect(await host.passwordReset.validated({ sid, client_secret: session.client_secret })).toBeNull()
  })

  test('is not proved by a token that the homeserver sent for the same address and client_secret', async () => {
    const fake = await startFake()
    const host = await startHost(plainHost, {
      email: { deliver: 'code' },
      identityServers: { trusted: [fake.url], prefer: 'proxy' },
    })
    const local = await askLocally(host, medium)
    const proxied = await askForToken(host, fake, medium)
    expect(proxied.sid).not.toBe(local.sid)
    expectError(await submitToken(host, proxied, { token: local.token }), 400, 'M_TOKEN_INCORRECT')
    expect(await host.passwordReset.validated(credentialsOf(proxied))).toBeNull()
    expectError(await submitLocally(host, local, { token: proxied.token }), 400, 'M_TOKEN_INCORRECT')
    expect(await submitLocally(host, local)).toMatchObject({ status: 200 })
    expect(await host.passwordReset.validated(credentialsOf(proxied))).toBeNull()
    expect(fake.requests.filter(({ path }) => path.endsWith('submitToken'))).toHaveLength(1)
  })

  test('is nobody’s without its client_secret, and the identity server is not asked', async () => {
    const { host, fake } = await startPair()
    const session = await askAndProve(host, fake, medium)
    const before = fake.requests.length
    const stranger = { ...session, client_secret: 'another' }
    expectError(await submitToken(host, stranger), 400, 'M_SESSION_EXPIRED')
    expect(await postPassword(host, stranger)).toMatchObject({ status: 401 })
    expect(await host.passwordReset.validated(credentialsOf(stranger))).toBeNull()
    expect(fake.requests).toHaveLength(before)
  })

  test('is not taken at the other medium’s path, nor for the other medium’s stage', async () => {
    const { host, fake } = await startPair()
    const session = await askAndProve(host, fake, medium)
    const before = fake.requests.length
    const other = { ...session, medium: medium === 'email' ? ('msisdn' as const) : ('email' as const) }
    expectError(await submitToken(host, other), 400, 'M_SESSION_EXPIRED')
    expect(await postPassword(host, other)).toMatchObject({ status: 401 })
    expect(fake.requests).toHaveLength(before)
  })

  test('proves nothing that is not recorded yet, once its server is trusted no more', async () => {
    const shared = { store: memoryStore(), secret }
    const [own, other] = [await startFake(), await startFake()]
    const before = await startProxyingHost([own, other], shared)
    const proved = await askAndProve(before, own, medium)
    const pending = await askForToken(before, own, medium, { client_secret: 'another' })
    if (medium === 'email') await clickAtIdentityServer(own, pending)
    const requestsBefore = own.requests.length
    const without = { ...shared, identityServers: undefined }
    for (const after of [await startProxyingHost([other], shared), await startHost(plainHost, without)]) {
      expect(await postPassword(after, pending)).toMatchObject({ status: 401 })
      expect(await after.passwordReset.validated(credentialsOf(pending))).toBeNull()
      expect(await after.passwordReset.validated(credentialsOf(proved))).not.toBeNull()
      expectError(await submitToken(after, pending), 400, 'M_SESSION_EXPIRED')
    }
    expect(own.requests).toHaveLength(requestsBefore)
    expect(other.requests).toEqual([])
    expect(await postPassword(before, proved)).toMatchObject({ status: 200 })
    shared.store.close()
  })
})

test.each(media)('%s: a local session is no identity server’s business', async (medium) => {
  const fake = await startFake()
  const host = await startHost(plainHost, { identityServers: { trusted: [fake.url], prefer: 'proxy' } })
  const local = await askLocally(host, medium)
  const session = { ...local, submitUrl: undefined }
  await submitLocally(host, local, { token: 'wrong' })
  expect(await submitLocally(host, local)).toMatchObject({ status: 200 })
  const credentials = { ...credentialsOf(session), id_server: fake.name, id_access_token: fake.register() }
  expect(await host.passwordReset.validated(credentials)).toMatchObject({ userId: '@alice:localhost' })
  expect(await postPassword(host, session, credentials)).toMatchObject({ status: 200 })
  expect(fake.requests).toEqual([])
})

test.each(media)('%s: a success ends local and proxied sessions of the address alike', async (medium) => {
  const [one, other] = [await startFake(), await startFake()]
  const host = await startHost(plainHost, { identityServers: { trusted: [one.url, other.url], prefer: 'proxy' } })
  for (const first of ['local', 'proxied'] as const) {
    const ask = { client_secret: `secret-of-${first}` }
    const local = await askLocally(host, medium, ask)
    expect(await submitLocally(host, local)).toMatchObject({ status: 200 })
    const proxied = [await askAndProve(host, one, medium, ask), await askAndProve(host, other, medium, ask)]
    if (medium === 'email') await clickAtIdentityServer(one, proxied[0]!)
    const sessions = [{ ...local, submitUrl: undefined }, ...proxied]
    const [winner, ...losers] = first === 'local' ? sessions : sessions.reverse()
    for (const session of sessions)
      expect(await host.passwordReset.validated(credentialsOf(session))).toMatchObject({ userId: '@alice:localhost' })
    expect(await postPassword(host, winner!)).toMatchObject({ status: 200 })
    for (const session of losers) {
      expect(await postPassword(host, session)).toMatchObject({ status: 401 })
      expect(await host.passwordReset.validated(credentialsOf(session))).toBeNull()
    }
  }
  expect(host.changes).toHaveLength(2)
})

test.each(media)('%s: revoke ends proxied sessions, pending and proved', async (medium) => {
  const { host, fake } = await startPair()
  const proved = await askAndProve(host, fake, medium)
  const pending = await askForToken(host, fake, medium, { client_secret: 'another' })
  await host.passwordReset.revoke({ medium, address: medium === 'email' ? 'Alice@EXAMPLE.org' : '+447400123456' })
  const before = fake.requests.length
  expect(await postPassword(host, proved)).toMatchObject({ status: 401 })
  expectError(await submitToken(host, pending), 400, 'M_SESSION_EXPIRED')
  expect(fake.requests).toHaveLength(before)
})
