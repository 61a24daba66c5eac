/** The basic character set of 3GPP TS 23.038, section 6.2.1, and the characters of its extension table. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const extension = '^{}\\[~]|€\f'

/** How many septets a text takes; undefined where it is not in the alphabet. */
export function septets(text: string): number | undefined {
  let count = 0
  for (const character of text) {
    if (basic.includes(character)) count += 1
    else if (extension.includes(character)) count += 2
    else return undefined
  }
  return count
}

/** How many SMS a text takes. */
export function segments(text: string): number {
  const length = septets(text)
  if (length !== undefined) return length <= 160 ? 1 : Math.ceil(length / 153)
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67)
}
