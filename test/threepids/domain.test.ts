import { parseAddress } from '../../lib/senders/mailbox'
import { canonicalDomain } from '../../lib/threepids/domain'
import { canonicalEmailAddress } from '../../lib/threepids/email-address'

const lastCodePoint = 0x10ffff

// Each goes through all of Unicode.
jest.setTimeout(120_000)

/** Both say that it is none, or both the same domain; then what is written to is what was looked up. */
function differs(address: string): boolean {
  const lookedUp = canonicalEmailAddress(address)
  const written = parseAddress(address)
  return domainOf(lookedUp) !== domainOf(written)
}

function domainOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : address.slice(address.lastIndexOf('@') + 1)
}

test('mail with a stored capital ß goes to the domain that was looked up', () => {
  expect(parseAddress('alice@STRAẞE.example')).toBe('alice@xn--strae-oqa.example')
  expect(canonicalEmailAddress('alice@STRAẞE.example')).toBe('alice@xn--strae-oqa.example')
})

test.each([
  ['in a label', (character: string) => `a@x${character}y.example`],
  ['as a label, beside a capital ß', (character: string) => `a@${character}.STRAẞE`],
  ['in the last label', (character: string) => `a@xn--strae-oqa.e${character}`],
  ['in a local part', (character: string) => `a${character}@STRAẞE.example`],
])('of every code point %s, look-up and envelope have the same domain', (_where, addressWith) => {
  const found: string[] = []
  for (let codePoint = 0; codePoint <= lastCodePoint; codePoint += 1)
    if (differs(addressWith(String.fromCodePoint(codePoint)))) found.push(codePoint.toString(16))

  expect(found).toEqual([])
})

test('the form of a form is itself, for every code point', () => {
  const found: string[] = []
  for (let codePoint = 0; codePoint <= lastCodePoint; codePoint += 1) {
    const domain = canonicalDomain(`x${String.fromCodePoint(codePoint)}y.example`)
    if (domain === undefined) continue
    const isSound = canonicalDomain(domain) === domain && /^[a-z0-9.-]+\.example$/.test(domain)
    if (!isSound) found.push(codePoint.toString(16))
  }
  expect(found).toEqual([])
})
