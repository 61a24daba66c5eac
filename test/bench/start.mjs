// Measures how long it takes to import the package, compared with importing Joi alone. Each import is in a fresh process.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { pairedRatio, summary } from './statistics.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const imported = ['express-matrix-password-reset', 'joi', 'libphonenumber-js', 'express-rate-limit']

export function measureStart(rounds, progress) {
  const took = Object.fromEntries(imported.map((name) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    progress(`start: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`)
    for (const name of imported) {
      const ms = importMs(name)
      if (round > 0) took[name].push(ms)
    }
  }
  const [ours, joi] = imported
  const ms = Object.fromEntries(imported.map((name) => [name, summary(took[name])]))
  return { ms, ratioToJoi: pairedRatio(took[ours], took[joi]) }
}

/** Milliseconds that `require` takes in a process that has loaded Express already. */
function importMs(name) {
  const script = `require('express')
const startedAt = performance.now()
require(${JSON.stringify(name)})
process.stdout.write(String(performance.now() - startedAt))`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${name} could not be imported: ${stderr}`)
  return Number(stdout)
}
