import type { Sentence, Value } from '../words/sentence'
import type { Words } from '../words/words'
import { html, type Html } from './html'
import { visibleText } from './visible-text'

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
  return html`${parts.map(partHtml)}`
}

function partText(part: string | Value, direction: Words['direction']): string {
  if (typeof part === 'string') return part
  if (direction !== 'rtl') return part.value
  return (part.direction === 'ltr' ? leftToRightIsolate : isolate) + part.value + endOfIsolate
}

function partHtml(part: string | Value): Html {
  if (typeof part === 'string') return html`${part}`
  return part.direction === undefined
    ? html`<bdi>${part.value}</bdi>`
    : html`<bdi dir="${part.direction}">${part.value}</bdi>`
}
