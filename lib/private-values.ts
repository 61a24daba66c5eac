import { readingsOf, type Reading } from './readings'

/** Values that a log line may need and that name nobody, however they came. */
const publicFields: Readonly<Record<string, RegExp>> = {
  action: /^(?:confirm|not_me|stop)$/,
  country: /^[A-Z]{2}$/,
  id_server: /^[a-z0-9.:[\]-]+$/i,
  send_attempt: /^\d+$/,
  type: /^m\.[a-z0-9_.]+$/i,
}

/** Past these a request brought more than is looked for: the whole message goes. */
const maxNodes = 2_000
const maxTexts = 300

/** A value of fewer characters would be looked for in vain, or be found in every word. */
const minCharacters = 4
/** Of a longer value its beginning is looked for as well: what quotes it may have cut it. */
const headLength = 16

/** Something to look for, in lower case. */
interface Needle {
  readonly text: string
  /** What of the reading belongs to it beyond the needle itself. */
  readonly grow?: 'digits' | 'value'
  readonly value?: string
  /** Only where it stands by itself: a part of a value that may be part of any word. */
  readonly isWord?: true
}

/**
 * What one request brought, and what was made or looked up for it: token, code, `client_secret`, addresses, password, access
 * token, user ID, names of sessions. No log line and no event may hold any of it, in any form. To add is cheap: only when
 * something failed is it looked at.
 */
export class PrivateValues {
  /** Out of sight of whoever has a request shown in a log. */
  readonly #added: unknown[] = []
  #looked: Search | undefined

  /** Texts, or what has texts in it at any depth: a body. `undefined` is nothing. */
  add(...values: readonly unknown[]): void {
    this.#added.push(...values)
    this.#looked = undefined
  }

  /**
   * The text without them; all of it goes where one of them is too short to be looked for.
   *
   * @param text of bounded length
   * @param wasCut whether it went on: a value may then stand at its end in part
   */
  hiddenIn(text: string, wasCut = false): string {
    return this.search.isBlind && text !== '' ? '[withheld]' : this.removedFrom(text, wasCut)
  }

  /** The text without those that can be looked for. */
  removedFrom(text: string, wasCut = false): string {
    const { needles } = this.search
    if (needles.length === 0) return text
    const spans = readingsOf(text).flatMap((reading) =>
      spansIn({ ...reading, text: fold(reading.text) }, needles, wasCut),
    )
    return without(text, spans)
  }

  /** Whether the text holds one of them, or is one. */
  isIn(text: string): boolean {
    const { needles, short } = this.search
    const folded = fold(text)
    return short.has(folded) || needles.some((needle) => folded.includes(needle.text))
  }

  private get search(): Search {
    return (this.#looked ??= searchFor(this.#added))
  }
}

/** For what no request has a part in. */
export const noPrivateValues = new PrivateValues()

/** On the request itself: a `WeakMap` with an entry for each costs the garbage collector several times as much. */
const ofRequest = Symbol('express-matrix-password-reset: private values')

/** Those of a request: whoever reads something from it adds it here, and cannot forget to pass it on. */
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

/** Every text in what was added, without a call to itself: a body may be nested as deep as its parser allowed. */
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

/** Undefined where they can't be read: what is not known can't be looked for. */
function fieldsOf(value: object): [string, unknown][] | undefined {
  try {
    return Object.entries(value)
  } catch {
    return undefined
  }
}

/** A short number is a count, and names nobody. */
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

/** A number however it is grouped, and a long one with or without the code of its country. */
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

/** How many of the needle's units the text ends with, where it ends within one. */
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

/** As it is compared: addresses are the same in any case. Its length stays, or places in it would be others: the one letter
 * that is longer in lower case is replaced first. */
function fold(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ')
}
