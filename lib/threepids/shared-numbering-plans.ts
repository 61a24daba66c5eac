/** The value of `PhoneNumber.country` for the mobile numbers of a territory. */
interface CountryOfNumbers {
  /** Two capital letters (ISO 3166-1 alpha-2). */
  readonly country: string
  /** False if some of the territory's numbers can be told from its neighbour's. */
  readonly all: boolean
}

/**
 * The country that libphonenumber takes mobile numbers from `country` for. That is `country` itself, except for
 * territories whose numbers can't be told from a neighbour's. If a list of allowed countries names such a territory but
 * not its neighbour, none of the territory's numbers, or only some, are allowed.
 */
export function countryOfNumbersFrom(country: string): CountryOfNumbers {
  return neighbours.get(country) ?? { country, all: true }
}

/** The test of this file checks the list against libphonenumber's own examples. */
const neighbours: ReadonlyMap<string, CountryOfNumbers> = new Map([
  ['AX', { country: 'FI', all: true }],
  ['BL', { country: 'GP', all: true }],
  ['CC', { country: 'AU', all: true }],
  ['CX', { country: 'AU', all: true }],
  ['EH', { country: 'MA', all: true }],
  ['IM', { country: 'GB', all: false }],
  ['MF', { country: 'GP', all: true }],
  ['SJ', { country: 'NO', all: true }],
  ['VA', { country: 'IT', all: true }],
])
