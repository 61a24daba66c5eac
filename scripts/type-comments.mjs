// Functions for the scripts that make documents from types.
import { writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'

/** The comment of a declaration, without its tags. @param {ts.Node} node */
export function commentOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1)
  return ts.getTextOfJSDocComment(comment?.comment) ?? ''
}

/** The texts of one tag, such as `default`. @param {ts.Node} node @param {string} name */
export function tagsOf(node, name) {
  return ts
    .getJSDocTags(node)
    .filter((tag) => tag.tagName.text === name)
    .map((tag) => ts.getTextOfJSDocComment(tag.comment) ?? '')
}

/** A block of code, such as an `@example`. @param {string} text */
export function codeBlock(text) {
  // Some examples have a code fence of their own.
  const inside = text.replace(/^```\w*\n|\n```$/g, '')
  // Not `ts`: a test compiles such blocks, and these use names that are declared nowhere.
  return `\`\`\`typescript\n${inside}\n\`\`\``
}

/** The text on one line, for a cell of a table. @param {string} text */
export function inCell(text) {
  return text
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\breadonly\s+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\|\s*/, '')
    .replaceAll('|', '\\|')
}

/** A type for a cell of a table: its members, which stand on lines of their own, get semicolons. @param {string} text */
export function typeInCell(text) {
  const withoutComments = text.replace(/\/\*\*[\s\S]*?\*\//g, '')
  return inCell(withoutComments.replace(/(?<=[^\s{;,(<|&])\s*\n\s*(?=(?:readonly\s+)?[\w$]+\??\s*[:(])/g, '; '))
}

/** Writes a document, formatted with prettier; with `--print`, to standard output. @param {string} target @param {string} page */
export async function writeDocument(target, page) {
  const formatted = await format(page, { ...(await resolveConfig(target)), filepath: target })
  if (process.argv.includes('--print')) process.stdout.write(formatted)
  else writeFileSync(target, formatted)
}

/** The default as a sentence. @param {ts.Node} node */
export function defaultOf(node) {
  return tagsOf(node, 'default')
    .map((value) => ` Default: ${isLiteral(value) ? `\`${value}\`` : value}.`)
    .join('')
}

/** Whether a default is a value, and not words about it. @param {string} value */
function isLiteral(value) {
  return /^(?:'[^']*'|\[.*\]|\d+|true|false)$/.test(value)
}
