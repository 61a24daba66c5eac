import { withAsciiDigits, withoutUnseen, withoutUnseenEnds } from '../threepids/typed-text'

/** Characters that come along if a code is copied out of a sentence or typed in groups. */
const aroundDigits = /[\p{Dash}\p{Quotation_Mark}`´.։۔܁܂।።᙮᠃᠉。︒﹒．｡]/gu

/**
 * A code as a person typed or pasted it, in the form in which it was sent: without white space, characters that can't
 * be seen, dashes, quotes and full stops, and with the digits of any script as `0` to `9`. A text with anything else in
 * it, such as a letter, stays as it is: it is no code, and counts as a wrong one.
 *
 * @returns undefined for a text without a digit: nobody who has a code types that, so it does not count
 */
export function codeAsTyped(text: string): string | undefined {
  // The usual case, without the work for the others.
  if (/^[0-9]+$/.test(text)) return text
  if (!/\p{Nd}/u.test(text)) return undefined
  const bare = withAsciiDigits(withoutUnseen(text).replace(aroundDigits, ''))
  return /^[0-9]+$/.test(bare) ? bare : text
}

/**
 * A token for the identity server that made it. Its form is not known, so only characters at its ends that can't be
 * seen are removed, and it always counts. A text of only such characters stays as it is.
 */
export function tokenAsTyped(text: string): string {
  return withoutUnseenEnds(text) || text
}
