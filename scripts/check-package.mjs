// Packs what `npm publish` would send, and asks two tools that know how packages are resolved: publint, and "Are the Types
// Wrong?", which tries each entry from CommonJS, ESM and a bundler, by old and new rules. Needs dist/ to be built.
// With `--publish` it also fails if `repository` is missing, or if a document has links that don't work on a registry's
// page.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { absoluteLinks, basesOf, relativeLinks } from './repository-links.mjs'

if (process.argv.includes('--publish')) refuseDeadLinks()

const directory = mkdtempSync(join(tmpdir(), 'package-'))
try {
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', directory], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [{ filename }] = JSON.parse(packed)
  const tarball = join(directory, filename)
  /** @param {string} command @param {string[]} args */
  const run = (command, ...args) => execFileSync('npx', ['--no-install', command, ...args], { stdio: 'inherit' })
  run('publint', 'run', tarball, '--strict')
  run('attw', tarball)
} finally {
  rmSync(directory, { recursive: true, force: true })
}

function refuseDeadLinks() {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
  try {
    const bases = basesOf(manifest)
    const documents = ['README.md', .../** @type {string[]} */ (manifest.files).filter((name) => name.endsWith('.md'))]
    const left = documents.flatMap((name) => relativeLinks(absoluteLinks(readFileSync(name, 'utf8'), bases)))
    if (left.length > 0) throw new Error(`Links that stay relative: ${left.join(', ')}`)
  } catch (error) {
    console.error(`Not published. ${error instanceof Error ? error.message : error}`)
    process.exit(1)
  }
}
