import type { IdentityServerError } from '../../lib/identity-server/identity-server-error'
import type { ConnectionFault } from './faults'
import { failure, fakeServer, fetcher, listed, look, portOf, rawServer } from './servers'

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
    for (let index = 0; index < 5; index += 1) expect((await fetch(server, look)).status).toBe(404)
    expect(fake.connections()).toBe(1)
  })

  test('is sent again where the server closed the kept-alive connection just then', async () => {
    let connections = 0
    const raw = await rawServer((socket) => {
      connections += 1
      let requests = 0
      socket.on('data', () => {
        requests += 1
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}')
        else socket.resetAndDestroy()
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

  test('a body that is announced as too large is not waited for', async () => {
    const raw = await rawServer((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n{'))
    const server = await listed(`http://127.0.0.1:${String(portOf(raw))}`)
    expect((await failure(fetcher().fetch(server, look))).message).toMatch(/more than 65536 bytes/)
  })

  test('an endless body is read no further than the bound', async () => {
    let written = 0
    const raw = await rawServer((socket) => {
      const more = () => {
        written = socket.bytesWritten
        while (!socket.destroyed && socket.write(' '.repeat(16_384)));
      }
      socket.on('drain', more)
      socket.write('HTTP/1.1 200 OK\r\n\r\n', more)
    })
    const server = await listed(`http://127.0.0.1:${String(portOf(raw))}`)
    expect((await failure(fetcher().fetch(server, look))).message).toMatch(/more than 65536 bytes/)
    // What the buffers of the two systems take is a few megabytes at most.
    expect(written).toBeLessThan(50_000_000)
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
