// Protections in lib/threepids/.

/** @type {import('../protections.mjs').Protection[]} */
export const threepids = [
  {
    name: 'Full case folding, not lower case',
    file: 'lib/threepids/email-address.ts',
    find: 'const folded = caseFold(text)',
    replace: 'const folded = text.toLowerCase()',
    tests: ['test/threepids/email-address.test.ts', 'test/http/request-token-addresses.test.ts'],
  },
]
