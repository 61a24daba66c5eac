/**
 * White space, and characters without a shape of their own: format characters, joiners, marks of direction, variation
 * selectors, fillers. Phone keyboards put a space behind an address; what is copied from a list of contacts or a message
 * carries marks of direction around it.
 */
const unseenCharacter = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]/u
const unseenCharacters = new RegExp(unseenCharacter, 'gu')
/** A text that begins and ends with plain ASCII: nothing has to be removed, and most texts are like that. */
const beginsAndEndsSeen = /^[!-~](?:.*[!-~])?$/su
const otherDigits = /[^\P{Nd}0-9]/gu
const anyDigit = /\p{Nd}/u

/** A text as a person typed or pasted it, without the characters around it that can't be seen. */
export function withoutUnseenEnds(text: string): string {
  if (beginsAndEndsSeen.test(text)) return text
  // Not a regular expression: one that looks for unseen characters at the end starts anew at each of them, which takes
  // quadratic time.
  const characters = Array.from(text)
  const first = characters.findIndex(isSeen)
  return first === -1 ? '' : characters.slice(first, characters.findLastIndex(isSeen) + 1).join('')
}

/** A text as a person typed or pasted it, without any characters that can't be seen. */
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

/**
 * The value of a digit. Unicode has the digits of a script in order from zero, ten in a row; two such rows may be
 * neighbours.
 */
function valueOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  let first = point
  while (anyDigit.test(String.fromCodePoint(first - 1))) first -= 1
  return String((point - first) % 10)
}
