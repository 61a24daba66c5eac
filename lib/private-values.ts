import { readingsOf, type Reading } from './readings'

/** Fields whose values may be in log lines if they have this form: no such value names anybody. */
const publicFields: Readonly<Record<string, RegExp>> = {
  action: /^(?:confirm|not_me|stop)$/,
  country: /^[A-Z]{2}$/,
  id_server: /^[a-z0-9.:[\]-]+$/i,
  send_attempt: /^\d+$/,
  type: /^m\.[a-z0-9_.]+$/i,
}

/** A request with more values than this is not searched: whole messages are withheld. */
const maxNodes = 2_000
const maxTexts = 300

/** Shorter values are not looked for: they would be found in every word. */
const minCharacters = 4
/** Of a longer value the beginning is looked for as well, because whatever quotes it may have cut it. */
const headLength = 16

/** Something to look for, in lower case. */
interface Needle {
  readonly text: string
  /** How the match goes on around the needle: over more digits, or over more of the value. */
  readonly grow?: 'digits' | 'value'
  readonly value?: string
  /** Counts only as a whole word: a part of a value that may occur in any text. */
  readonly isWord?: true
}

/**
 * The values that one request brought, and those that were made or looked up for it: token, code, `client_secret`,
 * addresses, password, access token, user ID, names of sessions. No log line and no event may contain any of them, in
 * any form. Adding a value is cheap: the values are only read when something failed.
 */
export class PrivateValues {
  /** Private, so that a host that logs the whole request does not log these. */
  readonly #added: unknown[] = []
  #looked: Search | undefined

  /** Adds texts, or values that contain texts at any depth, such as a body. `undefined` is ignored. */
  add(...values: readonly unknown[]): void {
    this.#added.push(...values)
    this.#looked = undefined
  }

  /**
   * The text without the private values. If one of these is too short to be looked for, the whole text is withheld.
   * @param text of bounded length
   * @param wasCut whether the text was cut: then it may end with a part of a value
   */
  hiddenIn(text: string, wasCut = false): string {
    return this.search.isBlind && text !== '' ? '[withheld]' : this.removedFrom(text, wasCut)
  }

  /** The text without the private values that are long enough to be looked for. */
  removedFrom(text: string, wasCut = false): string {
    const { needles } = this.search
    if (needles.length === 0) return text
    const spans = readingsOf(text).flatMap((reading) =>
      spansIn({ ...reading, text: fold(reading.text) }, needles, wasCut),
    )
    return without(text, spans)
  }

  /** Whether the text contains a private value, or is one. */
  isIn(text: string): boolean {
    const { needles, short } = this.search
    const folded = fold(text)
    return short.has(folded) || needles.some((needle) => folded.includes(needle.text))
  }

  private get search(): Search {
    return (this.#looked ??= searchFor(this.#added))
  }
}

/** For errors that have nothing to do with a request. */
export const noPrivateValues = new PrivateValues()

/**
 * Kept on the request itself: an entry in a `WeakMap` for each request costs the garbage collector several times as
 * much.
 */
const ofRequest = Symbol('express-matrix-password-reset: private values')

/**
 * The private values of a request. Whoever reads a value from the request adds it here, so nobody has to remember to
 * pass it on.
 */
export function privateValuesOf(request: object): PrivateValues {
  const marked: { [ofRequest]?: PrivateValues } = request
  return (marked[ofRequest] ??= new PrivateValues())
}

interface Search {
  readonly needles: readonly Needle[]
  /** Values that are too short to be looked for. */
  readonly short: ReadonlySet<string>
  readonly isBlind: boolean
}

function searchFor(added: readonly unknown[]): Search {
  const { texts, tooMany } = textsOf(added)
  const needles = new Map<string, Needle>()
  const short = new Set<string>()
  for (const text of texts) {
    if (Array.from(text).length < minCharacters) short.add(fold(text))
    else for (const needle of needlesFor(text)) if (!needles.has(needle.text)) needles.set(needle.text, needle)
  }
  return { needles: [...needles.values()], short, isBlind: tooMany || short.size > 0 }
}

/**
 * Every text in the added values. A loop and not a recursion, because a body may be nested as deep as its parser
 * allowed.
 */
function textsOf(added: readonly unknown[]): { readonly texts: ReadonlySet<string>; readonly tooMany: boolean } {
  const texts = new Set<string>()
  const seen = new Set<object>()
  const left: (readonly [name: string, value: unknown])[] = added.map((value) => ['', value])
  for (let nodes = 0; left.length > 0; nodes += 1) {
    if (nodes > maxNodes || texts.size > maxTexts) return { texts, tooMany: true }
    const [name, value] = left.pop() ?? ['', undefined]
    if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value)
      const fields = fieldsOf(value)
      if (fields === undefined || fields.length > maxNodes) return { texts, tooMany: true }
      left.push(...fields)
      continue
    }
    const text = textOf(value).trim()
    const publicly = Object.hasOwn(publicFields, name) ? publicFields[name] : undefined
    if (text !== '' && !publicly?.test(text)) texts.add(text)
  }
  return { texts, tooMany: false }
}

