// Packs what `npm publish` would send, and asks two tools that know how packages are resolved: publint, and "Are the Types
// Wrong?", which tries each entry from CommonJS, ESM and a bundler, by old and new rules. Needs dist/ to be built.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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
