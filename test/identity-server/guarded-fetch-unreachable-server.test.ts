import { closedPort, failure, fakeServer, fetcher, listed, look, portOf, rawServer } from './servers'

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
    while (answer === undefined && performance.now() < until)
      answer = await fetch(server, look).catch(() => new Promise<undefined>((next) => setImmediate(next, undefined)))
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
