import { memoryStore } from '../../lib'
import { plainHost, startHost, type TestHost } from '../host/host'

const body = { client_secret: 'shared', email: 'alice@example.org', send_attempt: 1 }

/** Two servers that share a store and a secret, as two on one Redis do. */
async function startServers(...urls: readonly [string, string]): Promise<[TestHost, TestHost]> {
  const shared = { store: memoryStore(), secret: 'one secret of both, of 32 characters', limits: undefined }
  return [
    await startHost(plainHost, { publicBaseUrl: urls[0], ...shared }),
    await startHost(plainHost, { publicBaseUrl: urls[1], ...shared }),
  ]
}

async function sidOf(host: TestHost): Promise<string> {
  const answer = await host.agent.post(host.requestTokenPath('email')).send(body).expect(200)
  return String((answer.body as { sid: unknown }).sid)
}

describe('two servers on one store', () => {
  test('have sessions of their own for the same address and client_secret, and each sends', async () => {
    const servers = await startServers('https://one.example.org', 'https://two.example.org')
    const sids = await Promise.all(servers.map(sidOf))
    expect(new Set(sids).size).toBe(2)
    expect(servers.map(({ outbox }) => outbox.messages.length)).toEqual([1, 1])
  })

  test('have limits of their own', async () => {
    const [one, other] = await startServers('https://one.example.org', 'https://two.example.org')
    const ask = ({ agent, requestTokenPath }: TestHost) => agent.post(requestTokenPath('email')).send({})
    for (let i = 0; i < 10; i += 1) await ask(one).expect(400)
    await ask(one).expect(429)
    await ask(other).expect(400)
  })

  test('end their own sessions alone', async () => {
    const servers = await startServers('https://one.example.org', 'https://one.example.org/two')
    const [one, other] = servers
    const sids = await Promise.all(servers.map(sidOf))
    await one.passwordReset.revoke({ medium: 'email', address: 'alice@example.org' })
    // The first starts anew, the second answers what it had.
    expect(await sidOf(one)).not.toBe(sids[0])
    expect(await sidOf(other)).toBe(sids[1])
  })
})
