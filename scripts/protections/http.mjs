// Protections in lib/http/.

/** @type {import('../protections.mjs').Protection[]} */
export const http = [
  {
    name: 'A field of a query or form is there once',
    file: 'lib/http/body.ts',
    find: '    if (fields.has(name)) throw repeated()',
    replace: '',
    tests: ['test/http/body.test.ts', 'test/http/submit-token.test.ts'],
  },
  {
    name: 'A body has a bound',
    file: 'lib/http/body.ts',
    find: 'const maxBytes = 16 * 1024',
    replace: 'const maxBytes = 16 * 1024 * 1024',
    tests: ['test/http/body.test.ts'],
  },
  {
    name: 'A log line holds nothing that its request brought',
    file: 'lib/http/body.ts',
    find: '  privateValuesOf(request).add(fields)\n',
    replace: '',
    tests: ['test/abuse/private-values.test.ts'],
  },
  {
    name: 'A body that a host parsed is measured without a call to itself',
    file: 'lib/http/body.ts',
    find: 'return isLarger(parsed, maxBytes)',
    replace: 'return isLarger(JSON.stringify(parsed), maxBytes)',
    tests: ['test/http/body-parsed.test.ts'],
  },
  {
    name: 'Every field has its type',
    file: 'lib/http/fields.ts',
    find: '  return typeof value === type',
    replace: '  return value === value',
    tests: ['test/http/body.test.ts', 'test/http/request-token.test.ts'],
  },
  {
    name: 'Fields that a body inherited are none',
    file: 'lib/http/fields.ts',
    find: 'Object.hasOwn(body, name) ? body[name] : undefined',
    replace: 'body[name]',
    tests: ['test/http/body-parsed.test.ts'],
  },
  {
    name: 'Pages are not framed',
    file: 'lib/http/answer.ts',
    find: `    "frame-ancestors 'none'",`,
    replace: '',
    tests: ['test/http/routes-pages.test.ts', 'test/http/confirm.test.ts'],
  },
  {
    name: 'No other site shows a page in a frame',
    file: 'lib/http/answer.ts',
    find: "  'X-Frame-Options': 'DENY',\n",
    replace: '',
    tests: ['test/http/routes-page-frames.test.ts'],
  },
  {
    name: 'Two cookies of one name count as none',
    file: 'lib/http/cookies.ts',
    find: 'values.length === 1 ?',
    replace: 'values.length >= 1 ?',
    tests: ['test/http/reset-page/reset-page-guards.test.ts'],
  },
]
