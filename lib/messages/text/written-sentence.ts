import type { Sentence, Value } from '../words/sentence'
import type { Words } from '../words/words'
import { html, type Html } from './html'
import { visibleText } from './visible-text'

/** Makes a value from outside fit to stand in a sentence. */
export function shown(value: string): Value {
  return { value: visibleText(value) }
}

/**
 * A masked address or number. It is read from left to right in every language, so that the ellipsis stays where
 * characters were left out.
 */
export function shownMasked(value: string): Value {
  return { ...shown(value), direction: 'ltr' }
}

/**
 * First strong isolate, left-to-right isolate, and their end (UAX #9): between them a value's direction does not change
 * that of the words around it.
 */
const isolate = '\u2068'
const leftToRightIsolate = '\u2066'
const endOfIsolate = '\u2069'

/**
 * A sentence as plain text. Values are isolated only where words run right to left: elsewhere they are easier to copy
 * without these characters.
 */
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

/** A value from outside is set apart from the words around it; text of the language itself stays as it is. */
export function valueHtml(part: string | Value): Html {
  if (typeof part === 'string') return html`${part}`
  return part.direction === undefined
    ? html`<bdi>${part.value}</bdi>`
    : html`<bdi dir="${part.direction}">${part.value}</bdi>`
}
