import { createHmac, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { KeyedHash } from '../../lib/sessions/keyed-hash'

const key = randomBytes(32)
const keyed = new KeyedHash(key)
const byNode = (text: string, of: Uint8Array = key) => createHmac('sha256', of).update(text).digest('base64url')

test('it is HMAC-SHA256, whatever the text and however long', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => keyed.of(text) === byNode(text)))
  for (const length of [0, 1, 63, 64, 65, 1_365, 1_366, 4_096, 100_000]) {
    for (const letter of ['a', 'é', '€', '😀'])
      expect(keyed.of(letter.repeat(length))).toBe(byNode(letter.repeat(length)))
  }
})

test('a short text after a long one is hashed alone', () => {
  keyed.of('x'.repeat(1_000))
  expect(keyed.of('y')).toBe(byNode('y'))
})

test('a key is of any length up to a block', () => {
  for (const length of [0, 1, 31, 64]) {
    const other = randomBytes(length)
    expect(new KeyedHash(other).of('text')).toBe(byNode('text', other))
  }
  expect(() => new KeyedHash(randomBytes(65))).toThrow(RangeError)
})

test('nothing of the key is shown', () => {
  const shown = inspect(new KeyedHash(Buffer.from('k'.repeat(32))), { showHidden: true, depth: 5 })
  expect(shown).not.toMatch(/5d|kkk|Buffer/)
  expect(JSON.stringify(keyed)).toBe('{}')
})
