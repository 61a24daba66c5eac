// No file of lib/ may import itself by a detour over others. ESLint's `import-x/no-cycle` does not follow `import type`, so
// this check follows every import that the compiler sees.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

const root = process.argv[2] ?? '.'
const lib = join(root, 'lib')

/** The files of lib/ that this one imports.
 * @param {string} file */
function importsOf(file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true)
  return importedFiles.flatMap(({ fileName }) => {
    if (!fileName.startsWith('.')) return []
    const path = join(dirname(file), fileName)
    const found = [`${path}.ts`, join(path, 'index.ts'), path.replace(/\.js$/, '.ts')].find((name) => existsSync(name))
    return found === undefined ? [] : [found]
  })
}

/** Follows the imports of each file. A file that is met again while its own imports are being followed closes a circle.
 * @param {readonly string[]} files */
function circlesAmong(files) {
  /** @type {(readonly string[])[]} */
  const circles = []
  const finished = new Set()
  /** @param {string} file @param {readonly string[]} path */
  const follow = (file, path) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file])
    if (path.includes(file) || finished.has(file)) return
    for (const imported of importsOf(file)) follow(imported, [...path, file])
    finished.add(file)
  }
  for (const file of files) follow(file, [])
  return circles
}

const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.m?ts$/.test(name))
  .sort()
const circles = circlesAmong(sources.map((name) => join(lib, name)))
for (const circle of circles) console.error(`A circle: ${circle.map((file) => relative(root, file)).join(' -> ')}`)
if (circles.length > 0) {
  console.error('Move what both need to a file of its own, below them.')
  process.exitCode = 1
}
