import type { Words } from './words'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** Dates and durations in one language's words. */
export interface Times {
  /** A time since the epoch in milliseconds, in UTC, which is said: the person's own zone is not known. */
  readonly moment: (at: number) => string
  /** How long something is good: whole units, rounded down, so that no more is promised than is kept. */
  readonly lasting: (durationMs: number) => string
  /** How long to wait: whole units, rounded up. */
  readonly waiting: (durationMs: number) => string
}

const made = new Map<string, Times>()

/** Kept by language: an `Intl` formatter takes far longer to make than to use. */
export function timesFor(words: Words): Times {
  let times = made.get(words.language)
  if (times === undefined) made.set(words.language, (times = createTimes(words.formats)))
  return times
}

function createTimes(locale: string): Times {
  const moments = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  })
  const amounts = new Map(
    units.map(([unit]) => [unit, new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })]),
  )
  const duration = (ms: number, round: (amount: number) => number): string => {
    const [unit, unitMs] = unitOf(ms)
    return amounts.get(unit)?.format(Math.max(1, round(ms / unitMs))) ?? ''
  }
  return {
    // The zone stays on the line of the time.
    moment: (at) => moments.format(at).replace(/ UTC$/u, '\u00a0UTC'),
    lasting: (ms) => duration(ms, Math.floor),
    waiting: (ms) => duration(ms, Math.ceil),
  }
}

/** The largest unit that there are two of, or exactly one: "90 minutes" rather than "1 hour". */
function unitOf(ms: number): (typeof units)[number] {
  return units.find(([, unitMs]) => ms === unitMs || ms >= 2 * unitMs) ?? units[3]
}
