import express, { type RequestHandler } from 'express'
import { isLarger } from '../../lib/http/parsed-size'
import { expectError } from './answers'
import { plainHost, startHost, type HostKind } from '../host/host'
import { tokenRequest } from './flow'

const json = { 'Content-Type': 'application/json' }
const largeParser: HostKind = { name: 'with a large limit', prefix: '', parsers: [express.json({ limit: '10mb' })] }

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

/** A host that has made something of its own of the body. */
function hostThatLeaves(body: () => unknown): HostKind {
  const parser: RequestHandler = (request, _response, next) => {
    request.resume().on('end', () => {
      request.body = body()
      next()
    })
  }
  return { name: 'with a parser of its own', prefix: '', parsers: [parser] }
}

describe('what a host made of a body', () => {
  test('nested 45,000 deep is too large, not an error of this server', async () => {
    const host = await startHost(largeParser)
    const body = `{"deep":${nested(45_000)}}`
    const paths = [host.requestTokenPath('email'), host.submitTokenPath('email'), host.confirmPath('email')]
    for (const path of [...paths, host.at('/_matrix/client/v3/account/password')]) {
      for (const chunked of [true, false])
        expectError(await host.raw({ path, headers: json, body, chunked }), 413, 'M_TOO_LARGE')
    }
  })

  test.each([
    ['bodies unread', plainHost],
    ['bodies parsed', largeParser],
  ])('nested as deep as 16 KiB allow it is read, %s', async (_name, kind) => {
    const host = await startHost(kind)
    const body = JSON.stringify(tokenRequest('email')).replace('{', `{"deep":${nested(8_000)},`)
    for (const chunked of [true, false]) {
      const answer = await host.raw({ path: host.requestTokenPath('email'), headers: json, body, chunked })
      expect(answer).toMatchObject({ status: 200 })
    }
    expectError(
      await host.raw({ path: host.requestTokenPath('email'), headers: json, body: nested(8_000) }),
      400,
      'M_BAD_JSON',
    )
  })

  test.each<[string, RequestHandler]>([
    ['bytes', express.raw({ type: () => true, limit: '10mb' })],
    ['text', express.text({ type: () => true, limit: '10mb' })],
  ])('%s of more than 16 KiB are too large, and of 16 KiB are read', async (_name, parser) => {
    const host = await startHost({ name: 'with a parser of no meaning', prefix: '', parsers: [parser] })
    const path = host.requestTokenPath('email')
    const unpadded = JSON.stringify({ ...tokenRequest('email'), padding: '' })
    const bodyOf = (bytes: number) => unpadded.replace('"padding":"', `$&${'x'.repeat(bytes - unpadded.length)}`)
    for (const chunked of [true, false]) {
      expectError(await host.raw({ path, headers: json, body: bodyOf(16_385), chunked }), 413, 'M_TOO_LARGE')
      expect(await host.raw({ path, headers: json, body: bodyOf(16_384), chunked })).toMatchObject({ status: 200 })
    }
  })

  test('and threw away is no JSON', async () => {
    const host = await startHost(hostThatLeaves(() => undefined))
    const answer = await host.raw({ path: host.requestTokenPath('email'), headers: json, body: '{}' })
    expectError(answer, 400, 'M_NOT_JSON')
  })

  test('holding itself is too large', async () => {
    const host = await startHost(
      hostThatLeaves(() => {
        const body: Record<string, unknown> = tokenRequest('email')
        body['self'] = body
        return body
      }),
    )
    expectError(await host.raw({ path: host.requestTokenPath('email'), body: '{}', chunked: true }), 413, 'M_TOO_LARGE')
  })

  test('a method of it is not called, and a field that throws is a bad request', async () => {
    const toJSON = jest.fn(() => ({}))
    const calm = await startHost(hostThatLeaves(() => ({ ...tokenRequest('email'), toJSON })))
    expect(await calm.raw({ path: calm.requestTokenPath('email'), body: '{}', chunked: true })).toMatchObject({
      status: 200,
    })
    expect(toJSON).not.toHaveBeenCalled()
    const trap = () => {
      throw new Error('no')
    }
    const trapped = await startHost(
      hostThatLeaves(() => Object.defineProperty({}, 'x', { enumerable: true, get: trap })),
    )
    const answer = await trapped.raw({ path: trapped.requestTokenPath('email'), body: '{}', chunked: true })
    expectError(answer, 400, 'M_NOT_JSON')
  })

  test.each(['email', 'msisdn'] as const)('fields that it inherited are none: %s', async (medium) => {
    const inherited = hostThatLeaves(() => Object.create(tokenRequest(medium)) as unknown)
    const host = await startHost(inherited)
    const answer = await host.raw({ path: host.requestTokenPath(medium), body: '{}' })
    expectError(answer, 400, 'M_MISSING_PARAM')
    expect(host.lookUps).toEqual([])
  })

  test('a parser that copies "__proto__" by assignment gives no fields', async () => {
    const copied = hostThatLeaves(() =>
      Object.assign(
        {},
        JSON.parse(JSON.stringify({ a: 1 }).replace('"a":1', `"__proto__":${JSON.stringify(tokenRequest('email'))}`)),
      ),
    )
    const host = await startHost(copied)
    expectError(await host.raw({ path: host.requestTokenPath('email'), body: '{}' }), 400, 'M_MISSING_PARAM')
  })
})

test('a size is that of the JSON, to the byte', () => {
  const values = [{}, [], { a: 1 }, { a: [1, 2, { b: 'ü', c: null }], d: true }, [[[[]]]], { long: 'x'.repeat(500) }]
  for (const value of values) {
    const bytes = Buffer.byteLength(JSON.stringify(value))
    expect(isLarger(value, bytes)).toBe(false)
    expect(isLarger(value, bytes - 3)).toBe(true)
  }
  expect(isLarger(new Array(2 ** 31), 16_384)).toBe(true)
  expect(isLarger({ bytes: Buffer.alloc(20_000) }, 16_384)).toBe(true)
})
