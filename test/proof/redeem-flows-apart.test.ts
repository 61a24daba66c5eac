import type { Flow, Medium } from '../../lib'
import { clientSecret, submitToken, tokenRequest } from '../http/flow'
import { findAccount } from '../host/accounts'
import { plainHost, startHost, type HostOptions, type TestHost } from '../host/host'
import { startFakeIdentityServer, type FakeIdentityServer } from '../identity-server/fake-identity-server'
import { startRedisServer, type RedisServer } from '../redis/redis-server'

const secret = 'a secret of the tests, of 32 characters'
const paths: Readonly<Record<Flow, string>> = {
  password: 'account/password',
  register: 'register',
  '3pid': 'account/3pid',
}
const flows: readonly Flow[] = ['password', 'register', '3pid']
const pairs = flows.flatMap((own) => flows.flatMap((other) => (other === own ? [] : [[own, other] as const])))

let server: RedisServer
let fake: FakeIdentityServer
beforeAll(async () => {
  server = await startRedisServer()
  fake = await startFakeIdentityServer()
})
afterAll(async () => {
  await fake.close()
  await server.stop()
})

const journeys: readonly (readonly [string, Medium, () => HostOptions])[] = [
  ['a link sent here', 'email', () => ({})],
  ['a code sent here', 'email', () => ({ email: { deliver: 'code' } })],
  ['a code by SMS sent here', 'msisdn', () => ({})],
  ['a link that an identity server sends', 'email', proxied],
  ['a code that an identity server sends', 'msisdn', proxied],
]

function proxied(): HostOptions {
  return { email: undefined, sms: undefined, identityServers: { trusted: [fake.url] } }
}

/** The session, once its person has confirmed the address. */
async function askAndConfirm(host: TestHost, flow: Flow, medium: Medium) {
  const path = host.at(`/_matrix/client/v3/${paths[flow]}/${medium}/requestToken`)
  const answer = await host.agent.post(path).send(tokenRequest(medium, { id_server: fake.name }))
  expect(answer).toMatchObject({ status: 200 })
  const credentials = { sid: String(answer.body['sid']), client_secret: clientSecret }
  const sent = host.outbox.messages.at(-1)
  if (sent) {
    const token = sent.code ?? String(new URL(sent.links[0] ?? '').searchParams.get('token'))
    const session = { medium, ...credentials, token, link: '', submitUrl: undefined }
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    return credentials
  }
  const message = fake.messages.at(-1)
  const token = String(message?.token)
  if (medium === 'msisdn') {
    const session = { medium, ...credentials, token, link: '', submitUrl: undefined }
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    return credentials
  }
  const query = new URLSearchParams({ sid: String(message?.sid), client_secret: String(message?.clientSecret), token })
  const there = `${fake.url}/_matrix/identity/api/v1/validate/${medium}/submitToken?${query.toString()}`
  await (await fetch(there, { redirect: 'manual' })).text()
  return credentials
}

const stores: readonly (readonly [string, () => HostOptions])[] = [
  ['in memory', () => ({})],
  ['in Redis', () => ({ redis: server.connect(), secret })],
]

describe.each(stores)('sessions %s', (_store, store) => {
  describe.each(journeys)('%s', (_way, medium, optionsOf) => {
    test.each(pairs)('asked for in %s, it proves nothing in %s', async (own, other) => {
      const host = await startHost(plainHost, {
        flows,
        ...store(),
        ...optionsOf(),
        accounts: { findByThreepid: ({ flow, ...threepid }) => (flow === 'password' ? findAccount(threepid) : null) },
      })
      const credentials = await askAndConfirm(host, own, medium)
      const { passwordReset } = host
      const use = jest.fn(() => 'used')

      expect(await passwordReset.validated(credentials, { flow: other })).toBeNull()
      expect(await passwordReset.redeem(credentials, use, { flow: other })).toBeNull()
      const type = medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
      const auth = { type, threepid_creds: credentials }
      const change = () =>
        host.agent.post('/_matrix/client/v3/account/password').send({ new_password: 'a new password', auth })
      if (own !== 'password') expect(await change()).toMatchObject({ status: 401 })
      expect(use).not.toHaveBeenCalled()
      expect(host.changes).toEqual([])

      expect(await passwordReset.validated(credentials, { flow: own })).toMatchObject({
        medium,
        userId: own === 'password' ? '@alice:localhost' : null,
      })
      expect(await passwordReset.redeem(credentials, use, { flow: own })).toBe('used')
      expect(await passwordReset.redeem(credentials, use, { flow: own })).toBeNull()
    })
  })
})
