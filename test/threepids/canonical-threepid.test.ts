import fc from 'fast-check'
import { canonicalThreepid, type Threepid } from '../../lib'

test.each([
  ['email', 'Strauß@example.com', 'strauss@example.com'],
  ['email', 'me@müller.example', 'me@xn--mller-kva.example'],
  ['email', 'ME@MÜLLER.EXAMPLE', 'me@xn--mller-kva.example'],
  ['email', ' alice@example.org\u200e', 'alice@example.org'],
  ['email', 'alice@STRAẞE.example', 'alice@xn--strae-oqa.example'],
  ['email', 'al\u200bice@example.org', null],
  ['email', 'alice@localhost', null],
  ['email', 'Alice <alice@example.org>', null],
  ['email', '+447400123456', null],
  ['msisdn', '+44 7400 123456', '447400123456'],
  ['msisdn', '447400123456', '447400123456'],
  ['msisdn', '44 7400 123456', '447400123456'],
  ['msisdn', '+44 (0)7400 123-456', '447400123456'],
  ['msisdn', '\u202a+٤٤ ٧٤٠٠ ١٢٣٤٥٦\u202c', '447400123456'],
  ['msisdn', '07400 123456', null],
  ['msisdn', '00447400123456', null],
  ['msisdn', '+44 20 7946 0958', null],
  ['msisdn', '+44 7400 123456 x5', null],
  ['msisdn', 'alice@example.org', null],
] as const)('%s %s: %s', (medium, address, canonical) => {
  expect(canonicalThreepid({ medium, address })).toEqual(canonical === null ? null : { medium, address: canonical })
})

test.each([
  ['Mexico, with the 1 of mobile numbers', '+52 1 55 1234 5678', '525512345678'],
  ['the same, of three digits', '5212221234567', '522221234567'],
  ['Argentina, with the 15 of mobile numbers', '+54 11 15 2345-6789', '5491123456789'],
  ['Brazil, of eight digits', '+55 11 8765-4321', '5511987654321'],
  ['Benin, of eight digits', '+229 97 12 34 56', '2290197123456'],
  ['Mexico today', '+52 55 1234 5678', '525512345678'],
  ['Brazil today', '+55 11 98765-4321', '5511987654321'],
  ['Benin today', '+229 01 97 12 34 56', '2290197123456'],
  ['Mexico, a 1 too many', '+52 1 1 55 1234 5678', null],
  ['Brazil, a landline', '+55 11 3765-4321', null],
])('a number of %s', (_what, address, canonical) => {
  const expected = canonical === null ? null : { medium: 'msisdn', address: canonical }
  expect(canonicalThreepid({ medium: 'msisdn', address })).toEqual(expected)
})

const throwing = {
  get medium(): string {
    throw new Error('no medium')
  },
}
const revoked = Proxy.revocable({}, {})
revoked.revoke()

test.each([
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
  ['a string', 'alice@example.org'],
  ['a symbol', Symbol('x')],
  ['a function', () => undefined],
  ['nothing in it', {}],
  ['no address', { medium: 'email' }],
  ['no medium', { address: 'alice@example.org' }],
  ['another medium', { medium: 'phone', address: '+447400123456' }],
  ['a medium of the prototype', { medium: '__proto__', address: 'alice@example.org' }],
  ['a medium that is an object', { medium: { toString: () => 'email' }, address: 'alice@example.org' }],
  ['an address that is a list', { medium: 'email', address: ['alice@example.org'] }],
  ['an address that is an object', { medium: 'email', address: { toString: () => 'alice@example.org' } }],
  ['an address that is a number', { medium: 'msisdn', address: 447400123456 }],
  ['a String', { medium: 'email', address: new String('alice@example.org') }],
  ['a getter that throws', throwing],
  ['a revoked proxy', revoked.proxy],
])('null for %s', (_what, threepid) => expect(canonicalThreepid(threepid as Threepid)).toBeNull())

test('whatever comes, it answers, and what it answers is canonical', () => {
  const medium = fc.constantFrom('email', 'msisdn')
  const address = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })).map((parts) => parts.join('@') + '.org'),
    fc.string({ unit: fc.constantFrom(...'+0123456789 ()-.\u200b٤７x'), maxLength: 30 }),
  )
  fc.assert(
    fc.property(fc.oneof(fc.record({ medium, address }), fc.anything()), (threepid) => {
      const canonical = canonicalThreepid(threepid as Threepid)
      if (canonical !== null) expect(canonicalThreepid(canonical)).toEqual(canonical)
    }),
    { numRuns: 2_000 },
  )
})

test('a long text is answered at once, whatever is in it', () => {
  for (const part of ['a', ' ', '\u200b', 'a ', '1', '+', '\u200b1', '@', '٤']) {
    for (const medium of ['email', 'msisdn'] as const)
      expect(canonicalThreepid({ medium, address: part.repeat(500_000) })).toBeNull()
  }
})
