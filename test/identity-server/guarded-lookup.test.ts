import type { LookupAddress } from 'node:dns'
import type { IdentityServer } from '../../lib/identity-server/trusted'
import { closedPort, failure, fakeServer, fetcher, look, rawServer } from './servers'

describe('addresses of a server that stands on no list', () => {
  const unlisted = (host: string, port: number): IdentityServer => ({
    name: `${host}:${String(port)}`,
    baseUrl: new URL(`http://${host}:${String(port)}`),
    guarded: true,
  })
  const v4 = (...addresses: string[]): LookupAddress[] => addresses.map((address) => ({ address, family: 4 }))

  test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '[::1]', '[::ffff:127.0.0.1]', '[64:ff9b::7f00:1]'])(
    'a literal %s is refused before anything connects',
    async (host) => {
      const { fetch } = fetcher()
      expect((await failure(fetch(unlisted(host, 80), look))).reason).toBe('forbidden_address')
      expect((await failure(fetch(unlisted(host, 80), look))).reason).toBe('forbidden_address')
    },
  )

  test.each(['127.0.0.1', '0.0.0.0', '192.168.0.1', '::1', '::ffff:127.0.0.1', '2002:7f00:1::', 'fe80::1%lo'])(
    'a name of %s is refused in the look-up',
    async (address) => {
      const { fake } = await fakeServer()
      const resolve = () => Promise.resolve([{ address, family: address.includes(':') ? 6 : 4 }])
      const server = unlisted('id.test', Number(fake.name.split(':')[1]))
      expect((await failure(fetcher({ resolve }).fetch(server, look))).reason).toBe('forbidden_address')
      expect(fake.connections()).toBe(0)
    },
  )

  test("localhost, by the system's own resolver", async () => {
    const { fake } = await fakeServer()
    const server = unlisted('localhost', Number(fake.name.split(':')[1]))
    expect((await failure(fetcher().fetch(server, look))).reason).toBe('forbidden_address')
    expect(fake.connections()).toBe(0)
    expect((await fetcher().fetch({ ...server, guarded: false }, look)).status).toBe(404)
  })

  test('of several addresses only the others are connected to', async () => {
    const { fake } = await fakeServer()
    const port = Number(fake.name.split(':')[1])
    let intruders = 0
    await rawServer(() => (intruders += 1), '127.0.0.2', port)
    const { fetch } = fetcher({
      resolve: () => Promise.resolve(v4('127.0.0.2', '127.0.0.1')),
      isForbidden: (address) => address === '127.0.0.2',
    })
    expect((await fetch(unlisted('id.test', port), look)).status).toBe(404)
    expect(intruders).toBe(0)
  })

  test('a name that changes its address gains nothing: what was checked is what is connected to', async () => {
    const port = await closedPort()
    let intruders = 0
    await rawServer(() => (intruders += 1), '127.0.0.2', port)
    await rawServer(
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'),
      '127.0.0.1',
      port,
    )
    const answers = [v4('127.0.0.1'), v4('127.0.0.2'), v4('127.0.0.1'), v4('127.0.0.2')]
    const resolve = jest.fn(() => Promise.resolve(answers.shift() ?? []))
    const { fetch } = fetcher({ resolve, isForbidden: (address) => address === '127.0.0.2' })
    const server = unlisted('id.test', port)
    expect((await fetch(server, look)).status).toBe(200)
    expect((await failure(fetch(server, look))).reason).toBe('forbidden_address')
    expect((await fetch(server, look)).status).toBe(200)
    expect(resolve).toHaveBeenCalledTimes(3)
    expect(intruders).toBe(0)
  })

  test('a connection made for a listed server is not used for an unlisted one', async () => {
    const { fake, server } = await fakeServer()
    const { fetch } = fetcher({ resolve: () => Promise.resolve(v4('127.0.0.1')) })
    const port = Number(fake.name.split(':')[1])
    const name = unlisted('id.test', port)
    expect((await fetch({ ...name, guarded: false }, look)).status).toBe(404)
    expect((await failure(fetch(name, look))).reason).toBe('forbidden_address')
    expect((await failure(fetch({ ...server, guarded: true }, look))).reason).toBe('forbidden_address')
  })

  test('equal look-ups at the same moment are one', async () => {
    const { fake } = await fakeServer()
    const resolve = jest.fn(() => Promise.resolve(v4('127.0.0.1')))
    const { fetch } = fetcher({ resolve, isForbidden: () => false })
    const server = unlisted('id.test', Number(fake.name.split(':')[1]))
    await Promise.all(Array.from({ length: 20 }, () => fetch(server, look)))
    expect(resolve).toHaveBeenCalledTimes(1)
  })
})
