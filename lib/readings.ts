/** A text after an encoding was undone, with the place in the original text that each of its code units came from. */
export interface Reading {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** An encoding that a program may have applied to a value before quoting it. */
interface Decoding {
  readonly pattern: RegExp
  /** The text that one match of the pattern encodes. */
  readonly decode: (match: RegExpExecArray) => string
  /** The decoded text may be any bytes: no further encoding is looked for in it. */
  readonly isLast?: true
}

const namedEntities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', num: '#', percnt: '%' },
  ...{ commat: '@', period: '.', plus: '+', colon: ':', sol: '/', equals: '=', lowbar: '_' },
}

const decodings: readonly Decoding[] = [
  // URLs; forms also write a space as a plus.
  { pattern: /(?:%[0-9a-f]{2})+/gi, decode: ([run]) => fromHex(run.replaceAll('%', '')) },
  { pattern: /\+/g, decode: () => ' ' },
  // JSON and JavaScript's own quotes; SQL's.
  { pattern: /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi, decode: unescaped },
  { pattern: /''/g, decode: () => "'" },
  { pattern: /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));?/gi, decode: fromEntity },
  // Mails: quoted-printable, and base64; the latter in an Authorization header too.
  { pattern: /(?:=[0-9a-f]{2})+|=\r?\n/gi, decode: ([run]) => fromHex(run.replace(/[=\r\n]/g, '')) },
  { pattern: /[a-z0-9+/_-]{6,}={0,2}/gi, decode: ([run]) => Buffer.from(run, 'base64').toString(), isLast: true },
  // A buffer that was printed.
  { pattern: /(?:[0-9a-f]{2}[\s:]?){4,}/gi, decode: ([run]) => fromHex(run.replace(/[\s:]/g, '')), isLast: true },
  // Numbers in groups; runs of white space, and characters that nobody sees.
  { pattern: /(?<=\d)[\s().,/_+'\u2010-\u2015-]{1,3}(?=\d)/g, decode: () => '' },
  { pattern: /[\p{Cc}\p{Cf}]+|\s{2,}/gu, decode: ([run]) => (/\s/u.test(run) ? ' ' : '') },
]

/**
 * The text itself, and the text after one or two encodings were undone (there may be JSON in a URL, or a URL in a
 * page). The text must be of bounded length.
 */
export function readingsOf(text: string): readonly Reading[] {
  const original = { text, starts: countedFrom(0, text), ends: countedFrom(1, text) }
  const known = new Set([text])
  const once = decodingsOf(original, known)
  const twice = once.flatMap(({ reading, isLast }) => (isLast ? [] : decodingsOf(reading, known)))
  return [original, ...once.map(({ reading }) => reading), ...twice.map(({ reading }) => reading)]
}

function decodingsOf(reading: Reading, known: Set<string>) {
  const found: { readonly reading: Reading; readonly isLast: boolean }[] = []
  for (const decoding of decodings) {
    const decoded = undo(decoding, reading)
    if (decoded === undefined || known.has(decoded.text)) continue
    known.add(decoded.text)
    found.push({ reading: decoded, isLast: decoding.isLast ?? false })
  }
  return found
}

/** Undefined if the text has nothing to decode. Each decoded unit is mapped to the whole match that it came from. */
function undo({ pattern, decode }: Decoding, { text, starts, ends }: Reading): Reading | undefined {
  const parts: string[] = []
  const into = { starts: [] as number[], ends: [] as number[] }
  let done = 0
  const keep = (until: number) => {
    parts.push(text.slice(done, until))
    for (; done < until; done += 1) {
      into.starts.push(starts[done] ?? 0)
      into.ends.push(ends[done] ?? 0)
    }
  }
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length
    const decoded = decode(match)
    keep(match.index)
    parts.push(decoded)
    into.starts.push(...new Array<number>(decoded.length).fill(starts[match.index] ?? 0))
    into.ends.push(...new Array<number>(decoded.length).fill(ends[end - 1] ?? 0))
    done = end
  }
  if (done === 0) return undefined
  keep(text.length)
  return { text: parts.join(''), ...into }
}

function countedFrom(first: number, { length }: string): number[] {
  return Array.from({ length }, (_unit, index) => first + index)
}

function fromHex(digits: string): string {
  return Buffer.from(digits, 'hex').toString()
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' }

function unescaped([whole, long, short, byte, letter]: RegExpExecArray): string {
  const point = long ?? short ?? byte
  return point === undefined ? (escapes[letter ?? ''] ?? letter ?? whole) : fromCodePoint(Number.parseInt(point, 16))
}

function fromEntity([whole, decimal, hexadecimal, name]: RegExpExecArray): string {
  if (name !== undefined) return namedEntities[name.toLowerCase()] ?? whole
  return fromCodePoint(decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal))
}

function fromCodePoint(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : ''
}
