import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import * as hostile from './hostile-values'
import type { Random } from './random'

/** Fields of any type, in order; `__proto__` is a name like another. */
export type FieldMap = Map<string, unknown>

export const badQueries = [
  '%',
  '%zz=%',
  '&&&&',
  '=',
  'a[b]=c',
  '__proto__[polluted]=1',
  'constructor[prototype][polluted]=1',
  '%00',
]

export function formText(fields: FieldMap, random: Random): string {
  const escape = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
  const pairs = [...fields].map(([name, value]) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    return `${escape(name)}=${escape(text.slice(0, 600))}`
  })
  if (random.chance(0.04)) pairs.push(random.pick(pairs.length > 0 ? pairs : ['a=b']))
  if (random.chance(0.06)) pairs.push(random.pick(badQueries))
  if (random.chance(0.03)) return pairs.join('&').replace(/=/g, '[]=')
  return pairs.join('&')
}

export interface Body {
  readonly bytes: Buffer
  readonly headers: readonly (readonly [string, string])[]
}

export function bodyFor(fields: FieldMap, mayBeForm: boolean, random: Random): Body {
  const isForm = mayBeForm && random.chance(0.5)
  const text = isForm ? formText(fields, random) : random.chance(0.85) ? jsonText(fields) : oddText(fields, random)
  const plain = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
  const contentType = random.chance(0.9) ? plain : random.pick([...hostile.contentTypes, ''])
  const charset = random.chance(0.04) ? `; charset=${random.pick(hostile.charsets)}` : ''
  const typeHeader = contentType + charset
  const headers = typeHeader === '' ? [] : [['Content-Type', typeHeader] as const]
  const bytes = charset.includes('utf-16') && random.chance(0.5) ? Buffer.from(text, 'utf16le') : Buffer.from(text)
  return random.chance(0.05) ? encoded(bytes, headers, random) : { bytes, headers }
}

/** As JSON has it, own `__proto__` and lone surrogates included. */
function jsonText(fields: FieldMap): string {
  return `{${[...fields].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`).join()}}`
}

function oddText(fields: FieldMap, random: Random): string {
  const good = jsonText(fields)
  return random.pick([
    ...[
      '',
      ' ',
      '{',
      '}',
      '[]',
      '[{}]',
      'null',
      '"text"',
      '5',
      'NaN',
      '{}x',
      '{"a":}',
      "{'a':1}",
      '{"a":1,}',
      '\u0000',
    ],
    ...[
      '['.repeat(8_000),
      '{"a":'.repeat(3_000),
      `${'['.repeat(4_000)}${']'.repeat(4_000)}`,
      `\ufeff${good}`,
      `${good}\n`,
    ],
    ...[
      good.slice(0, random.below(good.length)),
      good + good,
      `[${good}]`,
      good.replace('{', '{"__proto__":{"polluted":1},'),
    ],
    ...[good.padEnd(16_384), good.padEnd(16_385), good.padEnd(40_000), good.replaceAll('"', '\\"'), `/**/${good}`],
    ...[`{"sid":"a","sid":["b"],${good.slice(1)}`, good.replace(/:\d+/, ':1e999'), good.replace(/:\d+/, ':-0')],
    random.bytes(random.below(300)).toString('latin1'),
  ])
}

function encoded(bytes: Buffer, headers: Body['headers'], random: Random): Body {
  const encoding = random.pick(hostile.contentEncodings)
  const compress = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }
  const isKnown = encoding === 'gzip' || encoding === 'deflate' || encoding === 'br'
  // A small body that grows large.
  const inside = random.chance(0.2) ? Buffer.alloc(200_000, ' ') : bytes
  const packed = isKnown && random.chance(0.7) ? compress[encoding](inside) : bytes
  return { bytes: packed, headers: [...headers, ['Content-Encoding', encoding]] }
}

const forwardedFors = ['203.0.113.7', '2001:db8::1, ::1', 'nonsense', '%', ',,,', '::ffff:1.2.3.4', 'a'.repeat(500)]

/** The bytes of a request, with headers that no client sends. */
export function wireForm(method: string, target: string, body: Body | null, random: Random) {
  let isBrokenHttp = target.length > 14_000
  const headers: (readonly [string, string])[] = [['Host', 'matrix.example.org']]
  const maybe = (probability: number, name: string, values: readonly string[]) => {
    if (random.chance(probability)) headers.push([name, random.pick(values)])
  }
  maybe(0.5, 'Accept', hostile.accepts)
  maybe(0.03, 'Accept', hostile.accepts)
  maybe(0.2, 'Accept-Language', hostile.languages)
  maybe(0.2, 'User-Agent', ['Mozilla/5.0 (X11)', '<script>alert(1)</script>', 'x'.repeat(3_000), '\u00ff\u00e9', ''])
  maybe(0.1, 'X-Forwarded-For', forwardedFors)
  maybe(0.03, 'Host', ['evil.example', '', 'a b', '[::1', 'x'.repeat(300)])
  maybe(0.03, 'X-HTTP-Method-Override', ['DELETE', 'GET'])
  maybe(0.03, 'Origin', ['null', 'https://evil.example'])
  maybe(0.02, 'Cookie', ['a=b; __proto__=c', '%'])
  maybe(0.02, 'Expect', ['100-continue'])
  maybe(0.02, 'Authorization', ['Basic eDp5', 'Bearer', 'nonsense'])
  // What HTTP itself forbids, or takes two ways, is for Node's server to refuse.
  if (random.chance(0.02)) {
    headers.push(
      random.pick([
        ['Content-Length', '5'],
        ['Content-Length', 'x'],
        ['Transfer-Encoding', 'x'],
        ['a\u0000b', 'c'],
      ]),
    )
    isBrokenHttp = true
  }
  if (headers.filter(([name]) => name === 'Host').length > 1) isBrokenHttp = true
  const chunked = body !== null && random.chance(0.1)
  if (body) {
    headers.push(
      ...body.headers,
      chunked ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', String(body.bytes.length)],
    )
  } else if (method !== 'GET' && method !== 'HEAD') {
    headers.push(['Content-Length', '0'])
  }
  if (headers.some(([, value]) => ['\u0000', '\r', '\n'].some((letter) => value.includes(letter)))) isBrokenHttp = true
  const head = `${method} ${target} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  const parts = [Buffer.from(head, 'latin1'), ...(body ? (chunked ? inChunks(body.bytes) : [body.bytes]) : [])]
  return { bytes: Buffer.concat(parts), isBrokenHttp }
}

function inChunks(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let from = 0; from < bytes.length; from += 7_000) {
    const part = bytes.subarray(from, from + 7_000)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
  }
  return [...parts, Buffer.from('0\r\n\r\n')]
}
