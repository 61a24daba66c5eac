import fc from 'fast-check'
import { isGsm7, septetsOf, smsSizeOf } from '../../lib/senders/gsm7'

/** 3GPP TS 23.038, 6.2.1: the default alphabet row by row, 0x00 to 0x7F; U+001B stands for the escape. */
const table =
  '@£$¥èéùìòÇ\nØø\rÅå' +
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./' +
  '0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNO' +
  'PQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmno' +
  'pqrstuvwxyzäöñüà'
const extension = '\f^{}\\[~]|€'

test('of all of Unicode 127 characters take one septet, 10 take two, and no other fits', () => {
  expect([...table]).toHaveLength(128)
  const one: string[] = []
  const two: string[] = []
  for (let point = 0; point <= 0x10ffff; point += 1) {
    const character = String.fromCodePoint(point)
    const septets = septetsOf(character)
    if (septets === 1) one.push(character)
    if (septets === 2) two.push(character)
  }
  expect(one.sort()).toEqual([...table.replace('\u001b', '')].sort())
  expect(two.sort()).toEqual([...extension].sort())
})

test.each([
  ['', { encoding: 'gsm7', length: 0, segments: 1 }],
  ['a'.repeat(160), { encoding: 'gsm7', length: 160, segments: 1 }],
  ['a'.repeat(161), { encoding: 'gsm7', length: 161, segments: 2 }],
  ['a'.repeat(306), { encoding: 'gsm7', length: 306, segments: 2 }],
  ['a'.repeat(307), { encoding: 'gsm7', length: 307, segments: 3 }],
  ['€'.repeat(80), { encoding: 'gsm7', length: 160, segments: 1 }],
  // 76 pairs fit in 153 septets, a 77th would be cut in two.
  ['€'.repeat(153), { encoding: 'gsm7', length: 306, segments: 3 }],
  ['ж'.repeat(70), { encoding: 'ucs2', length: 70, segments: 1 }],
  ['ж'.repeat(71), { encoding: 'ucs2', length: 71, segments: 2 }],
  ['ж'.repeat(134), { encoding: 'ucs2', length: 134, segments: 2 }],
  ['🔑'.repeat(35), { encoding: 'ucs2', length: 70, segments: 1 }],
  // 33 pairs fit in 67 units, a 34th would be cut in two.
  ['🔑'.repeat(67), { encoding: 'ucs2', length: 134, segments: 3 }],
])('%#: how a text is cut', (text, size) => {
  expect(smsSizeOf(text)).toEqual(size)
})

test('a text is GSM-7 if each of its characters is, and its septets add up', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...table, ...extension),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    ),
  })
  const property = fc.property(text, (value) => {
    const sizes = [...value].map(septetsOf)
    expect(isGsm7(value)).toBe(sizes.every((size) => size !== undefined))
    if (isGsm7(value)) expect(septetsOf(value)).toBe(sizes.reduce((sum: number, size) => sum + (size ?? 0), 0))
  })
  fc.assert(property)
})
