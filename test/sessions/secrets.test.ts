import fc from 'fast-check'
import { newCode, newLinkToken, SecretKeys } from '../../lib/sessions/secrets'

const keys = new SecretKeys('a secret of thirty-two characters')
const others = new SecretKeys('another one of 32 characters or so')

describe('a tag', () => {
  test('is of 128 bits, in letters that a sid may have', () => {
    expect(keys.tag('use', 'part')).toMatch(/^[\w-]{22}$/)
    expect(Buffer.from(keys.tag('use', 'part'), 'base64url')).toHaveLength(16)
  })

  test('is the same for the same parts, and needs the secret', () => {
    expect(keys.tag('use', 'part')).toBe(keys.tag('use', 'part'))
    expect(keys.tag('use', 'part')).not.toBe(others.tag('use', 'part'))
  })

  test('tells lists of parts apart, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.array(fc.string({ unit: 'grapheme' })),
        (one, other) => {
          fc.pre(JSON.stringify(one) !== JSON.stringify(other))
          return keys.tag('use', ...one) !== keys.tag('use', ...other)
        },
      ),
    )
    expect(keys.tag('use', 'a', 'bc')).not.toBe(keys.tag('use', 'ab', 'c'))
    expect(keys.tag('use', 'a:1:b')).not.toBe(keys.tag('use', 'a', 'b'))
    expect(keys.tag('usea', 'b')).not.toBe(keys.tag('use', 'ab'))
  })
})

describe('a seal', () => {
  test('opens to what was sealed, at its own place and with its own secret alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
        const sealed = keys.seal(text, place)
        return (
          keys.open(sealed, place) === text &&
          keys.open(sealed, `${place} `) === undefined &&
          others.open(sealed, place) === undefined
        )
      }),
    )
  })

  test('shows nothing of the text, nor that two texts are the same', () => {
    const [one, other] = [keys.seal('alice@example.org', 'here'), keys.seal('alice@example.org', 'here')]
    expect(one).not.toBe(other)
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('alice')
  })

  test('does not open once any of its bytes is another', () => {
    const sealed = keys.seal('{"userId":"@alice:localhost"}', 'here')
    const changed = Array.from(
      sealed,
      (letter, i) => sealed.slice(0, i) + (letter === 'A' ? 'B' : 'A') + sealed.slice(i + 1),
    )
    // The last letter of base64url may hold bits that no byte has.
    const opened = changed.slice(0, -1).map((text) => keys.open(text, 'here'))
    expect(opened).toEqual(opened.map(() => undefined))
    expect(keys.open('', 'here')).toBeUndefined()
    expect(keys.open(sealed.slice(0, 10), 'here')).toBeUndefined()
  })
})

describe('tokens', () => {
  test('of a link have 128 bits at least', () => {
    expect(Buffer.from(newLinkToken(), 'base64url').length * 8).toBeGreaterThanOrEqual(128)
    expect(new Set(Array.from({ length: 1_000 }, newLinkToken)).size).toBe(1_000)
  })

  test('of a code have as many digits as were asked for, zeros in front included', () => {
    const codes = Array.from({ length: 5_000 }, () => newCode(6))
    expect(codes.filter((code) => !/^\d{6}$/.test(code))).toEqual([])
    expect(codes.some((code) => code.startsWith('0'))).toBe(true)
    expect(new Set(codes.map((code) => code[0])).size).toBe(10)
  })
})
