// Builds dist/ from lib/: one compilation to CommonJS, with an ESM entry beside each public module (the *.mts files),
// so that both kinds of consumer share one copy of every class.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { stdio: 'inherit' })
