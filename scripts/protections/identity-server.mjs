// Protections in lib/identity-server/.

/** @type {import('../protections.mjs').Protection[]} */
export const identityServer = [
  {
    name: 'Special addresses are refused to a server that stands on no list',
    file: 'lib/identity-server/guarded-lookup.ts',
    find: 'addresses.filter(({ address }) => !isForbidden(address))',
    replace: 'addresses.filter(({ address }) => address !== "")',
    tests: ['test/identity-server/guarded-lookup.test.ts'],
  },
  {
    name: 'Redirects of an identity server are not followed',
    file: 'lib/identity-server/upstream-answer.ts',
    find: '  if (status >= 300 && status < 400)',
    replace: '  if (status >= 1_000)',
    tests: ['test/identity-server/guarded-fetch.test.ts'],
  },
  {
    name: 'One question a second about a session',
    file: 'lib/identity-server/questions.ts',
    find: '!isFresh && this.now() - last.askedAt < holdsMs',
    replace: 'isFresh',
    tests: ['test/proxy/attacks.test.ts', 'test/identity-server/questions.test.ts'],
  },
  {
    name: 'The certificate of an identity server is checked whatever the environment says',
    file: 'lib/identity-server/guarded-fetch.ts',
    find: 'rejectUnauthorized: true, ',
    replace: '',
    tests: ['test/identity-server/guarded-fetch-tls.test.ts'],
  },
]
