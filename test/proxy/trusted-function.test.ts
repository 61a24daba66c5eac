import { expectError } from '../http/answers'
import { tokenRequest } from '../http/flow'
import { plainHost, startHost } from '../host/host'
import { media, startFake } from './proxy-host'

describe.each(media)('%s: where `trusted` is a function', (medium) => {
  const portOf = (url: string) => new URL(url).port
  const special: readonly (readonly [string, (port: string) => string])[] = [
    ['a loopback address', (port) => `127.0.0.1:${port}`],
    ['a name that leads to one', (port) => `localhost:${port}`],
    ['one of IPv6', (port) => `[::1]:${port}`],
    ['IPv4 in IPv6', (port) => `[::ffff:127.0.0.1]:${port}`],
    ['a private address', (port) => `10.0.0.1:${port}`],
    ['where clouds keep their metadata', () => '169.254.169.254'],
  ]

  test.each(special)('%s is not connected to', async (_what, nameOf) => {
    const fake = await startFake()
    const trusted = jest.fn(async () => true)
    const host = await startHost(plainHost, { email: undefined, sms: undefined, identityServers: { trusted } })
    const fields = tokenRequest(medium, { id_server: nameOf(portOf(fake.url)) })
    expectError(await host.agent.post(host.requestTokenPath(medium)).send(fields), 502, 'M_UNKNOWN')
    expect(trusted).toHaveBeenCalledTimes(1)
    expect(fake.connections()).toBe(0)
    expect(host.events).toContainEqual(
      expect.objectContaining({ type: 'identity_server_failed', reason: 'forbidden_address' }),
    )
  })

  test.each([
    ['http://127.0.0.1', 'a URL'],
    ['id.example.org/path', 'a path'],
    ['user@id.example.org', 'a user'],
    ['127.1', 'another spelling of an address'],
    ['id.example.org\n', 'a line feed'],
  ])('%p is not even asked about: %s', async (id_server) => {
    const trusted = jest.fn(() => true)
    const host = await startHost(plainHost, { email: undefined, sms: undefined, identityServers: { trusted } })
    const answer = await host.agent.post(host.requestTokenPath(medium)).send(tokenRequest(medium, { id_server }))
    expectError(answer, 400, 'M_SERVER_NOT_TRUSTED')
    expect(trusted).not.toHaveBeenCalled()
  })

  test.each([
    ['says no', () => false],
    ['says no, later', async () => false],
    ['answers something that is not true', () => 'yes' as unknown as boolean],
  ])('one that it %s to is not trusted', async (_how, trusted) => {
    const host = await startHost(plainHost, { email: undefined, sms: undefined, identityServers: { trusted } })
    const fields = tokenRequest(medium, { id_server: 'id.example.org' })
    expectError(await host.agent.post(host.requestTokenPath(medium)).send(fields), 400, 'M_SERVER_NOT_TRUSTED')
  })

  test('that throws: 500 M_UNKNOWN', async () => {
    const trusted = async () => Promise.reject(new Error('alice@example.org is away'))
    const host = await startHost(plainHost, { email: undefined, sms: undefined, identityServers: { trusted } })
    const fields = tokenRequest(medium, { id_server: 'id.example.org' })
    const answer = await host.agent.post(host.requestTokenPath(medium)).send(fields)
    expectError(answer, 500, 'M_UNKNOWN')
    expect(answer.text).not.toContain('alice')
    expect(host.events).toContainEqual(expect.objectContaining({ type: 'decide_failed' }))
  })
})
