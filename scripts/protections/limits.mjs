// Protections in lib/limits/.

/** @type {import('../protections.mjs').Protection[]} */
export const limits = [
  {
    name: 'SMS are limited by prefix, by country and in all',
    file: 'lib/limits/charges.ts',
    find: '  if (limited.length === 0) return nothingCharged',
    replace: '  if (limited.length >= 0) return nothingCharged',
    tests: ['test/limits/charges.test.ts'],
  },
  {
    name: 'A network of IPv6 is a /48 where wrong codes count',
    file: 'lib/limits/client-network.ts',
    find: "return counted === 'wrongCodesPerNetwork' ? letters[counted] : letters[counted] + this.customer",
    replace: 'return letters[counted] + this.customer',
    tests: ['test/limits/network-charge-wrong-codes.test.ts'],
  },
]
