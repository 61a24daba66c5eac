import { isCountry, parseStoredNumber } from '../threepids/phone-number'
import { isGsm7 } from './gsm7'
import { hasControlCharacter } from './mailbox'
import type { OptionCheck } from './options'

/** The sender of texts: one for all countries, or one for each country that is named and a `default`. */
export type VonageFrom = string | VonageFromByCountry

/** One sender for each country that is named, and one for all others. */
export interface VonageFromByCountry {
  /** For every country that is not named. */
  readonly default: string
  /** By country (ISO 3166-1 alpha-2, in capitals). */
  readonly [country: string]: string
}

const fix = "give '447700900000' or 'Example', or one for each country: { default: 'Example', US: '12025550123' }"

/** Picks the sender for a number in E.164, with its `+`. */
export function checkFrom(check: OptionCheck): (to: string) => string {
  const from = check.raw('from')
  if (typeof from !== 'object' || from === null) {
    const one = check.parsed('from', parseFrom, 'a number or a name of up to 11 characters', fix)
    return () => one
  }
  const byCountry = new Map(Object.entries(from).map(([country, value]) => [country, parsed(check, country, value)]))
  const fallback = byCountry.get('default')
  if (fallback === undefined) return check.fail('from', 'a sender, or an object with a `default`', fix)
  return (to) => byCountry.get(parseStoredNumber(to)?.country ?? 'default') ?? fallback
}

function parsed(check: OptionCheck, country: string, value: unknown): string {
  if (country !== 'default' && !isCountry(country)) {
    const near = country === 'UK' ? 'do you mean GB?' : "give two capital letters, such as 'GB'"
    check.fail('from', `without \`${country}\`, which is no country`, near)
  }
  const from = typeof value === 'string' ? parseFrom(value) : undefined
  return from ?? check.fail('from', `a number or a name of up to 11 characters for \`${country}\``, fix)
}

function parseFrom(value: string): string | undefined {
  const number = /^\+?([0-9]{3,15})$/.exec(value)?.[1]
  if (number !== undefined) return number
  return value.trim() !== '' && value.length <= 11 && isGsm7(value) && !hasControlCharacter(value) ? value : undefined
}
