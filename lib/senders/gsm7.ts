/** How many segments a short message is sent in (3GPP TS 23.038 and TS 23.040). */
interface SmsSize {
  readonly encoding: 'gsm7' | 'ucs2'
  /** In septets for GSM-7, in UTF-16 code units for UCS-2. */
  readonly length: number
  /** How many messages are charged. An empty text is one. */
  readonly segments: number
}

/** Whether every character of `text` is in the GSM 7-bit default alphabet or its extension table (3GPP TS 23.038, 6.2.1). */
export function isGsm7(text: string): boolean {
  return septetsOf(text) !== undefined
}

/**
 * The length of `text` in septets: one for a character of the default alphabet; two (an escape and the character) for a
 * character of the extension table.
 *
 * @returns undefined if a character is in neither
 */
export function septetsOf(text: string): number | undefined {
  let septets = 0
  for (const character of text) {
    const size = septetsOfCharacter(character)
    if (size === undefined) return undefined
    septets += size
  }
  return septets
}

/** The encoding that `text` needs, its length in it, and the number of segments. */
export function smsSizeOf(text: string): SmsSize {
  const septets = septetsOf(text)
  return septets === undefined
    ? { encoding: 'ucs2', length: text.length, segments: segmentsOf(text, (character) => character.length, 70, 67) }
    : {
        encoding: 'gsm7',
        length: septets,
        segments: segmentsOf(text, (character) => septetsOfCharacter(character) ?? 1, 160, 153),
      }
}

/** The default alphabet in the order of its codes, without 0x1B: that is the escape to the extension table. */
const defaultAlphabet = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extensionTable = new Set('\f^{}\\[~]|€')

function septetsOfCharacter(character: string): 1 | 2 | undefined {
  if (defaultAlphabet.has(character)) return 1
  return extensionTable.has(character) ? 2 : undefined
}

/**
 * Each part of a concatenated message has six octets less, for its header. A character of two units is never split, so
 * the parts are filled one by one instead of dividing the length.
 */
function segmentsOf(text: string, unitsOf: (character: string) => number, alone: number, part: number): number {
  let total = 0
  let parts = 1
  let filled = 0
  for (const character of text) {
    const units = unitsOf(character)
    total += units
    if (filled + units > part) {
      parts += 1
      filled = 0
    }
    filled += units
  }
  return total <= alone ? 1 : parts
}
