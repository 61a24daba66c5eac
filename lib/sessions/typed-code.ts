import { withAsciiDigits, withoutUnseen, withoutUnseenEnds } from '../threepids/typed-text'

/** What comes along when a code is copied out of a sentence, or is typed in groups. */
const aroundDigits = /[\p{Dash}\p{Quotation_Mark}`´.։۔܁܂।።᙮᠃᠉。︒﹒．｡]/gu

/**
 * A code as a person typed or pasted it, in the form in which it was sent: without white space, characters that can't be
 * seen, dashes, quotes and full stops, and with the digits of any script as `0` to `9`. What has something else in it, a
 * letter say, is left as it came: it is no code, and a wrong try.
 *
 * @returns undefined for a text without a digit: nobody who has a code types that. It is no try, and counts nowhere
 */
export function codeAsTyped(text: string): string | undefined {
  if (!/\p{Nd}/u.test(text)) return undefined
  const bare = withAsciiDigits(withoutUnseen(text).replace(aroundDigits, ''))
  return /^[0-9]+$/.test(bare) ? bare : text
}

/**
 * A token as it is handed to whoever made it and judges it: an identity server, whose tokens may be of any form. It loses
 * only what can't be seen at its ends, and is a try whatever it is; what has nothing else in it is left as it came.
 */
export function tokenAsTyped(text: string): string {
  return withoutUnseenEnds(text) || text
}
