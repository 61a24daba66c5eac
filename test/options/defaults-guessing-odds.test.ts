import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaults } from '../../lib/options/defaults'

/** The chance that one of that many guesses, each at a code of its own, is right. */
function oddsOf(guesses: number, digits: number): number {
  return 1 - (1 - 10 ** -digits) ** guesses
}

describe('what guessing codes comes to', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8')
  const { wrongCodesPerAddress } = defaults.limits

  test('is what the README says, with the defaults', () => {
    const odds = oddsOf(wrongCodesPerAddress.max, defaults.tokens.codeDigits)
    const said = /<!-- odds -->(.*?)<!-- \/odds -->/.exec(readme)?.[1]
    expect(said).toBe(`1 in ${Math.round(1 / odds).toLocaleString('en')}`)
  })

  test('is counted by the day, as the README says', () => {
    expect(wrongCodesPerAddress.windowMs).toBe(24 * 60 * 60 * 1_000)
    expect(readme).toContain(
      `A code has ${defaults.tokens.codeDigits} digits, ${defaults.tokens.codeTries} wrong ones end`,
    )
    expect(readme).toContain(`${wrongCodesPerAddress.max} wrong ones in a day's window`)
  })

  test('keeps within what NIST SP 800-63B-4 and OWASP ASVS 5 ask for: 100 in a row at most, 10 minutes at most', () => {
    expect(wrongCodesPerAddress.max).toBeLessThanOrEqual(100)
    expect(defaults.tokens.codeLifetimeMs).toBeLessThanOrEqual(10 * 60 * 1_000)
  })
})
