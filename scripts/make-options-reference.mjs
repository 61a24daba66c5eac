// Writes docs/options.md from the JSDoc in lib/options/options.ts; `--print` writes it to standard output instead. A test
// holds the committed file against what this makes.
import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { codeBlock, commentOf, defaultOf, inCell, tagsOf, typeInCell, writeDocument } from './type-comments.mjs'

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
    return `| \`${name}\` | \`${typeInCell(type)}\` | ${inCell(commentOf(member) + defaultOf(member))} |`
  })
  const table = ['| name | type | meaning |', '| --- | --- | --- |', ...rows].join('\n')
  return `## ${declaration.name.text}\n\n${commentOf(declaration)}\n\n${table}\n${examplesOf(declaration)}`
}

/** The examples of the options, below their table: a table's cell has no room for a block of code.
 * @param {ts.InterfaceDeclaration} declaration */
function examplesOf(declaration) {
  const examples = [declaration, ...declaration.members].flatMap((node) => tagsOf(node, 'example'))
  return examples.length === 0 ? '' : `\n${codeBlock(examples.join('\n\n'))}\n`
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
