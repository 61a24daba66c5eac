import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { runInThisContext } from 'node:vm'
import { makeCertificate, type Certificate } from '../senders/smtp-test-server'
import { failure, fetcher, listed, look, portOf } from './servers'

const running = new Set<Server>()
afterEach(() => {
  for (const server of running) {
    server.closeAllConnections()
    server.close()
  }
  running.clear()
})

/** An identity server over TLS, and what it was asked. */
async function startServer({ cert, key }: Certificate) {
  const requestedPaths: string[] = []
  const server = createServer({ cert, key }, (request, response) => {
    requestedPaths.push(request.url ?? '')
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  })
  server.on('tlsClientError', () => undefined)
  running.add(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { requestedPaths, server: await listed(`https://127.0.0.1:${String(portOf(server))}`) }
}

const own = makeCertificate()
const anothersName = makeCertificate('DNS:another.test')

test('a certificate of an authority that is trusted is taken, on a kept connection and on a new one', async () => {
  const { requestedPaths, server } = await startServer(own)
  const { fetch } = fetcher({ ca: own.ca })
  for (let time = 0; time < 2; time += 1) expect(await fetch(server, look)).toMatchObject({ status: 200 })
  expect(requestedPaths).toEqual([look.path, look.path])
})

/** What Node itself goes by: a test's own `process` is a copy. */
const { env } = runInThisContext('process') as NodeJS.Process

describe.each([undefined, '0'])('with NODE_TLS_REJECT_UNAUTHORIZED=%s', (value) => {
  beforeEach(() => {
    if (value !== undefined) env['NODE_TLS_REJECT_UNAUTHORIZED'] = value
  })
  afterEach(() => {
    delete env['NODE_TLS_REJECT_UNAUTHORIZED']
  })

  test.each([
    ['of an authority that nobody knows', own, undefined, /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED/],
    ['of another authority', own, anothersName.ca, /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED/],
    ['for another name', anothersName, anothersName.ca, /ERR_TLS_CERT_ALTNAME_INVALID/],
  ] as const)('a certificate %s is refused, and nothing is asked', async (_what, certificate, ca, code) => {
    const { requestedPaths, server } = await startServer(certificate)
    const { fetch } = fetcher(ca === undefined ? {} : { ca })
    const error = await failure(fetch(server, look))
    expect(error).toMatchObject({ reason: 'unreachable', mayHaveActed: false })
    expect(error.message).toMatch(code)
    expect(requestedPaths).toEqual([])
  })
})
