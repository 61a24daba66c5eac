import { codeAsTyped, tokenAsTyped } from '../../lib/sessions/typed-code'
import { withAsciiDigits } from '../../lib/threepids/typed-text'

test('the digits of every script are 0 to 9, in the order in which Unicode has them', () => {
  const values: string[] = []
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint += 1) {
    const character = String.fromCodePoint(codePoint)
    if (/\p{Nd}/u.test(character)) values.push(withAsciiDigits(character))
  }
  expect(values.length).toBeGreaterThan(600)
  expect(values.join('')).toBe('0123456789'.repeat(values.length / 10))
})

test('mathematical digits, whose rows touch, are what they look like', () => {
  for (let codePoint = 0x1d7ce; codePoint <= 0x1d7ff; codePoint += 1) {
    const character = String.fromCodePoint(codePoint)
    expect(withAsciiDigits(character)).toBe(character.normalize('NFKC'))
  }
})

test('what is no digit of a script stays', () => {
  for (const text of ['²', '①', 'Ⅴ', '五', '½', '𒐀', 'O', '']) expect(withAsciiDigits(text)).toBe(text)
})

test.each([
  ['123456', '123456'],
  ['“123 456.”', '123456'],
  ['123456a', '123456a'],
  [' 12345 6x ', ' 12345 6x '],
  ['', undefined],
  ['.', undefined],
  ['abc', undefined],
])('the code %j is %j', (typed, code) => expect(codeAsTyped(typed)).toBe(code))

test.each([
  [' 123456\n', '123456'],
  ['\u2068ab cd\u2069', 'ab cd'],
  ['"123456."', '"123456."'],
  ['１２３', '１２３'],
  ['abc', 'abc'],
  [' \u200b', ' \u200b'],
])('to an identity server %j goes as %j', (typed, token) => expect(tokenAsTyped(typed)).toBe(token))