/** The fields of an object; undefined if reading them throws: what is not known can't be looked for. */
function fieldsOf(value: object): [string, unknown][] | undefined {
  try {
    return Object.entries(value)
  } catch {
    return undefined
  }
}

/** The value as text. A short number is left out: it is a count, and names nobody. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
  return text.length < minCharacters ? '' : text
}

function needlesFor(value: string): Needle[] {
  const spellings = [value, ...(['NFC', 'NFD', 'NFKC'] as const).map((form) => value.normalize(form))]
  const folded = spellings.map((text) => fold(text.replace(/\s+/gu, ' ')))
  const needles: Needle[] = [fold(value), ...folded].map((text) => ({ text }))
  if (value.length > headLength && !value.includes('://'))
    for (const text of folded) needles.push({ text: text.slice(0, headLength), grow: 'value', value: text })

  const name = /^([^\s@]{4,})@[^\s@]+$|^@([^\s:@]{4,}):/u.exec(value)
  if (name) needles.push({ text: fold(name[1] ?? name[2] ?? ''), isWord: true })
  return [...needles, ...digitNeedles(value)]
}

/** Finds a number in any grouping, and a long one with or without its country code. */
function digitNeedles(value: string): Needle[] {
  const digits = value.replace(/\D/gu, '')
  if (digits.length < minCharacters || /[^\d\s().,/_+'\u2010-\u2015-]/u.test(value)) return []
  const grow = 'digits' as const
  return [{ text: digits, grow }, ...(digits.length > 9 ? [{ text: digits.slice(-8), grow }] : [])]
}

type Span = readonly [start: number, end: number]

function spansIn(reading: Reading, needles: readonly Needle[], wasCut: boolean): Span[] {
  const { text, starts, ends } = reading
  const spans: Span[] = []
  const take = (from: number, to: number) => spans.push([starts[from] ?? 0, ends[to - 1] ?? 0])
  for (const needle of needles) {
    for (let at = text.indexOf(needle.text); at >= 0; at = text.indexOf(needle.text, at)) {
      const [from, to] = grown(needle, text, at)
      if (!needle.isWord || standsAlone(text, from, to)) take(from, to)
      at = Math.max(to, at + 1)
    }
    const begun = wasCut ? begunAtEnd(needle.text, text) : 0
    if (begun > 0) take(text.length - begun, text.length)
  }
  return spans
}

function grown({ text: needle, grow, value = '' }: Needle, text: string, at: number): Span {
  let [from, to] = [at, at + needle.length]
  if (grow === 'value') while (to < text.length && text[to] === value[to - at]) to += 1
  if (grow === 'digits') {
    while (isDigit(text[from - 1])) from -= 1
    while (isDigit(text[to])) to += 1
  }
  return [from, to]
}

function isDigit(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '0' && unit <= '9'
}

function standsAlone(text: string, from: number, to: number): boolean {
  return (
    !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, from - 2), from)) && !/^[\p{L}\p{N}]/u.test(text.slice(to, to + 2))
  )
}

/** How many code units at the text's end are the beginning of the needle. */
function begunAtEnd(needle: string, text: string): number {
  for (let units = Math.min(needle.length - 1, text.length); units > 0; units -= 1)
    if (needle[units - 1] === text[text.length - 1] && text.endsWith(needle.slice(0, units))) return units

  return 0
}

function without(text: string, spans: readonly Span[]): string {
  let kept = ''
  let done = 0
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    if (start >= done) kept += `${text.slice(done, start)}[private]`
    done = Math.max(done, end)
  }
  return kept + text.slice(done)
}

/**
 * The form in which texts are compared, because addresses are the same in any case. The length must stay, or the
 * matches would be in other places: so the one letter that gets longer in lower case is replaced first.
 */
function fold(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ')
}
