// Takes each protection out once, in a copy of the repository, and runs the tests that must then fail. Writes
// docs/protections.md. It takes some minutes, and nothing else should run: npm run protections
// (With words after it, it takes only the protections whose names contain one of them, and writes nothing.)
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { protections } from './protections.mjs'

const root = resolve(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '..')
const wanted = process.argv.slice(2)
const chosen = protections.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
// A text that is no longer there would cost minutes to find.
execFileSync(process.execPath, ['scripts/check-protections.mjs'], { cwd: root, stdio: 'inherit' })
const rows = await takeOutAll()
const green = rows.filter(({ red }) => red.length === 0)
if (wanted.length === 0 && green.length === 0) await write(rows)
for (const { name } of green) console.error(`No test turned red: ${name}`)
process.exitCode = green.length === 0 ? 0 : 1

/** Takes out as many at once as there are cores, each in a copy of its own. */
async function takeOutAll() {
  /** @type {Awaited<ReturnType<typeof takeOut>>[]} */
  const taken = []
  const waiting = chosen.entries()
  const work = async () => {
    const copy = copied()
    try {
      for (const [index, protection] of waiting) taken[index] = await takeOut(protection, copy)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return taken
}

/** The repository's files, with the packages that are installed in it. */
function copied() {
  const copy = mkdtempSync(join(tmpdir(), 'protections-'))
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
  for (const file of files) cpSync(join(root, file), join(copy, file))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** @param {import('./protections.mjs').Protection} protection
 * @param {string} copy */
async function takeOut({ name, file, find, replace, tests, isBuilt }, copy) {
  const path = join(copy, file)
  const whole = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  )
  try {
    if (isBuilt) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: copy, stdio: 'ignore' })
    const red = await failuresOf(tests, copy)
    console.log(`${red.length > 0 ? 'red  ' : 'GREEN'} ${name}${red.length > 0 ? `: ${red[0]}` : ''}`)
    return { name, file, red }
  } finally {
    writeFileSync(path, whole)
    if (isBuilt) execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: copy, stdio: 'ignore' })
  }
}

/** The names of the tests that failed; a suite that does not even start proves nothing.
 * @param {string[]} tests
 * @param {string} copy */
async function failuresOf(tests, copy) {
  const output = join(copy, 'results.json')
  rmSync(output, { force: true })
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const args = [jest, ...tests, '--selectProjects', 'main', '--json', '--outputFile', output, '--silent', '--bail=0']
  await once(spawn(process.execPath, args, { cwd: copy, stdio: 'ignore' }), 'exit')
  /** @type {{ testResults: { name: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(output, 'utf8'))
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${name.slice(name.indexOf('/test/') + 1)}: ${fullName}`),
  )
}

/** @param {Awaited<ReturnType<typeof takeOut>>[]} rows */
async function write(rows) {
  const table = rows.map(({ name, file, red }) => `| ${name} | \`${file}\` | ${red.length} | ${cell(red[0] ?? '')} |`)
  const page = `# Protections, taken out one by one

Made by \`npm run protections\`: each was taken out of a copy of the code, and tests turned red.

| taken out | in | tests red | the first of them |
| --- | --- | --- | --- |
${table.join('\n')}
`
  const target = join(root, 'docs/protections.md')
  writeFileSync(target, await format(page, { ...(await resolveConfig(target)), filepath: target }))
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
