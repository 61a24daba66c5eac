import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { SendError, wasCertainlyNotSent } from '../../lib/senders/sender'

const coded = (code: string) => Object.assign(new Error('no'), { code })

test.each([
  ['refused', new SendError('refused', 'no')],
  ['unavailable', new SendError('unavailable', 'no')],
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].map(
    (code) => [code, coded(code)] as [string, Error],
  ),
  ['what fetch makes of it', new TypeError('fetch failed', { cause: coded('ECONNREFUSED') })],
])('%s: certainly not sent', (_what, error) => {
  expect(wasCertainlyNotSent(error)).toBe(true)
})

test.each<[string, unknown]>([
  ['timeout', new SendError('timeout', 'no answer', { code: 'ECONNREFUSED' })],
  ['ECONNRESET', coded('ECONNRESET')],
  ['ETIMEDOUT', coded('ETIMEDOUT')],
  ['fetch, broken off', new TypeError('fetch failed', { cause: coded('ECONNRESET') })],
  ['any error', new Error('ECONNREFUSED')],
  ['no error', 'ECONNREFUSED'],
  ['null', null],
  ['nothing', undefined],
])('%s: perhaps sent', (_what, error) => {
  expect(wasCertainlyNotSent(error)).toBe(false)
})

test('what a real fetch rejects with where nobody listens', async () => {
  // A port that was free a moment ago.
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const error: unknown = await fetch(`http://127.0.0.1:${String(port)}`).catch((reason: unknown) => reason)
  expect(wasCertainlyNotSent(error)).toBe(true)
})

test.each([
  [535, 535],
  ['ECONNREFUSED', 'ECONNREFUSED'],
  ['15', 15],
  [undefined, undefined],
])('the code %j is a field of the error: %j', (code, field) => {
  expect(new SendError('refused', 'no', code === undefined ? {} : { code }).code).toBe(field)
})
