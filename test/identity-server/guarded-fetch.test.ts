import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { LookupAddress } from 'node:dns'
import {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
} from '../../lib/identity-server/guarded-fetch'
import { IdentityServerError } from '../../lib/identity-server/identity-server-error'
import { createTrust, type IdentityServer } from '../../lib/identity-server/trusted'
import type { ConnectionFault } from './faults'
import { startFakeIdentityServer, type FakeIdentityServer } from './fake-identity-server'

const look = { method: 'GET', path: '/_matrix/identity/api/v1/3pid/getValidated3pid?sid=1&client_secret=a' } as const

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    await cleanUp()
  }
})

async function fakeServer(): Promise<{ fake: FakeIdentityServer; server: IdentityServer }> {
  const fake = await startFakeIdentityServer()
  cleanUps.push(() => fake.close())
  return { fake, server: await listed(fake.url) }
}

async function listed(url: string): Promise<IdentityServer> {
  const server = await createTrust([url]).resolveEntry(url)
  if (server === null) {
    throw new Error(`${url} is no entry`)
  }
  return server
}

function fetcher(options: GuardedFetchOptions = {}): GuardedFetch {
  const guardedFetch = createGuardedFetch({ deadlineMs: 20_000, ...options })
  cleanUps.push(() => guardedFetch.close())
  return guardedFetch
}

async function rawServer(onSocket: (socket: Socket) => void, host = '127.0.0.1', port = 0): Promise<Server> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    onSocket(socket)
  })
  server.listen(port, host)
  await once(server, 'listening')
  cleanUps.push(async () => {
    sockets.forEach((socket) => socket.destroy())
    if (server.listening) {
      server.close()
      await once(server, 'close')
    }
  })
  return server
}

const portOf = (server: Server) => (server.address() as AddressInfo).port

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = await rawServer(() => undefined)
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}

