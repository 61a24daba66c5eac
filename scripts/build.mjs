// Builds dist/ from lib/: one compilation to CommonJS, with an ESM entry beside each public module (the *.mts files),
// so that both kinds of consumer share one copy of every class.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ts from 'typescript'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { stdio: 'inherit' })

/** The declarations that can be reached from a public one. The others are left out: they would be a tenth of the tarball. */
const reached = declarationsFrom(Object.values(JSON.parse(readFileSync('package.json', 'utf8')).exports))
for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' }))
  if (/\.d\.m?ts$/.test(file) && !reached.has(join('dist', file))) rmSync(join('dist', file))

/** JavaScript without comments, which would be a sixth of the tarball. Declarations keep theirs, because editors show them. */
const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, removeComments: true }
for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (!/\.m?js$/.test(file)) continue
  const path = join('dist', file)
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions, fileName: path })
  writeFileSync(path, outputText)
}

/** @param {{ import?: { types: string }, require: { types: string } }[]} entries */
function declarationsFrom(entries) {
  const found = new Set(
    entries.flatMap(({ import: esm, require }) => (esm ? [join(esm.types), join(require.types)] : [])),
  )
  for (const file of found) {
    for (const [, module = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()["'](\.[^"']+)["']/g))
      found.add(join(dirname(file), `${module.replace(/\.js$/, '')}.d.ts`))
  }
  return found
}
