import { canonicalAddress } from '../../lib/threepids/canonical-address'
import type { Medium } from '../../lib/threepids/threepid'

test.each([
  ['email', 'Strauß@Example.com', 'strauss@example.com'],
  ['email', 'alice@example.org', 'alice@example.org'],
  ['email', '447400123456', undefined],
  ['email', 'Alice <alice@example.org>', undefined],
  ['msisdn', '447400123456', '447400123456'],
  ['msisdn', '+447400123456', '447400123456'],
  ['msisdn', '07400123456', undefined],
  ['msisdn', 'alice@example.org', undefined],
] as const)('%s %s: %s', (medium, address, canonical) => expect(canonicalAddress(medium, address)).toBe(canonical))

test.each([[undefined], [null], [447400123456], [['447400123456']], [{ toString: () => '447400123456' }]])(
  'only a string is an address: %j',
  (address) => {
    expect(canonicalAddress('msisdn', address)).toBeUndefined()
    expect(canonicalAddress('email', address)).toBeUndefined()
  },
)

test('a medium that there is not has no addresses', () => {
  for (const medium of ['phone', 'Email', '__proto__']) {
    expect(canonicalAddress(medium as Medium, '447400123456')).toBeUndefined()
    expect(canonicalAddress(medium as Medium, 'alice@example.org')).toBeUndefined()
  }
})
