// The benchmark's command line.
import { parseArgs } from 'node:util'
import { cases } from './cases.mjs'

export const parts = ['requests', 'memory', 'growth', 'start']

export const usage = `npm run bench -- [options]
  --case NAME      one case only; may be repeated. Names: ${cases.map(({ name }) => name).join(', ')}
  --part NAME      one part only; may be repeated. Names: ${parts.join(', ')}
  --rounds N       counted rounds of each pair (default 7)
  --requests N     requests of a round (default 1,000)
  --out DIRECTORY  writes benchmarks.json, benchmarks.svg and the figures of benchmarks.md there
  --before FILE    a benchmarks.json of an earlier run, for a column of the table (default: benchmarks.before.json of
                   the directory of --out, if there is one)
  --million        growth up to 1,000,000 sessions, too
  --quick          tiny numbers: shows that everything runs, measures nothing
  --help`

/** @throws TypeError if an option is unknown or out of range */
export function parseArguments(args) {
  const { values } = parseArgs({
    args,
    options: {
      case: { type: 'string', multiple: true },
      part: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      requests: { type: 'string' },
      out: { type: 'string' },
      before: { type: 'string' },
      million: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { quick, million, out, before, help } = values
  const chosenParts = chosen('part', values.part, parts)
  const chosenCases = chosen(
    'case',
    values.case,
    cases.map(({ name }) => name),
  )
  return {
    ...{ quick, million, out, before, help },
    cases: cases.filter(({ name }) => chosenCases.includes(name)),
    // If cases are named but no part, only these cases are measured.
    parts: values.case && !values.part ? ['requests'] : chosenParts,
    rounds: whole('rounds', values.rounds, quick ? 2 : 7),
    requests: whole('requests', values.requests, quick ? 24 : 1_000),
  }
}

function chosen(option, names, known) {
  const unknown = names?.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new TypeError(`--${option} ${unknown}: give one of ${known.join(', ')}`)
  return names ?? known
}

function whole(option, text, otherwise) {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new TypeError(`--${option} ${text}: give a whole number from 1`)
  return Number(text)
}
