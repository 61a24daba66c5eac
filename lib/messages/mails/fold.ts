import { slotBegins } from '../text/template'

/** Mail servers take lines of 78 characters without a second thought (RFC 5322, section 2.1.1), and nodemailer sends plain
 * text of shorter ones as it is. */
const maxLength = 74

/** Breaks the lines of a text at spaces. Words that are longer stay whole. */
export function foldText(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.length <= maxLength ? line : folded(line.split(' '))))
    .join('\n')
}

/** Takes the indentation out of markup, and breaks its lines where they have a space anyway. For markup without `pre`. */
export function foldHtml(markup: string): string {
  // Spaces that must not break (U+00A0) stay as they are.
  return folded(markup.split(/[ \t\n]+/u))
}

function folded(words: readonly string[]): string {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line === '') {
      line = word
    } else if (widthOf(line) + widthOf(word) < maxLength) {
      line += ' ' + word
    } else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line].join('\n')
}

/** What goes into a slot is longer than its name, mostly. */
function widthOf(text: string): number {
  return text.includes(slotBegins) ? text.length + 24 : text.length
}
