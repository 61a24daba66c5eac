import { expectError } from '../http/answers'
import { askAndProve as askAndProveLocally, tokenRequest } from '../http/flow'
import { plainHost, startHost, type TestHost } from '../host/host'
import { waitFor } from '../redis/wait-for'
import { startGate, type Gate } from './gate'
import { postPassword, startFake, submitToken, type ClientsSession } from './proxy-host'

/** More than a moment by far, and far less than an exchange's 10 seconds. */
const momentMs = 4_000
const pauseMs = 5_000

const ask = async (host: TestHost, gate: Gate, fields: object = {}) =>
  host.agent.post(host.requestTokenPath('msisdn')).send(tokenRequest('msisdn', { id_server: gate.name, ...fields }))

describe('an identity server that is down', () => {
  test('costs each request a moment, is left alone for 5 seconds, and is found again without anybody’s doing', async () => {
    const fake = await startFake()
    const gate = await startGate(fake)
    const host = await startHost(plainHost, { sms: undefined, identityServers: { trusted: [gate.url] } })
    const { body } = await ask(host, gate)
    const { token } = fake.messages[0] ?? { token: '' }
    const session: ClientsSession = {
      medium: 'msisdn',
      sid: String(body['sid']),
      client_secret: 'a-client-secret',
      token,
      submitUrl: undefined,
    }
    await gate.shut()

    const started = performance.now()
    // More often than a session survives wrong codes: what was not judged is not counted.
    for (let time = 1; time <= 7; time += 1) expectError(await submitToken(host, session), 502, 'M_UNKNOWN')
    for (let time = 1; time <= 20; time += 1)
      expectError(await ask(host, gate, { client_secret: `down-${String(time)}` }), 502, 'M_UNKNOWN')
    expect(performance.now() - started).toBeLessThan(momentMs)
    const local = { ...(await askAndProveLocally(host, 'email', { email: 'bob@example.org' })), submitUrl: undefined }
    expect(await postPassword(host, local)).toMatchObject({ status: 200 })

    const [connections, opened] = [gate.connections(), performance.now()]
    await gate.open()
    expectError(await ask(host, gate, { client_secret: 'too-soon' }), 502, 'M_UNKNOWN')
    expect(gate.connections()).toBe(connections)
    await waitFor('service again', async () => (await ask(host, gate, { client_secret: 'again' })).status === 200)
    expect(performance.now() - opened).toBeLessThan(pauseMs + momentMs)
    expect(await submitToken(host, session)).toMatchObject({ status: 200 })
    expect(await postPassword(host, session)).toMatchObject({ status: 200 })
  })

  test('does not shut out another one', async () => {
    const [fake, other] = [await startFake(), await startFake()]
    const gate = await startGate(fake)
    await gate.shut()
    const host = await startHost(plainHost, { sms: undefined, identityServers: { trusted: [gate.url, other.url] } })
    expectError(await ask(host, gate), 502, 'M_UNKNOWN')
    expect((await ask(host, gate, { id_server: other.name })).status).toBe(200)
  })
})

test('a bad answer shuts nobody out', async () => {
  const fake = await startFake()
  const host = await startHost(plainHost, { sms: undefined, identityServers: { trusted: [fake.url] } })
  const askFake = (client_secret: string) =>
    host.agent
      .post(host.requestTokenPath('msisdn'))
      .send(tokenRequest('msisdn', { id_server: fake.name, client_secret }))
  for (const fault of ['status 500', 'html', 'half a body', 'reset at once', 'not http', 'oversized'] as const) {
    fake.fault('requestToken', fault)
    expectError(await askFake(`bad-${fault.replace(/ /g, '-')}`), 502, 'M_UNKNOWN')
    fake.fault('requestToken', null)
    expect((await askFake(`good-${fault.replace(/ /g, '-')}`)).status).toBe(200)
  }
})
