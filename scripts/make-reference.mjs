// Writes docs/reference.md from the comments of everything that the package exports; `--print` writes it to standard output
// instead. A test holds the committed file against what this makes. An export without a comment, or an exported function
// without an example, is an error.
import { relative } from 'node:path'
import ts from 'typescript'
import { codeBlock, commentOf, defaultOf, inCell, tagsOf, typeInCell, writeDocument } from './type-comments.mjs'

const name = 'express-matrix-password-reset'
const entries = [
  { entry: name, source: 'lib/index.ts' },
  { entry: `${name}/smtp`, source: 'lib/senders/smtp.ts' },
  { entry: `${name}/sendgrid`, source: 'lib/senders/sendgrid.ts' },
  { entry: `${name}/vonage`, source: 'lib/senders/vonage.ts' },
  { entry: `${name}/metrics`, source: 'lib/metrics.ts' },
]
/** Exports that have a page of their own. */
const elsewhere = new Map([
  ['lib/options/options.ts', 'options.md'],
  ['lib/events.ts', 'events.md'],
])
const longestType = 160

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
  ts.sys,
  '.',
)
const program = ts.createProgram(
  entries.map(({ source }) => source),
  options,
)
const checker = program.getTypeChecker()
/** @type {string[]} */
const complaints = []
/** The first entry that exports a declaration. @type {Map<ts.Declaration, string>} */
const described = new Map()

const sections = entries.map(entrySection)
if (complaints.length > 0) throw new Error(`docs/reference.md can't be made:\n${complaints.join('\n')}`)
await writeDocument(
  'docs/reference.md',
  `# Reference

Everything that the package exports. Made from the comments in \`lib/\` by \`node scripts/make-reference.mjs\`. The options of the
factories have [a page of their own](options.md), and so have [the events](events.md).

${sections.join('\n')}`,
)

/** @param {{ entry: string, source: string }} of */
function entrySection({ entry, source }) {
  const module = checker.getSymbolAtLocation(/** @type {ts.SourceFile} */ (program.getSourceFile(source)))
  if (!module) throw new Error(`${source} exports nothing`)
  const exported = checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
  const ranked = exported.sort((one, two) => rank(one) - rank(two) || (one.name < two.name ? -1 : 1))
  return `## \`${entry}\`\n\n${ranked.map((symbol) => symbolSection(symbol, entry)).join('\n')}`
}

/** Orders functions and classes before types. @param {ts.Symbol} symbol */
function rank({ flags }) {
  if (flags & ts.SymbolFlags.Function) return 0
  return flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Variable) ? 1 : 2
}

/** @param {ts.Symbol} symbol @param {string} entry */
function symbolSection(symbol, entry) {
  const declaration = symbol.declarations?.[0]
  if (!declaration) throw new Error(`${symbol.name} is declared nowhere`)
  const title = `### ${symbol.name}\n`
  const before = described.get(declaration)
  if (before !== undefined) return `${title}\nThe same as in \`${before}\`.\n`
  described.set(declaration, entry)
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  const comment = commentOf(node)
  if (comment === '') complaints.push(`${symbol.name} has no comment`)
  if (ts.isFunctionDeclaration(node) && tagsOf(node, 'example').length === 0)
    complaints.push(`${symbol.name} has no @example`)
  const page = elsewhere.get(relative('.', declaration.getSourceFile().fileName))
  if (page !== undefined) {
    const anchor = page === 'options.md' ? `#${symbol.name.toLowerCase()}` : ''
    return `${title}\n${comment} See [${page}](${page}${anchor}).\n`
  }
  return [title, signature(declaration), comment, ...notes(node), members(declaration)].filter(Boolean).join('\n\n')
}

/** The declaration without its body. @param {ts.Declaration} node */
function signature(node) {
  if (ts.isFunctionDeclaration(node)) {
    const parameters = node.parameters.map((each) => each.getText()).join(', ')
    const types = node.typeParameters ? `<${node.typeParameters.map((each) => each.getText()).join(', ')}>` : ''
    return codeBlock(`function ${node.name?.text}${types}(${parameters}): ${node.type?.getText()}`)
  }
  if (ts.isVariableDeclaration(node)) return codeBlock(`const ${node.name.getText()}: ${typeOf(node)}`)
  if (ts.isTypeAliasDeclaration(node) && !ts.isTypeLiteralNode(node.type)) return codeBlock(bare(node.getText()))
  return ''
}

/** @param {ts.VariableDeclaration} node */
function typeOf(node) {
  return node.type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(node))
}

/** @param {string} text */
function bare(text) {
  return text.replace(/^export (declare )?/, '').replace(/\breadonly\s+/g, '')
}

/** @param {ts.Node} node */
function notes(node) {
  const parameters = ts
    .getJSDocTags(node)
    .filter(ts.isJSDocParameterTag)
    .map(
      (tag) =>
        `\`${tag.name.getText()}\`: ${ts.getTextOfJSDocComment(tag.comment)?.replace(/`@default (.*)`/, 'Default: `$1`')}`,
    )
  return [
    ...parameters,
    ...tagsOf(node, 'returns').map((text) => `Returns ${text}`),
    ...tagsOf(node, 'throws').map((text) => `Throws ${text}`),
    ...tagsOf(node, 'example').map(codeBlock),
  ]
}

/** @param {ts.Declaration} node */
function members(node) {
  const type = ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isTypeAliasDeclaration(node)
  const isOneOf = ts.isTypeAliasDeclaration(node) && !ts.isTypeLiteralNode(node.type)
  if (!type || isOneOf) return ''
  const rows = checker
    .getPropertiesOfType(checker.getTypeAtLocation(node))
    .flatMap((property) => (property.declarations ?? []).slice(0, 1))
    .filter((member) => isOwn(member) && !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private))
    .map(row)
  return rows.length === 0 ? '' : `| name | type | meaning |\n| --- | --- | --- |\n${rows.join('\n')}\n`
}

/** Whether a member is declared in lib/, and not inherited from `Error` or Express. @param {ts.Declaration} member */
function isOwn(member) {
  return relative('.', member.getSourceFile().fileName).startsWith('lib/')
}

/** @param {ts.Declaration} member */
function row(member) {
  const optional = 'questionToken' in member && member.questionToken !== undefined
  const meaning = ts.isParameter(member) ? '' : `${commentOf(member)}${defaultOf(member)}`
  const label = /** @type {ts.NamedDeclaration} */ (member).name?.getText()
  return `| \`${label}${optional ? '?' : ''}\` | ${typeCell(member)} | ${inCell(meaning)} |`
}

/** @param {ts.Declaration} member */
function typeCell(member) {
  const text =
    ts.isMethodSignature(member) || ts.isMethodDeclaration(member) ? methodType(member) : propertyType(member)
  const cell = typeInCell(text).replaceAll(' \\| undefined', '')
  return cell.length > longestType ? 'an object or function: see its type' : `\`${cell}\``
}

/** @param {ts.MethodSignature | ts.MethodDeclaration} member */
function methodType(member) {
  const parameters = member.parameters.map((each) => each.getText()).join(', ')
  return `(${parameters}) => ${member.type?.getText() ?? 'unknown'}`
}

/** @param {ts.Declaration} member */
function propertyType(member) {
  const { type } = /** @type {ts.PropertySignature} */ (member)
  return type?.getText() ?? checker.typeToString(checker.getTypeAtLocation(member))
}
