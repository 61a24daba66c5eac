import { slotBegins } from '../text/template'

/**
 * Lines of a mail should have no more than 78 characters (RFC 5322, section 2.1.1), and nodemailer sends plain text
 * with shorter lines as it is.
 */
const maxLength = 74

/** Breaks the lines of a text at spaces. Words that are longer stay whole. */
export function foldText(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.length <= maxLength ? line : folded(line.split(' '))))
    .join('\n')
}

/** Removes the indentation of markup, and breaks its lines at spaces. Not for markup with `pre`. */
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

/** The width of a word. What is filled into a slot is mostly longer than the slot's name. */
function widthOf(text: string): number {
  return text.includes(slotBegins) ? text.length + 24 : text.length
}
