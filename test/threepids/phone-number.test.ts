import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { isCountry, numberPrefix, parseDialledNumber, parseStoredNumber } from '../../lib/threepids/phone-number'
import { countryOfNumbersFrom } from '../../lib/threepids/shared-numbering-plans'

const alice = { address: '447400123456', country: 'GB' }

function mobileExample(country: ReturnType<typeof getCountries>[number]) {
  const example = getExampleNumber(country, examples)
  if (!example) throw new Error(`libphonenumber has no mobile example for ${country}`)
  return example
}

function e164(country: ReturnType<typeof getCountries>[number]): string {
  return mobileExample(country).number.slice(1)
}

describe('a number as it is dialled', () => {
  test.each([
    ['GB', '07400123456'],
    ['GB', '07400 123456'],
    ['GB', '(07400) 123-456'],
    ['GB', '07400/123.456'],
    ['GB', ' 07400 123 456 '],
    ['GB', '07400\u00a0123\u2010456'],
    ['GB', '7400123456'],
    ['GB', '+447400123456'],
    ['GB', ' +44 7400 123456'],
    ['GB', '+44 (0)7400 123456'],
    ['GB', '447400123456'],
    ['GB', '００447400123456'],
    ['GB', '٠٧٤٠٠١٢٣٤٥٦'],
    ['GB', '۰۷۴۰۰۱۲۳۴۵۶'],
    ['GB', '०७४००१२३४५६'],
    ['GB', '0740012345𝟔'],
    ['GB', '０７４００－１２３４５６'],
    ['GB', '０７４００ー１２３４５６'],
    ['GB', '（０７４００）１２３４５６'],
    ['GB', '07400123456\n'],
    ['GB', '\n07400123456'],
    ['GB', '07400\t123456'],
    ['GB', '\u202a07400\u202f123456\u202c'],
    ['GB', '\u2068+44\u00a07400\u200b123\u2060456\u2069'],
    ['US', '+44 7400 123456'],
    ['US', '＋447400123456'],
    ['US', '011 44 7400 123456'],
    ['DE', '0044 7400 123456'],
    ['FR', '00447400123456'],
  ])('in %s: %s', (country, phoneNumber) => {
    expect(parseDialledNumber({ country, phoneNumber })).toEqual(alice)
  })

  test('the country is the number’s own, not the one it is dialled from', () => {
    expect(parseDialledNumber({ country: 'CA', phoneNumber: '2125551234' })?.country).toBe('US')
    expect(parseDialledNumber({ country: 'KZ', phoneNumber: '+7 912 345 67 89' })?.country).toBe('RU')
  })

  test('a range that mobile and fixed lines share can be texted', () => {
    expect(parseDialledNumber({ country: 'US', phoneNumber: '(212) 555-1234' })?.address).toBe('12125551234')
  })

  test.each(getCountries().map((country) => [country]))('the example of %s, as it is dialled there', (country) => {
    const example = mobileExample(country)
    const expected = { address: e164(country), country: countryOfNumbersFrom(country).country }
    expect(parseDialledNumber({ country, phoneNumber: example.formatNational() })).toEqual(expected)
    expect(parseDialledNumber({ country, phoneNumber: example.formatInternational() })).toEqual(expected)
    expect(parseStoredNumber(expected.address)).toEqual(expected)
  })

  test('the example of one country, as it is dialled in another', () => {
    // In Hong Kong a digit may follow the 00 to choose a carrier, so `00 9...` is ambiguous; 001 is what is dialled there.
    const from = fc.constantFrom(...getCountries().filter((country) => country !== 'HK'))
    const to = fc.constantFrom(...getCountries())
    fc.assert(
      fc.property(from, to, (from, to) => {
        // Undefined where a country has several prefixes for calls abroad and prefers none.
        const dialled = mobileExample(to).format('IDD', { fromCountry: from })
        fc.pre(typeof dialled === 'string' && dialled !== '')
        // The tilde stands for the wait for a second tone.
        expect(parseDialledNumber({ country: from, phoneNumber: dialled.replace('~', '') })?.address).toBe(e164(to))
      }),
      { numRuns: 500 },
    )
    expect(parseDialledNumber({ country: 'HK', phoneNumber: '001 44 7400 123456' })).toEqual(alice)
  })
})

