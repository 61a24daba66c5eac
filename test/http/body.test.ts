import { deflateSync, gzipSync } from 'node:zlib'
import express, { type RequestHandler } from 'express'
import { expectCors, expectError, expectJson } from './answers'
import { hostKinds, startHost, type HostKind, type TestHost } from '../host/host'
import { askForToken, tokenRequest } from './flow'

const media = ['email', 'msisdn'] as const
const json = { 'Content-Type': 'application/json' }
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const unreadKinds = hostKinds.filter(({ parsers }) => parsers.length === 0)

const readingKinds: readonly HostKind[] = [
  { name: 'that reads text', prefix: '', parsers: [express.text({ type: () => true })] },
  { name: 'that reads bytes', prefix: '', parsers: [express.raw({ type: () => true })] },
  { name: 'whose own parser keeps no mark', prefix: '/chat', parsers: [unmarkedParser()] },
]

/** A parser as hosts write them by hand: it reads the stream to its end and sets `body`. */
function unmarkedParser(): RequestHandler {
  return (request, _response, next) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      try {
        request.body = JSON.parse(Buffer.concat(parts).toString()) as unknown
      } catch {
        request.body = {}
      }
      next()
    })
  }
}

describe.each([...hostKinds, ...readingKinds])('JSON on a host $name', (kind) => {
  let host: TestHost
  beforeEach(async () => {
    host = await startHost(kind)
  })

  test.each(media)('%s: a good body is taken, whatever the Content-Type says', async (medium) => {
    const isParsed = kind.parsers.length > 1
    const types: Record<string, string>[] = [{}, json, { 'Content-Type': 'text/plain' }, { 'Content-Type': 'nonsense' }]
    // A host that has taken JSON for a form has not left any JSON.
    if (!isParsed) types.push(form, { 'Content-Type': 'application/json; charset=utf-8' })
    for (const [index, headers] of types.entries()) {
      const body = JSON.stringify(tokenRequest(medium, { send_attempt: index }))
      const answer = await host.raw({ path: host.requestTokenPath(medium), headers, body, chunked: index % 2 === 1 })
      expect(answer).toMatchObject({ status: 200, body: { sid: expect.any(String) } })
    }
    expect(host.outbox.messages).toHaveLength(types.length)
  })

  test('fields that nobody asked for are ignored', async () => {
    const extra = { constructor: 1, toString: null, nested: { deep: [[[]]] }, 'a[]': 'x', '': '' }
    await askForToken(host, 'email', extra)
    const body = JSON.stringify(tokenRequest('email')).replace('{', '{"__proto__": {"admin": true},')
    expect(await host.raw({ path: host.requestTokenPath('email'), headers: json, body })).toMatchObject({ status: 200 })
    expect({}).not.toHaveProperty('admin')
  })

  test('lone surrogates and NUL are out of every grammar', async () => {
    for (const text of ['\\ud800', '\\udc00x', 'a\\u0000']) {
      const body = JSON.stringify(tokenRequest('email')).replace('a-client-secret', text)
      const answer = await host.raw({ path: host.requestTokenPath('email'), headers: json, body })
      expectError(answer, 400, 'M_INVALID_PARAM')
    }
  })

  test('a body that is declared larger than 16 KiB is refused', async () => {
    const body = JSON.stringify(tokenRequest('email', { padding: 'x'.repeat(17 * 1024) }))
    expectError(await host.raw({ path: host.requestTokenPath('email'), headers: json, body }), 413, 'M_TOO_LARGE')
    expect(host.outbox.messages).toEqual([])
  })

  test('one of 16 KiB is not', async () => {
    const bare = JSON.stringify(tokenRequest('email', { padding: '' })).length
    const body = JSON.stringify(tokenRequest('email', { padding: 'x'.repeat(16 * 1024 - bare) }))
    expect(Buffer.byteLength(body)).toBe(16 * 1024)
    expect(await host.raw({ path: host.requestTokenPath('email'), headers: json, body })).toMatchObject({ status: 200 })
  })
})

const notJson = [
  '',
  ' ',
  '{',
  '{"a":1,}',
  "{'a': 1}",
  'a=1',
  'NaN',
  '{"send_attempt": NaN}',
  '{}{}',
  'undefined',
  '\ufeff',
]
const noObject = ['null', '[]', '[{}]', '"text"', '1', 'true', ' null ']

