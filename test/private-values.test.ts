import { inspect } from 'node:util'
import { privateValuesOf } from '../lib/private-values'

test('those of a request stay its own, and are not shown where the request is', () => {
  const [request, other] = [{}, {}]
  privateValuesOf(request).add('tok_that_was_made', { nested: 'bob@example.org' })
  expect(privateValuesOf(request).hiddenIn('to bob@example.org')).toBe('to [private]')
  expect(privateValuesOf(other).hiddenIn('to bob@example.org')).toBe('to bob@example.org')
  expect(inspect(request, { showHidden: true, depth: 10 })).not.toMatch(/tok_|bob@/)
  expect(JSON.stringify(request)).toBe('{}')
})
