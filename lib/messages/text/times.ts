import type { SmsDuration } from '../words/sms-words'
import type { Words } from '../words/words'

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const
type Unit = (typeof units)[number]

/** Dates and durations in one language's words. */
interface Times {
  /**
   * A date and time, from milliseconds since the epoch. It is in UTC and says so: the person's own time zone is not
   * known.
   */
  readonly moment: (at: number) => string
  /** Hour and minute of a time that is soon. */
  readonly hour: (at: number) => string
  /** How long ago, such as "5 minutes ago". */
  readonly ago: (durationMs: number) => string
  /** How long something is valid: whole units, rounded down, so that no more is promised than is kept. */
  readonly lasting: (durationMs: number) => string
  /** How long something is valid, for an SMS: without the kinds of space that the alphabet of SMS lacks. */
  readonly inSms: (durationMs: number) => SmsDuration
  /** How long to wait: whole units, rounded up. */
  readonly waiting: (durationMs: number) => string
}

const made = new Map<string, Times>()

/** Kept by locale: an `Intl` formatter takes far longer to make than to use. */
export function timesFor({ formats }: Words): Times {
  let times = made.get(formats)
  if (times === undefined) made.set(formats, (times = createTimes(formats)))
  return times
}

function createTimes(locale: string): Times {
  const zone = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC', timeZoneName: 'short' } as const
  const moments = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric', ...zone })
  const hours = new Intl.DateTimeFormat(locale, zone)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const long = amountsIn(locale, 'long')
  const short = amountsIn(locale, 'short')
  return {
    moment: keptBy(
      (at) => Math.floor(at / 60_000),
      (at) => moments.format(dateOf(at)),
    ),
    hour: (at) => hours.format(dateOf(at)),
    ago: (ms) => {
      const [unit, unitMs] = agoUnitOf(ms)
      // 0 seconds ago is "now" in every language.
      return relative.format(unit === 'second' ? 0 : -Math.floor(ms / unitMs), unit)
    },
    lasting: keptBy(
      (ms) => ms,
      (ms) => long(ms, Math.floor),
    ),
    inSms: keptBy(
      (ms) => ms,
      (ms) => ({ long: plainSpaces(long(ms, Math.floor)), short: plainSpaces(short(ms, Math.floor)) }),
    ),
    waiting: (ms) => long(ms, Math.ceil),
  }
}

/** Few durations are asked for, and most moments are the present one: the newest few answers are kept. */
const maxKept = 10

function keptBy<T>(key: (ms: number) => unknown, make: (ms: number) => T): (ms: number) => T {
  const kept = new Map<unknown, T>()
  return (ms) => {
    const rounded = key(ms)
    let answer = kept.get(rounded)
    if (answer === undefined) {
      answer = make(ms)
      if (kept.size >= maxKept) kept.clear()
      kept.set(rounded, answer)
    }
    return answer
  }
}

function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/gu, ' ')
}

type Amounts = (ms: number, round: (amount: number) => number) => string

function amountsIn(locale: string, unitDisplay: 'long' | 'short'): Amounts {
  const formats = new Map(
    units.map(([unit]) => [unit, new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })]),
  )
  return (ms, round) => {
    const [, unitMs] = unitOf(ms)
    const rounded = Math.max(1, round(ms / unitMs)) * unitMs
    // Rounding up may reach the next unit: "1 hour", not "60 minutes".
    const [unit, size] = unitOf(rounded)
    return formats.get(unit)?.format(rounded / size) ?? ''
  }
}

/** The largest unit that there are two of, or exactly one: "90 minutes" rather than "1 hour". */
function unitOf(ms: number): Unit {
  return units.find(([, unitMs]) => ms === unitMs || ms >= 2 * unitMs) ?? units[3]
}

/** The largest unit that there is one of: for the past a rough word is enough. */
function agoUnitOf(ms: number): Unit {
  return units.find(([, unitMs]) => ms >= unitMs) ?? units[3]
}

/** An impossible time is shown as 1970: it must not keep a person from their message. */
function dateOf(at: number): number {
  return Math.abs(at) <= 8.64e15 ? at : 0
}
