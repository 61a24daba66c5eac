import fc from 'fast-check'
import { brandColors, contrast } from '../../lib/messages/brand/colors'
import { palettesFor } from '../../lib/messages/brand/palette'

const color = fc.integer({ min: 0, max: 0xffffff }).map((number) => '#' + number.toString(16).padStart(6, '0'))

describe('colors', () => {
  test('contrast is WCAG’s', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2)
    expect(contrast('#ffffff', '#ffffff')).toBe(1)
  })

  test('of any brand can be read, in light and in dark', () => {
    fc.assert(
      fc.property(color, (brand) => {
        for (const palette of Object.values(palettesFor(brand))) {
          for (const background of [palette.page, palette.card, palette.box]) {
            expect(contrast(palette.link, background)).toBeGreaterThanOrEqual(4.5)
            expect(contrast(palette.buttonEdge, background)).toBeGreaterThanOrEqual(3)
          }
          expect(contrast(palette.buttonText, palette.button)).toBeGreaterThanOrEqual(4.5)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('of the texts can be read', () => {
    for (const palette of Object.values(palettesFor(undefined))) {
      for (const background of [palette.page, palette.card, palette.box]) {
        expect(contrast(palette.text, background)).toBeGreaterThanOrEqual(7)
        expect(contrast(palette.soft, background)).toBeGreaterThanOrEqual(4.5)
      }
      expect(contrast(palette.edge, palette.card)).toBeGreaterThanOrEqual(3)
      expect(contrast(palette.error, palette.errorBox)).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('stay as they are where they can be read', () => {
    expect(brandColors('#0b5cad', ['#ffffff'])).toEqual({
      link: '#0b5cad',
      button: '#0b5cad',
      buttonEdge: '#0b5cad',
      buttonText: '#ffffff',
    })
    expect(palettesFor('red; } body { display: none').light.button).toBe(palettesFor(undefined).light.button)
  })
})
