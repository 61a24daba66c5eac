// What the documents that are made from types have in common.
import { writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'

/** The comment of a declaration, tags left out. @param {ts.Node} node */
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

/** On one line, fit for a cell of a table. @param {string} text */
export function inCell(text) {
  return text
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .replace(/\breadonly\s+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\|\s*/, '')
    .replaceAll('|', '\\|')
}

/** Writes a document as prettier has it; with `--print`, to standard output. @param {string} target @param {string} page */
export async function writeDocument(target, page) {
  const formatted = await format(page, { ...(await resolveConfig(target)), filepath: target })
  if (process.argv.includes('--print')) process.stdout.write(formatted)
  else writeFileSync(target, formatted)
}

/** What `@default` says, as a sentence. @param {ts.Node} node */
export function defaultOf(node) {
  return tagsOf(node, 'default')
    .map((value) => ` Default: ${isLiteral(value) ? `\`${value}\`` : value}.`)
    .join('')
}

/** As it would be typed, and not words about it. @param {string} value */
function isLiteral(value) {
  return /^(?:'[^']*'|\[.*\]|\d+|true|false)$/.test(value)
}
