import { connect } from 'node:net'
import type { RequestHandler } from 'express'
import { askForToken } from './flow'
import { hostKinds, plainHost, startHost, type TestHost } from '../host/host'

const unreadKinds = hostKinds.filter(({ parsers }) => parsers.length === 0)

describe.each(unreadKinds)('bodies by the piece on a host $name', (kind) => {
  test.each(['requestToken', 'submitToken', 'password'])('%s: it is read to its end', async (route) => {
    const host = await startHost(kind)
    const body = JSON.stringify({ padding: 'é'.repeat(500) })
    const whole = Buffer.from(requestOf(pathOf(route, host), body))
    const head = whole.length - Buffer.byteLength(body)
    // The pieces end behind the head, within a letter, and before the last byte.
    for (const ends of [[head], [head + 22], [whole.length - 1], [head, head + 22, whole.length - 1]]) {
      const pieces = [0, ...ends].map((start, index) => whole.subarray(start, ends[index]))
      const answered = await sendInPieces(host, pieces, 1)
      // None of the fields that it needs.
      expect(answered).toMatch(route === 'password' ? /"M_UNAUTHORIZED"/ : /"M_MISSING_PARAMS?"/)
    }
  })

  test('of two requests in one piece both are answered', async () => {
    const host = await startHost(kind)
    const one = requestOf(pathOf('requestToken', host), '{}')
    const other = requestOf(pathOf('submitToken', host), 'not JSON')
    const answered = await sendInPieces(host, [Buffer.from(one + other + one)], 3)
    expect(answered.match(/"errcode":"[A-Z_]+"/g)).toEqual(
      ['M_MISSING_PARAM', 'M_NOT_JSON', 'M_MISSING_PARAM'].map((errcode) => `"errcode":"${errcode}"`),
    )
  })
})

test('a host hears the end of a body, in one piece or in two', async () => {
  const ended: string[] = []
  const listens: RequestHandler = (request, _response, next) => {
    request.on('end', () => ended.push(request.url))
    next()
  }
  const host = await startHost({ name: 'that listens', prefix: '', parsers: [listens] })
  const path = pathOf('submitToken', host)
  const whole = Buffer.from(requestOf(path, '{}'))
  await sendInPieces(host, [whole], 1)
  await sendInPieces(host, [whole.subarray(0, -1), whole.subarray(-1)], 1)
  expect(ended).toEqual([path, path])
})

test('a client that hangs up halfway through its body harms nobody', async () => {
  const host = await startHost(plainHost)
  const { port } = new URL(host.agent.get('/').url)
  const head = `POST ${host.requestTokenPath('email')} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n`
  for (const sent of [head, `${head}{"a":`]) {
    const socket = connect(Number(port), '127.0.0.1')
    await new Promise<void>((resolve) => socket.write(sent, () => resolve()))
    socket.resetAndDestroy()
  }
  await askForToken(host, 'email')
})

function requestOf(path: string, body: string): string {
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** Writes each piece once the one before it has arrived, and reads that many answers. */
async function sendInPieces(host: TestHost, pieces: readonly Buffer[], answers: number): Promise<string> {
  const { port } = new URL(host.agent.get('/').url)
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true)
  for (const piece of pieces) {
    await new Promise<void>((resolve) => socket.write(piece, () => resolve()))
    // The server runs in this process: it has read what was written once it had a few turns of its own.
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
  }
  let answered = ''
  for await (const chunk of socket) {
    answered += String(chunk)
    if (answered.split('"errcode"').length > answers) break
  }
  return answered
}

function pathOf(route: string, host: TestHost): string {
  if (route === 'requestToken') return host.requestTokenPath('email')
  return route === 'submitToken' ? host.submitTokenPath('email') : host.at('/_matrix/client/v3/account/password')
}
