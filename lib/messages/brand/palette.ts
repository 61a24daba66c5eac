import { brandColors, type BrandColors, type Color } from './colors'

/** The colors of mails and pages in one scheme. Soft and strong text keep 4.5:1 on page, card and box. */
export interface Palette extends BrandColors {
  readonly page: Color
  readonly card: Color
  /** Behind the facts and the code. */
  readonly box: Color
  readonly text: Color
  readonly soft: Color
  readonly line: Color
  /** The edge of an input: 3:1 on the card (WCAG 2.2, 1.4.11). */
  readonly edge: Color
  readonly error: Color
  readonly errorBox: Color
}

export interface Palettes {
  readonly light: Palette
  readonly dark: Palette
}

const light = {
  page: '#f1f3f6',
  card: '#ffffff',
  box: '#f1f3f6',
  text: '#16191d',
  soft: '#4d545e',
  line: '#d5dae1',
  edge: '#6f7782',
  error: '#a81e17',
  errorBox: '#fdeeed',
} as const

const dark = {
  page: '#101215',
  card: '#1b1e23',
  box: '#272b32',
  text: '#f2f4f6',
  soft: '#b9c0ca',
  line: '#3b414b',
  edge: '#8c94a0',
  error: '#ffb4ab',
  errorBox: '#3a2220',
} as const

const defaultColor = '#0b5cad'
const hexColor = /^#[0-9a-f]{6}$/iu

/** A brand's palettes; its color keeps its contrast in both. */
export function palettesFor(color: Color | undefined): Palettes {
  const base = color !== undefined && hexColor.test(color) ? color : defaultColor
  return {
    light: { ...light, ...brandColors(base, [light.page, light.card, light.box]) },
    dark: { ...dark, ...brandColors(base, [dark.page, dark.card, dark.box]) },
  }
}