describe.each([...unreadKinds, ...readingKinds.slice(0, 2)])('bad bodies on a host $name', (kind) => {
  let host: TestHost
  beforeEach(async () => {
    host = await startHost(kind)
  })
  afterEach(() => {
    expect(host.lookUps).toEqual([])
    expect(host.outbox.messages).toEqual([])
  })

  test.each(['requestToken', 'submitToken', 'confirm', 'password'])('%s: what is not JSON', async (route) => {
    const path = pathOf(route, host)
    for (const body of notJson) expectError(await host.raw({ path, headers: json, body }), 400, 'M_NOT_JSON')
    expectError(await host.raw({ path }), 400, 'M_NOT_JSON')
  })

  test.each(['requestToken', 'submitToken', 'confirm', 'password'])('%s: JSON, but no object', async (route) => {
    const path = pathOf(route, host)
    for (const body of noObject) expectError(await host.raw({ path, headers: json, body }), 400, 'M_BAD_JSON')
  })
})

describe.each(unreadKinds)('the bytes of a body on a host $name', (kind) => {
  let host: TestHost
  beforeEach(async () => {
    host = await startHost(kind)
  })
  const good = JSON.stringify(tokenRequest('email'))
  const post = (headers: Record<string, string>, body: string | Uint8Array, chunked = false) =>
    host.raw({ path: host.requestTokenPath('email'), headers: { ...json, ...headers }, body, chunked })

  test('larger than 16 KiB: declared, in chunks, or once it is unpacked', async () => {
    const large = JSON.stringify(tokenRequest('email', { padding: 'x'.repeat(17 * 1024) }))
    expectError(await post({}, large), 413, 'M_TOO_LARGE')
    expectError(await post({}, large, true), 413, 'M_TOO_LARGE')
    expectError(await post({ 'Content-Encoding': 'gzip' }, gzipSync(large)), 413, 'M_TOO_LARGE')
    const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024))
    expectError(await post({ 'Content-Encoding': 'gzip' }, bomb), 413, 'M_TOO_LARGE')
    expect(host.outbox.messages).toEqual([])
  })

  test('too large beats what cannot be read, and that beats what is not JSON', async () => {
    const latin = { 'Content-Type': 'application/json; charset=no-such-charset' }
    expectError(await post(latin, 'x'.repeat(17 * 1024)), 413, 'M_TOO_LARGE')
    expectError(await post(latin, 'not json'), 415, 'M_NOT_JSON')
    expectError(await post({ 'Content-Encoding': 'no-such-coding' }, 'not json'), 415, 'M_NOT_JSON')
  })

  test('packed with gzip or deflate it is read', async () => {
    expect(await post({ 'Content-Encoding': 'gzip' }, gzipSync(good))).toMatchObject({ status: 200 })
    expect(await post({ 'Content-Encoding': 'deflate' }, deflateSync(good))).toMatchObject({ status: 200 })
  })

  test('an encoding or a charset that nobody knows is 415, one that does not hold is 400', async () => {
    for (const encoding of ['zip', 'compress', 'gzip, gzip', 'nonsense'])
      expectError(await post({ 'Content-Encoding': encoding }, good), 415, 'M_NOT_JSON')
    for (const charset of ['nonsense', 'utf-7', 'x-user-defined-not', 'cp37'])
      expectError(await post({ 'Content-Type': `application/json; charset=${charset}` }, good), 415, 'M_NOT_JSON')
    expectError(await post({ 'Content-Encoding': 'gzip' }, good), 400, 'M_NOT_JSON')
    expectError(await post({}, Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)), 400, 'M_NOT_JSON')
  })

  test('charsets that can be read are', async () => {
    const withName = tokenRequest('email', { email: 'zoë@example.org' })
    const text = JSON.stringify(withName)
    const bodies: [string, Uint8Array][] = [
      ['utf-16', Buffer.from(text, 'utf16le')],
      ['UTF-16LE', Buffer.from(text, 'utf16le')],
      ['"utf-8"', Buffer.from(text)],
      ['iso-8859-1', Buffer.from(text, 'latin1')],
    ]
    for (const [charset, body] of bodies) {
      const answer = await post({ 'Content-Type': `application/json; charset=${charset}` }, body)
      expectError(answer, 400, 'M_THREEPID_NOT_FOUND')
    }
    expect(host.lookUps).toEqual(bodies.map(() => ({ medium: 'email', address: 'zoë@example.org' })))
  })

  test('a byte order mark in front is no fault', async () => {
    expect(await post({}, Buffer.from(`\ufeff${good}`))).toMatchObject({ status: 200 })
  })
})

