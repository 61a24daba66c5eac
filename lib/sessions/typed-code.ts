/**
 * A code as a person typed it, in the form in which it was sent: without spaces and dashes, with the digits of any script
 * as `0` to `9` (an Arabic keyboard types `٣` for `3`). What has something else in it is left as it came: it is no code.
 */
export function codeAsTyped(text: string): string {
  // NFKC: full-width digits and their like become ASCII.
  const bare = text.normalize('NFKC').replace(/[\s\p{Dash}]/gu, '')
  if (!/^\p{Nd}+$/u.test(bare)) return text
  return Array.from(bare, digitOf).join('')
}

/** Unicode keeps the digits of each script in a row of ten, from its zero on. */
function digitOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let zero = point
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((point - zero) % 10)
}