describe('what is not a number to text', () => {
  test.each([
    ['premium rate', 'GB', '0909 879 0000'],
    ['premium rate', 'US', '+1 900 555 0100'],
    ['premium rate, from abroad', 'DE', '+44 909 879 0000'],
    ['a fixed line', 'GB', '020 7946 0958'],
    ['a fixed line', 'DE', '030 901820'],
    ['toll-free', 'US', '800 555 0100'],
    ['shared cost', 'GB', '0845 46 47 000'],
    ['personal number', 'GB', '070 1234 5678'],
    ['pager', 'GB', '07640 123456'],
    ['voice over IP', 'GB', '056 1234 5678'],
    ['satellite, of no country', 'GB', '+870 773111632'],
    ['international network, of no country', 'GB', '+883 510 001 234'],
    ['universal toll-free', 'GB', '+800 1234 5678'],
    ['the specification’s example, which is not assigned', 'GB', '07700900001'],
    ['emergency', 'GB', '999'],
    ['short code', 'US', '40404'],
    ['too short', 'GB', '0740012345'],
    ['too long', 'GB', '074001234567'],
    ['unknown calling code', 'GB', '+999 7400 123456'],
  ])('%s (%s, %s)', (_what, country, phoneNumber) => {
    expect(parseDialledNumber({ country, phoneNumber })).toBeUndefined()
  })

  test.each([
    ['empty', ''],
    ['spaces', '   '],
    ['plus alone', '+'],
    ['two plus', '++447400123456'],
    ['plus inside', '+44+7400123456'],
    ['plus at the end', '07400123456+'],
    ['extension', '07400123456 ext. 5'],
    ['extension x', '07400123456x5'],
    ['extension #', '07400123456#5'],
    ['extension as a parameter', '07400123456;ext=5'],
    ['phone-context', '7400123456;phone-context=+44'],
    ['tel:', 'tel:+447400123456'],
    ['letters', '0740 FLOWERS'],
    ['letters behind', '07400123456a'],
    ['letters before', 'a07400123456'],
    ['plus at the end, unseen behind it', '07400123456+\u200e'],
    ['two numbers on two lines', '07400123456\n07400123457'],
    ['star', '*07400123456'],
    ['tilde', '~07400123456'],
    ['pause', '07400123456,,5'],
    ['two numbers', '07400123456/07400123457'],
    ['two numbers, the second in letters', '07400123456 / x07400123457'],
    ['CR LF', '07400123456\r\nTo: 1'],
    ['NUL', '07400123456\0'],
    ['lone surrogate', '07400123456\ud800'],
    ['superscript digits', '0740012345⁶'],
  ])('not dialled like that: %s', (_what, phoneNumber) => {
    expect(parseDialledNumber({ country: 'GB', phoneNumber })).toBeUndefined()
  })

  test('more than 64 code units', () => {
    expect(parseDialledNumber({ country: 'GB', phoneNumber: '07400123456'.padStart(64, '.') })).toEqual(alice)
    expect(parseDialledNumber({ country: 'GB', phoneNumber: '07400123456'.padStart(65, '.') })).toBeUndefined()
    expect(parseDialledNumber({ country: 'GB', phoneNumber: '07400123456'.padStart(1_000_000) })).toEqual(alice)
    for (const part of ['1', '.', '+', '0044', '(', '1-', 'x1'])
      expect(parseDialledNumber({ country: 'GB', phoneNumber: part.repeat(1_000_000) })).toBeUndefined()
  })

  test.each(['', 'gb', 'Gb', 'GBR', 'G', 'XX', 'ZZ', '44', '001', 'GB\n', ' GB', 'ＧＢ', '__proto__', 'constructor'])(
    'country %j is not known',
    (country) => {
      expect(isCountry(country)).toBe(false)
      expect(parseDialledNumber({ country, phoneNumber: '+447400123456' })).toBeUndefined()
    },
  )

  test('every country that libphonenumber knows is known, and is two capital letters', () => {
    expect(getCountries().filter((country) => !/^[A-Z]{2}$/.test(country))).toEqual([])
    expect(getCountries().filter((country) => !isCountry(country))).toEqual([])
  })
})

describe('a number as an account stores it', () => {
  test('digits, with or without the plus', () => {
    expect(parseStoredNumber('447400123456')).toEqual(alice)
    expect(parseStoredNumber('+447400123456')).toEqual(alice)
  })

  test('a trunk prefix that was left in is left out', () => {
    expect(parseStoredNumber('4407400123456')).toEqual(alice)
  })

  test.each([
    ['empty', ''],
    ['plus', '+'],
    ['two plus', '++447400123456'],
    ['national', '07400123456'],
    ['spaces', '44 7400 123456'],
    ['newline', '447400123456\n'],
    ['Arabic digits', '٤٤٧٤٠٠١٢٣٤٥٦'],
    ['full-width plus', '＋447400123456'],
    ['premium rate', '449098790000'],
    ['fixed line', '442079460958'],
    ['of no country', '870773111632'],
    ['not valid', '447700900001'],
    ['16 digits', '4474001234567890'],
    ['very long', '4'.repeat(1_000_000)],
  ])('%s is none', (_what, stored) => expect(parseStoredNumber(stored)).toBeUndefined())

  test('whatever is dialled, wherever, reads the same once it is stored', () => {
    const countries = fc.constantFrom(...getCountries())
    fc.assert(
      fc.property(countries, countries, fc.stringMatching(/^[0-9]{1,6}$/), (from, to, end) => {
        const national = String(mobileExample(to).nationalNumber).slice(0, -end.length) + end
        for (const phoneNumber of [national, `0${national}`, `00${e164(to)}`, `+${e164(to)}`]) {
          const number = parseDialledNumber({ country: from, phoneNumber })
          if (number === undefined) continue
          expect(parseStoredNumber(number.address)).toEqual(number)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('the canonical form of a canonical form is itself', () => {
    const digits = fc.stringMatching(/^[0-9]{6}$/)
    fc.assert(
      fc.property(fc.constantFrom(...getCountries()), digits, (country, end) => {
        const number = parseStoredNumber(e164(country).slice(0, -6) + end)
        if (number === undefined) return
        expect(parseStoredNumber(number.address)).toEqual(number)
        expect(number.address).toMatch(/^[1-9][0-9]{6,14}$/)
      }),
      { numRuns: 1000 },
    )
  })
})

test('the prefix of a number is all but its last 4 digits', () => {
  expect(numberPrefix('447400123456')).toBe('44740012')
})
