// Writes docs/events.md from the types and comments in lib/events.ts; `--print` writes it to standard output instead. A test
// holds the committed file against what this makes.
import ts from 'typescript'
import { commentOf, inCell, writeDocument } from './type-comments.mjs'

const source = 'lib/events.ts'
const program = ts.createProgram([source], { strict: true, module: ts.ModuleKind.NodeNext, types: [] })
const checker = program.getTypeChecker()
const tree = program.getSourceFile(source)
if (!tree) throw new Error(`${source} is not there`)

const union = tree.statements.filter(ts.isTypeAliasDeclaration).find(({ name }) => name.text === 'PasswordResetEvent')
if (!union) throw new Error(`${source} has no PasswordResetEvent`)
const events = /** @type {ts.UnionType} */ (checker.getTypeAtLocation(union)).types

await writeDocument(
  'docs/events.md',
  `# Events

${commentOf(union)} Made from the comments in \`${source}\` by \`node scripts/make-events-reference.mjs\`.

\`\`\`ts
import type { PasswordResetEvent } from 'express-matrix-password-reset'

/** Give it as \`onEvent\`. */
export function onEvent(event: PasswordResetEvent): void {
  if (event.type === 'delivery_failed') console.error('A message was not sent', event.medium, event.reason)
}
\`\`\`

Counted for Prometheus: \`express-matrix-password-reset/metrics\`, see [Metrics](recipes.md#metrics).

${events.map(section).join('\n')}`,
)

/** @param {ts.Type} event */
function section(event) {
  const declaration = event.symbol.declarations?.[0]
  if (!declaration) throw new Error(`no declaration of ${event.symbol.name}`)
  const rows = event.getProperties().filter(({ name }) => name !== 'type')
  const table = rows.map(row)
  return `## \`${literal(event)}\`

${commentOf(declaration)}

${table.length === 0 ? '' : `| field | type | meaning |\n| --- | --- | --- |\n${table.join('\n')}\n`}`
}

/** @param {ts.Type} event */
function literal(event) {
  const type = event.getProperty('type')
  const name = type && checker.getTypeOfSymbol(type)
  if (!name?.isStringLiteral()) throw new Error(`an event without a name: ${event.symbol.name}`)
  return name.value
}

/** @param {ts.Symbol} field */
function row(field) {
  const declaration = /** @type {ts.PropertySignature} */ (field.declarations?.[0])
  const comment = commentOf(declaration)
  if (comment === '') throw new Error(`${field.name} has no comment`)
  const optional = declaration.questionToken ? ' May be absent.' : ''
  return `| \`${field.name}\` | \`${inCell(typeText(declaration.type))}\` | ${inCell(comment)}${optional} |`
}

/** The type as in the source, with the values of a named union written out. @param {ts.TypeNode | undefined} node */
function typeText(node) {
  if (!node) throw new Error('a field without a type')
  if (!ts.isTypeReferenceNode(node)) return node.getText()
  const alias = checker.getSymbolAtLocation(node.typeName)
  const target = alias && alias.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(alias) : alias
  const declaration = target?.declarations?.find(ts.isTypeAliasDeclaration)
  return declaration ? declaration.type.getText() : node.getText()
}
