/** A color as `#rrggbb`. */
export type Color = string

/** A brand's color, adapted to its backgrounds so that it can be read there. */
export interface BrandColors {
  /** For links and other text: 4.5:1 or more against every background given (WCAG 2.2, 1.4.3). */
  readonly link: Color
  /** The background of a button: the color unchanged. */
  readonly button: Color
  /** The edge of a button: 3:1 or more against every background given (1.4.11). */
  readonly buttonEdge: Color
  /** The text on a button: 4.5:1 or more against `button`. */
  readonly buttonText: Color
}

type Channels = readonly [number, number, number]

const textContrast = 4.5
const shapeContrast = 3
/** In how many steps a color is moved towards black or white. */
const steps = 24

/** Moves a color towards black or white, only as far as its contrast on these backgrounds needs. */
export function brandColors(color: Color, backgrounds: readonly Color[]): BrandColors {
  return {
    link: readableOn(color, backgrounds, textContrast),
    button: color,
    buttonEdge: readableOn(color, backgrounds, shapeContrast),
    buttonText: textOn(color),
  }
}

/** WCAG 2.2's contrast ratio: from 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const a = luminance(one)
  const b = luminance(other)
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function readableOn(color: Color, backgrounds: readonly Color[], ratio: number): Color {
  const dark = backgrounds.every((background) => luminance(background) < 0.18)
  for (let step = 0; step < steps; step++) {
    const candidate = mix(color, dark ? '#ffffff' : '#000000', step / steps)
    if (backgrounds.every((background) => contrast(candidate, background) >= ratio)) return candidate
  }
  return dark ? '#ffffff' : '#000000'
}

/** White if it can be read on this background, otherwise black. On every color one of the two has 4.58:1 or more. */
function textOn(background: Color): Color {
  return contrast('#ffffff', background) >= textContrast ? '#ffffff' : '#000000'
}

/** WCAG 2.2's relative luminance: from 0 (black) to 1 (white). */
function luminance(color: Color): number {
  const [red, green, blue] = channels(color)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function mix(color: Color, other: Color, share: number): Color {
  const to = channels(other)
  const mixed = channels(color).map((channel, index) => Math.round(channel + ((to[index] ?? 0) - channel) * share))
  return '#' + mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')
}

function channels(color: Color): Channels {
  const number = Number.parseInt(color.slice(1), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}