async function failure(promise: Promise<unknown>): Promise<IdentityServerError> {
  const error: unknown = await promise.then(
    () => new Error('was answered'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(IdentityServerError)
  return error as IdentityServerError
}

describe('an exchange', () => {
  test('carries method, path, JSON and the access token, and asks for no encoding', async () => {
    const { fake, server } = await fakeServer()
    fake.fault('requestToken', { status: 418, body: { teapot: true }, headers: { 'Retry-After': '7' } })
    const path = '/_matrix/identity/v2/validate/email/requestToken'
    const body = { email: 'strauß@example.org' }
    const answer = await fetcher().fetch(server, { method: 'POST', path, body, accessToken: 'abc' })
    expect(answer).toEqual({ status: 418, body: { teapot: true }, retryAfter: '7' })
    expect(fake.requests).toMatchObject([{ method: 'POST', path, body }])
    expect(fake.requests[0]?.headers).toMatchObject({
      host: fake.name,
      authorization: 'Bearer abc',
      'accept-encoding': 'identity',
      'content-type': 'application/json',
    })
  })

  test('uses a kept-alive connection again', async () => {
    const { fake, server } = await fakeServer()
    const { fetch } = fetcher()
    for (let index = 0; index < 5; index += 1) {
      expect((await fetch(server, look)).status).toBe(404)
    }
    expect(fake.connections()).toBe(1)
  })

  test('is sent again where the server closed the kept-alive connection just then', async () => {
    let connections = 0
    const raw = await rawServer((socket) => {
      connections += 1
      let requests = 0
      socket.on('data', () => {
        requests += 1
        if (requests === 1) {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
        } else {
          socket.resetAndDestroy()
        }
      })
    })
    const server = await listed(`http://127.0.0.1:${String(portOf(raw))}`)
    const { fetch } = fetcher()
    await fetch(server, look)
    expect((await fetch(server, look)).status).toBe(200)
    expect(connections).toBe(2)
  })
})

describe('what a server does wrong', () => {
  test.each<[ConnectionFault, IdentityServerError['reason'], RegExp]>([
    ['html', 'bad_answer', /200 with something other than JSON/],
    ['half a body', 'bad_answer', /200 and broke off/],
    ['half a chunk', 'bad_answer', /200 and broke off/],
    ['reset at once', 'unreachable', /ECONNRESET/],
    ['oversized', 'bad_answer', /more than 65536 bytes/],
    ['endless', 'bad_answer', /more than 65536 bytes/],
    ['compressed', 'bad_answer', /encoding/],
    ['redirect', 'bad_answer', /redirect \(307\)/],
    ['not http', 'bad_answer', /HPE_/],
    ['huge headers', 'bad_answer', /HPE_HEADER_OVERFLOW/],
    ['switching protocols', 'bad_answer', /without an answer/],
    ['empty', 'bad_answer', /something other than JSON/],
    ['array', 'bad_answer', /not an object/],
    ['broken utf-8', 'bad_answer', /something other than JSON/],
  ])('%s is %s, at once, and shuts nobody out', async (fault, reason, message) => {
    const { fake, server } = await fakeServer()
    const { fetch } = fetcher()
    fake.fault('getValidated3pid', fault)
    const error = await failure(fetch(server, look))
    expect(error).toMatchObject({ reason, idServer: fake.name, message: expect.stringMatching(message) })
    expect(JSON.stringify({ ...error, stack: error.stack })).not.toMatch(/alice|secret/)
    expect(error.cause).toBeUndefined()
    expect(fake.requests).toHaveLength(1)

    fake.fault('getValidated3pid', null)
    expect((await fetch(server, look)).status).toBe(404)
  })

  test.each<ConnectionFault>(['never answers', 'slow headers', 'one byte a second'])(
    '%s: over by the deadline, and the connection with it',
    async (fault) => {
      const { fake, server } = await fakeServer()
      fake.fault('getValidated3pid', fault)
      const started = performance.now()
      const error = await failure(fetcher({ deadlineMs: 300 }).fetch(server, look))
      expect(error.reason).toBe('timeout')
      expect(performance.now() - started).toBeGreaterThanOrEqual(290)
      expect(performance.now() - started).toBeLessThan(5_000)
      await fake.idle()
    },
  )

  test('a look-up that hangs is over by the deadline too', async () => {
    const { fetch } = fetcher({ deadlineMs: 100, resolve: () => new Promise(() => undefined) })
    expect((await failure(fetch(await listed('http://id.test:8090'), look))).reason).toBe('timeout')
  })

  test('a body of exactly the bound is read', async () => {
    const { fake, server } = await fakeServer()
    const body = { padding: 'x'.repeat(65_536 - '{"padding":""}'.length) }
    fake.fault('getValidated3pid', { status: 200, body })
    expect((await fetcher().fetch(server, look)).body).toEqual(body)
    fake.fault('getValidated3pid', { status: 200, body: { padding: `${body.padding}x` } })
    expect((await failure(fetcher().fetch(server, look))).reason).toBe('bad_answer')
  })
})

describe('a server that is not there', () => {
  test('refused: not asked again within the pause, and asked after it', async () => {
    const port = await closedPort()
    const server = await listed(`http://127.0.0.1:${String(port)}`)
    const { fetch } = fetcher({ pauseMs: 500 })
    expect(await failure(fetch(server, look))).toMatchObject({ reason: 'unreachable' })

    let connections = 0
    await rawServer(
      (socket) => {
        connections += 1
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
      },
      '127.0.0.1',
      port,
    )
    expect(await failure(fetch(server, look))).toMatchObject({ reason: 'unreachable' })
    expect(connections).toBe(0)
    let answer
    const until = performance.now() + 10_000
    while (answer === undefined && performance.now() < until) {
      answer = await fetch(server, look).catch(() => new Promise<undefined>((next) => setImmediate(next, undefined)))
    }
    expect(answer?.status).toBe(200)
    expect((await fetch(server, look)).status).toBe(200)
  })

  test('no such name', async () => {
    const resolve = jest.fn(() => Promise.reject(Object.assign(new Error('id.test'), { code: 'ENOTFOUND' })))
    const { fetch } = fetcher({ resolve })
    const server = await listed('https://id.test')
    expect(await failure(fetch(server, look))).toMatchObject({ reason: 'unreachable', idServer: 'id.test' })
    expect(await failure(fetch(server, look))).toMatchObject({ reason: 'unreachable' })
    expect(resolve).toHaveBeenCalledTimes(1)
  })

  test('no TLS', async () => {
    const { fake } = await fakeServer()
    const { fetch } = fetcher()
    const server = await listed(`https://${fake.name}`)
    expect(await failure(fetch(server, look))).toMatchObject({ reason: 'unreachable' })
    expect((await failure(fetch(server, look))).message).toMatch(/a moment ago/)
    expect(fake.requests).toEqual([])
  })

  test('TLS that never comes to an end', async () => {
    const raw = await rawServer(() => undefined)
    const { fetch } = fetcher({ deadlineMs: 200 })
    const server = await listed(`https://127.0.0.1:${String(portOf(raw))}`)
    expect(await failure(fetch(server, look))).toMatchObject({ reason: 'timeout' })
    expect(await failure(fetch(server, look))).toMatchObject({ reason: 'unreachable' })
  })

  test('silence counts, unless another exchange was answered meanwhile', async () => {
    const { fake, server } = await fakeServer()
    const { fetch } = fetcher({ deadlineMs: 500 })
    fake.fault('getValidated3pid', 'never answers')
    const silent = failure(fetch(server, look))
    await fake.seen(1)
    expect((await fetch(server, { method: 'GET', path: '/other' })).status).toBe(404)
    expect((await silent).reason).toBe('timeout')
    expect((await failure(fetch(server, look))).reason).toBe('timeout')
    expect((await failure(fetch(server, look))).reason).toBe('unreachable')
  })

  test('a body that does not end shuts nobody out', async () => {
    const { fake, server } = await fakeServer()
    const { fetch } = fetcher({ deadlineMs: 300 })
    fake.fault('getValidated3pid', 'one byte a second')
    expect((await failure(fetch(server, look))).reason).toBe('timeout')
    expect((await fetch(server, { method: 'GET', path: '/other' })).status).toBe(404)
  })
})

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

describe('200 exchanges that hang', () => {
  test('keep nobody else waiting, and leave nothing behind', async () => {
    const { fake, server } = await fakeServer()
    const { fake: other, server: otherServer } = await fakeServer()
    const { fetch } = fetcher({ deadlineMs: 3_000 })
    fake.fault('getValidated3pid', 'never answers')
    const hanging = Array.from({ length: 200 }, () => failure(fetch(server, look)))
    await fake.seen(200)

    const started = performance.now()
    await Promise.all(Array.from({ length: 50 }, () => fetch(otherServer, look)))
    expect(performance.now() - started).toBeLessThan(2_500)
    expect(other.requests).toHaveLength(50)

    for (const { reason } of await Promise.all(hanging)) {
      expect(reason).toBe('timeout')
    }
    await fake.idle()
    expect((await failure(fetch(server, look))).reason).toBe('unreachable')
  })

  test('more than the bound fail at once', async () => {
    const { fake, server } = await fakeServer()
    const guardedFetch = fetcher({ maxExchanges: 3 })
    fake.fault('getValidated3pid', 'never answers')
    const hanging = Array.from({ length: 3 }, () => failure(guardedFetch.fetch(server, look)))
    expect((await failure(guardedFetch.fetch(server, look))).reason).toBe('busy')
    guardedFetch.close()
    expect((await Promise.all(hanging)).map(({ reason }) => reason)).toEqual(['closed', 'closed', 'closed'])
    await fake.idle()
    fake.fault('getValidated3pid', null)
    expect((await guardedFetch.fetch(server, look)).status).toBe(404)
  })

  test('close ends idle connections', async () => {
    const { fake, server } = await fakeServer()
    const guardedFetch = fetcher()
    await guardedFetch.fetch(server, look)
    expect(fake.connections()).toBe(1)
    guardedFetch.close()
    await fake.idle()
  })
})
