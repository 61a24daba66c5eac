import { html, type Html } from './html'
import type { Asked } from './message'
import { timesFor } from './times'
import { visibleAddress, visibleText } from './visible-text'
import type { Sentence, Value, Words } from './words'

/** A line such as "Browser: Firefox on Linux". */
export interface Fact {
  readonly label: string
  /** From outside, and set apart from the words around: an address. Text of the language itself is a string. */
  readonly value: Value | string
}

/**
 * Who asked, in words. What is not known, or is no address, is left out: what comes from outside never gets further than
 * here as it came.
 */
export function factsOf(words: Words, asked: Asked): readonly Fact[] {
  const { facts } = words
  const address = visibleAddress(asked.from)
  const { browser, system } = asked
  const name = browser !== undefined && system !== undefined ? words.browserOn(browser, system) : (browser ?? system)
  return [
    { label: facts.time, value: timesFor(words).moment(asked.at) },
    ...(address === undefined ? [] : [{ label: facts.address, value: { value: address } }]),
    ...(name === undefined ? [] : [{ label: facts.browser, value: name }]),
  ]
}

/** A value from outside for a sentence. */
export function shown(value: string): Value {
  return { value: visibleText(value) }
}

/** First strong isolate and its end (UAX #9): the value's direction leaves the words around it alone. */
const isolate = '\u2068'
const endOfIsolate = '\u2069'

/** For a plain text. Only where words run right to left are values isolated: elsewhere they are easier to copy without. */
export function sentenceText(parts: Sentence, direction: Words['direction']): string {
  return parts.map((part) => partText(part, direction)).join('')
}

export function sentenceHtml(parts: Sentence): Html {
  return html`${parts.map(partHtml)}`
}

function partText(part: string | Value, direction: Words['direction']): string {
  if (typeof part === 'string') return part
  return direction === 'rtl' ? isolate + part.value + endOfIsolate : part.value
}

function partHtml(part: string | Value): Html {
  return typeof part === 'string' ? html`${part}` : html`<bdi>${part.value}</bdi>`
}
