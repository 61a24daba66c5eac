import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max'
import metadata from 'libphonenumber-js/metadata.max.json'
import examples from 'libphonenumber-js/mobile/examples'
import { parseStoredNumber } from '../../lib/threepids/phone-number'
import { countryOfNumbersFrom } from '../../lib/threepids/shared-numbering-plans'

const countries = getCountries()

function example(country: CountryCode): string {
  const digits = getExampleNumber(country, examples)?.number.slice(1)
  if (digits === undefined) throw new Error(`libphonenumber has no mobile example for ${country}`)
  return digits
}

/** Countries that the numbers around a territory's example, and some with other digits in front, are taken for. */
function countriesAround(country: CountryCode): Set<string | undefined> {
  const digits = example(country)
  const callingCode = String((metadata.countries as unknown as Record<string, [string]>)[country]?.[0])
  const found = new Set<string | undefined>()
  for (let front = 0; front < 10_000; front++) {
    const number = callingCode + String(front).padStart(4, '0') + digits.slice(callingCode.length + 4)
    const parsed = parseStoredNumber(number)
    if (parsed) found.add(parsed.country)
  }
  return found
}

test.each(countries.map((country) => [country]))(
  'the example of %s is taken for the country that the list says',
  (country) => {
    expect(countryOfNumbersFrom(country).country).toBe(parseStoredNumber(example(country))?.country)
  },
)

test('nine territories have a neighbour’s numbers', () => {
  const listed = countries.filter((country) => countryOfNumbersFrom(country).country !== country)
  expect(listed.sort()).toEqual(['AX', 'BL', 'CC', 'CX', 'EH', 'IM', 'MF', 'SJ', 'VA'])
})

test.each(['AX', 'BL', 'CC', 'CX', 'EH', 'MF', 'SJ', 'VA'] as const)('no mobile number is taken for %s', (country) => {
  expect(countryOfNumbersFrom(country).all).toBe(true)
  const found = countriesAround(country)
  expect(found).toContain(countryOfNumbersFrom(country).country)
  expect(found).not.toContain(country)
})

test('some numbers of the Isle of Man are told apart', () => {
  expect(countryOfNumbersFrom('IM')).toEqual({ country: 'GB', all: false })
  expect(countriesAround('IM')).toContain('IM')
})

test('what is no territory of these is itself', () => {
  for (const country of ['GB', 'GG', 'JE', 'US', 'XX', '__proto__'])
    expect(countryOfNumbersFrom(country)).toEqual({ country, all: true })
})
