import { html, type Html } from './html'
import type { Requester } from './requester'
import type { Sentence, Value } from './sentence'
import { timesFor } from './times'
import { visibleAddress, visibleText } from './visible-text'
import type { Words } from './words'

/** A line such as "Browser: Firefox on Linux". */
export interface Fact {
  readonly label: string
  /** From outside, and set apart from the words around: an IP address. Text of the language itself is a string. */
  readonly value: Value | string
}

/**
 * Who asked, in words. What is not known, or is no IP address, is left out.
 * @param now says how long ago, too: for a page, which is read when it is made
 */
export function factsOf(words: Words, requester: Requester, now?: number): readonly Fact[] {
  const { facts } = words
  const ipAddress = visibleAddress(requester.from)
  const { browser, system } = requester
  const name = browser !== undefined && system !== undefined ? words.browserOn(browser, system) : (browser ?? system)
  return [
    { label: facts.time, value: timeOf(words, requester.at, now) },
    ...(ipAddress === undefined ? [] : [{ label: facts.ipAddress, value: { value: ipAddress } }]),
    ...(name === undefined ? [] : [{ label: facts.browser, value: visibleText(name) }]),
  ]
}

function timeOf(words: Words, at: number, now: number | undefined): string {
  const times = timesFor(words)
  return now === undefined ? times.moment(at) : `${times.moment(at)} (${times.ago(Math.max(0, now - at))})`
}

/** A value from outside for a sentence. */
export function shown(value: string): Value {
  return { value: visibleText(value) }
}

/** A masked address or number: the ellipsis is where letters or digits were left out, in every language. */
export function shownMasked(value: string): Value {
  return { ...shown(value), direction: 'ltr' }
}

/** First strong isolate, left-to-right isolate, and their end (UAX #9): the value's direction leaves the words around it alone. */
const isolate = '\u2068'
const leftToRightIsolate = '\u2066'
const endOfIsolate = '\u2069'

/** For a plain text. Only where words run right to left are values isolated: elsewhere they are easier to copy without. */
export function sentenceText(parts: Sentence, direction: Words['direction']): string {
  return parts.map((part) => partText(part, direction)).join('')
}

export function sentenceHtml(parts: Sentence): Html {
  return html`${parts.map(valueHtml)}`
}

function partText(part: string | Value, direction: Words['direction']): string {
  if (typeof part === 'string') return part
  if (direction !== 'rtl') return part.value
  return (part.direction === 'ltr' ? leftToRightIsolate : isolate) + part.value + endOfIsolate
}

/** A value from outside set apart from the words around it; text of the language itself as it is. */
export function valueHtml(part: string | Value): Html {
  if (typeof part === 'string') return html`${part}`
  return part.direction === undefined
    ? html`<bdi>${part.value}</bdi>`
    : html`<bdi dir="${part.direction}">${part.value}</bdi>`
}