describe.each(hostKinds)('forms for submitToken on a host $name', (kind) => {
  let host: TestHost
  beforeEach(async () => {
    host = await startHost(kind)
  })
  const post = (body: string, headers: Record<string, string> = form) =>
    host.raw({ path: host.submitTokenPath('email'), headers, body })

  test('a form is taken, where the header says so', async () => {
    const { sid, client_secret, token } = await askForToken(host, 'email')
    const body = new URLSearchParams({ sid, client_secret, token }).toString()
    for (const type of ['application/x-www-form-urlencoded', 'Application/X-WWW-Form-Urlencoded; charset=UTF-8']) {
      const answer = await post(body, { 'Content-Type': type })
      expect(answer).toMatchObject({ status: 200, body: { success: true } })
      expectJson(answer)
    }
  })

  test('a repeated field is refused, known or not, in every way to repeat it', async () => {
    const good = 'sid=a&client_secret=b&token=c'
    for (const more of ['sid=a', 'token=d', 'client_secret=c'])
      expectError(await post(`${good}&${more}`), 400, 'M_INVALID_PARAM')
    expectError(await post(`${good}&other=1&other=2`), 400, 'M_INVALID_PARAM')
  })

  test('lists and objects are no strings', async () => {
    for (const body of ['sid[]=a&client_secret=b&token=c', 'sid=a&client_secret=b&token[x]=c', 'sid[0]=a&token=b']) {
      const answer = await post(body)
      expect(answer.status).toBe(400)
      expect(['M_INVALID_PARAM', 'M_MISSING_PARAMS']).toContain(answer.body['errcode'])
      expectCors(answer)
    }
  })

  test('missing fields', async () => {
    for (const body of ['sid=a&token=b', 'sid=a&client_secret=b', 'client_secret=b&token=c', 'a=b', '__proto__=x'])
      expectError(await post(body), 400, 'M_MISSING_PARAMS')
  })

  test('out of their grammar', async () => {
    const long = 'x'.repeat(256)
    for (const body of [
      'sid=&client_secret=b&token=c',
      'sid=a&client_secret=b%00&token=c',
      'sid=a&client_secret=b&token=',
    ])
      expectError(await post(body), 400, 'M_INVALID_PARAM')
    expectError(await post(`sid=a&client_secret=b&token=${long}`), 400, 'M_INVALID_PARAM')
    expectError(await post(`sid=${long}&client_secret=b&token=c`), 400, 'M_INVALID_PARAM')
  })
})

describe.each(unreadKinds)('a form header on a host $name', (kind) => {
  test('a body that starts with { is JSON all the same', async () => {
    const host = await startHost(kind)
    const { sid, client_secret, token } = await askForToken(host, 'email')
    const body = ` ${JSON.stringify({ sid, client_secret, token })}`
    const answer = await host.raw({ path: host.submitTokenPath('email'), headers: form, body })
    expect(answer).toMatchObject({ status: 200, body: { success: true } })
  })

  test('a form without the header is not JSON', async () => {
    const host = await startHost(kind)
    const path = host.submitTokenPath('email')
    for (const headers of [{}, json, { 'Content-Type': 'text/plain' }])
      expectError(await host.raw({ path, headers, body: 'sid=a&client_secret=b&token=c' }), 400, 'M_NOT_JSON')
  })

  test('requestToken and /account/password take no forms', async () => {
    const host = await startHost(kind)
    const body = new URLSearchParams({ email: 'alice@example.org', client_secret: 'a', send_attempt: '1' }).toString()
    expectError(await host.raw({ path: host.requestTokenPath('email'), headers: form, body }), 400, 'M_NOT_JSON')
    expectError(await host.raw({ path: pathOf('password', host), headers: form, body }), 400, 'M_NOT_JSON')
  })
})

function pathOf(route: string, host: TestHost): string {
  if (route === 'requestToken') return host.requestTokenPath('email')
  if (route === 'submitToken') return host.submitTokenPath('email')
  if (route === 'confirm') return host.confirmPath('email')
  return host.at('/_matrix/client/v3/account/password')
}
