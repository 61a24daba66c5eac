/**
 * White space, and characters without a shape of their own: format characters, joiners, marks of direction, variation
 * selectors, fillers. Phone keyboards put a space behind an address; what is copied from a list of contacts or a message
 * carries marks of direction around it.
 */
const unseenCharacter = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]/u
const unseenCharacters = new RegExp(unseenCharacter, 'gu')
/** Letters, digits and marks that any keyboard has: nothing to take off at such an end, as nearly always. */
const beginsAndEndsSeen = /^[!-~](?:.*[!-~])?$/su
const otherDigits = /[^\P{Nd}0-9]/gu
const anyDigit = /\p{Nd}/u

/** What a person typed or pasted, without what can't be seen around it. */
export function withoutUnseenEnds(text: string): string {
  if (beginsAndEndsSeen.test(text)) return text
  // A regular expression that looks for the end would look from every space on.
  const characters = Array.from(text)
  const first = characters.findIndex(isSeen)
  return first === -1 ? '' : characters.slice(first, characters.findLastIndex(isSeen) + 1).join('')
}

/** What a person typed or pasted, without what can't be seen anywhere in it. */
export function withoutUnseen(text: string): string {
  return text.replace(unseenCharacters, '')
}

/** The decimal digits of every script as `0` to `9`: an Arabic keyboard types `٣` for `3`, a Japanese one `３`. */
export function withAsciiDigits(text: string): string {
  return text.replace(otherDigits, valueOf)
}

function isSeen(character: string): boolean {
  return !unseenCharacter.test(character)
}

/** Unicode keeps the digits of a script in a row from its zero on, and rows may touch: whole rows of ten. */
function valueOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let first = point
  while (anyDigit.test(String.fromCodePoint(first - 1))) first -= 1
  return String((point - first) % 10)
}
