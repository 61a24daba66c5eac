// Protections in lib/messages/.

/** @type {import('../protections.mjs').Protection[]} */
export const messages = [
  {
    name: 'Values are escaped in HTML',
    file: 'lib/messages/text/html.ts',
    find: "return special.test(value) ? value.replace(specials, (character) => entities[character] ?? '') : value",
    replace: 'return value',
    tests: ['test/messages/messages-hostile-values.test.ts', 'test/messages/pages.test.ts'],
  },
  {
    name: "A next_link of an app's own scheme is compared by its host",
    file: 'lib/messages/brand/app-url.ts',
    find: '`${url.protocol}//${url.host}`',
    replace: '`${url.protocol}//`',
    tests: ['test/http/next-link.test.ts'],
  },
]
