// The package's targets, and whether a run met them. A missed target is only reported, because a busy machine misses many.
import { cases as known } from './cases.mjs'

const ofCase = (name, kind, most) => ({
  what: `${known.find((one) => one.name === name).title}: CPU, as a multiple of ${kind === 'bare' ? 'the bare handler' : 'the handler by hand'}`,
  most,
  digits: 2,
  figure: ({ cases }) => cases?.find((one) => one.name === name)?.ratios?.[kind]?.median,
})

const grown = ({ growth }) => growth?.reduce((most, { ratio }) => Math.max(most, ratio.median), 0)

const targets = [
  ofCase('email', 'by-hand', 1),
  ofCase('email', 'bare', 1.7),
  ofCase('email-smtp', 'by-hand', 0.9),
  ofCase('submit-right', 'by-hand', 1),
  ofCase('submit-wrong', 'by-hand', 1),
  ofCase('poll', 'by-hand', 1),
  { what: 'Redis, bytes a session', most: 800, digits: 0, figure: ({ memory }) => memory?.redis.usedBytes },
  {
    what: 'memory store, bytes a session',
    most: 1_024,
    digits: 0,
    figure: ({ memory }) => memory?.memoryStore.heapBytes,
  },
  { what: 'CPU with the most sessions, as a multiple of that with few', most: 1.1, digits: 2, figure: grown },
  { what: "import, as a multiple of Joi's", most: 1.5, digits: 2, figure: ({ start }) => start?.ratioToJoi.median },
]

/** @returns the targets that this run measured, each with its figure and whether it is met */
export function targetsOf(results) {
  return targets.flatMap(({ what, most, digits, figure }) => {
    const found = figure(results)
    return found === undefined ? [] : [{ what, most, digits, figure: found, isMet: found <= most }]
  })
}
