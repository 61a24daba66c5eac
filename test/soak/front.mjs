// The soak's reverse proxy: it hands each request to one of the processes, says which client it is from, and now and then loses
// the answer on the way back.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { Agent, createServer, request as ask } from 'node:http'

/** Of a thousand answers. */
const lostAnswers = 5

/**
 * @param {() => number} somePort
 * @param {string} trustedHeader the client's own idea of who it is: never what is passed on
 */
export async function startFront(somePort, trustedHeader) {
  const lost = { answers: 0 }
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => {
    const from = String(request.headers[trustedHeader] ?? '203.0.113.1')
    const headers = { ...request.headers, 'x-forwarded-for': from, 'x-forwarded-proto': 'http' }
    const { method, url: path } = request
    const passed = ask({ host: '127.0.0.1', port: somePort(), agent, method, path, headers }, (answer) => {
      answer.on('error', () => response.destroy())
      if (randomInt(1_000) < lostAnswers) {
        lost.answers += 1
        answer.resume()
        response.destroy()
        return
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    // A process that was killed: the client sees its connection end.
    passed.on('error', () => response.destroy())
    response.on('error', () => passed.destroy())
    request.pipe(passed)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: /** @type {import('node:net').AddressInfo} */ (server.address()).port, lost }
}
