// Checks the licence of every dependency, and of every package that the documentation says to install: only permissive
// licences are allowed, which require no more than to keep their notice.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const allowed = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0'])

const root = process.argv[2] ?? '.'
/** @param {string} directory */
const read = (directory) => JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
const { dependencies, peerDependencies } = read(root)

/** Finds a package as Node does: in the nearest `node_modules` that has it. Null for an optional one that is not installed.
 * @param {string} name
 * @param {string} from */
function locate(name, from) {
  for (let directory = from; ; directory = join(directory, '..')) {
    const candidate = join(directory, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return candidate
    if (directory === root) return null
  }
}

function closure() {
  const found = new Set()
  const missing = new Set()
  const waiting = Object.keys({ ...dependencies, ...peerDependencies }).map((name) => ({ name, from: root }))
  for (const { name, from } of waiting) {
    const directory = locate(name, from)
    if (directory === null) missing.add(name)
    if (directory === null || found.has(directory)) continue
    found.add(directory)
    for (const dependency of Object.keys(read(directory).dependencies ?? {}))
      waiting.push({ name: dependency, from: directory })
  }
  return { found: [...found], missing: [...missing] }
}

/** Of an expression such as `(MIT OR GPL-3.0)` one licence must be allowed; with `AND`, all of them.
 * @param {unknown} licence */
const isAllowed = (licence) =>
  typeof licence === 'string' &&
  licence
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => allowed.has(one)))

const { found, missing } = closure()
const refused = found.map(read).filter(({ license }) => !isAllowed(license))
for (const name of missing) console.error(`${name} is not installed: run npm ci first`)
for (const { name, version, license } of refused)
  console.error(`${name}@${version}: ${JSON.stringify(license) ?? 'no licence'} is not on the list`)
if (missing.length + refused.length > 0) process.exit(1)
console.log(`${found.length} packages, all under ${[...allowed].join(', ')}`)
