// Writes docs/options.md from the JSDoc in lib/options/options.ts; `--print` writes it to standard output instead. A test
// holds the committed file against what this makes.
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { commentOf, defaultOf, inCell, writeDocument } from './type-comments.mjs'

const source = 'lib/options/options.ts'
const tree = ts.createSourceFile(source, readFileSync(source, 'utf8'), ts.ScriptTarget.Latest, true)
const interfaces = tree.statements.filter(ts.isInterfaceDeclaration)

const page = `# Options

Made from the comments in \`${source}\` by \`node scripts/make-options-reference.mjs\`.

${interfaces.map(section).join('\n')}`

await writeDocument('docs/options.md', page)

/** @param {ts.InterfaceDeclaration} declaration */
function section(declaration) {
  const rows = declaration.members.map((member) => {
    const name = member.name?.getText()
    const type = ts.isMethodSignature(member)
      ? methodType(member)
      : presentType(/** @type {ts.PropertySignature} */ (member))
    return `| \`${name}\` | \`${inCell(type)}\` | ${inCell(commentOf(member) + defaultOf(member))} |`
  })
  return `## ${declaration.name.text}\n\n${commentOf(declaration)}\n\n| name | type | meaning |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

/** @param {ts.MethodSignature} member */
function methodType(member) {
  const parameters = member.parameters.map((parameter) => parameter.getText()).join(', ')
  return `(${parameters}) => ${member.type?.getText()}`
}

/** An optional member's type without the `undefined` that says so.
 * @param {ts.PropertySignature} member */
function presentType({ type, questionToken }) {
  const text = (type?.getText() ?? '').replaceAll(' | undefined', '')
  return questionToken ? text.replace(/^\((.*)\)$/s, '$1') : text
}
