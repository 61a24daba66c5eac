/** What `PhoneNumber.country` is for the mobile numbers of a territory. */
export interface CountryOfNumbers {
  /** Two capital letters (ISO 3166-1 alpha-2). */
  readonly country: string
  /** False: some of the territory's numbers are told apart from its neighbour's. */
  readonly all: boolean
}

/**
 * The country that mobile numbers from `country` are taken for: itself, save for the territories whose numbers can't be
 * told from a neighbour's. A list of allowed countries that names such a territory alone allows none of its numbers, or
 * some.
 */
export function countryOfNumbersFrom(country: string): CountryOfNumbers {
  return neighbours.get(country) ?? { country, all: true }
}

/** Measured: the test of this file holds it against libphonenumber's own examples. */
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
