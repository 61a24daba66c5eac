import { isIP, isIPv4 } from 'node:net'

/** The longest that a user ID or a server name may be: the specification bounds both at 255 bytes. */
const maxOfUserId = 255
const plain = /^[!-~]{0,255}$/
/** Controls, line and paragraph separators, invisible and direction-changing format characters, lone surrogates. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu
/**
 * Joiners that a spelling needs: between two letters or their marks, or (one of the two) between pictures that make
 * one.
 */
const joinerInWord = /(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/u
const joinerInEmoji = /(?<=\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\u200d(?=\p{Extended_Pictographic})/u
const invisibleInName = new RegExp(`(?!${joinerInWord.source}|${joinerInEmoji.source})${invisible.source}`, 'gu')
const spaces = /\s+/gu
/** More marks on one letter than any language has: they would cover the lines around. */
const heapsOfMarks = /(\p{M}{4})\p{M}+/gu

/**
 * A value from outside, made fit to stand in a sentence: on one line, without characters that can't be seen or that turn
 * the direction of what follows, and not longer than a user ID may be, unless more is allowed. It can't pass for a URL
 * either: the first URL in a message is the link (`EmailMessage.text`).
 */
export function visibleText(value: string, maxCharacters = maxOfUserId): string {
  return onOneLine(value, invisible, maxCharacters)
}

/**
 * A name that the host chose, made fit to stand in a sentence as `visibleText` does. Joiners stay where they belong to a word or
 * an emoji: Persian and Sinhala are misspelt without them.
 */
export function visibleName(value: string): string {
  return onOneLine(value, invisibleInName, maxOfUserId)
}

function onOneLine(value: string, unwanted: RegExp, maxCharacters: number): string {
  if (plain.test(value) && !value.includes('://')) return value
  const visible = value
    .slice(0, maxCharacters * 4)
    .replace(spaces, ' ')
    .replace(unwanted, '')
    .replace(heapsOfMarks, '$1')
    .replaceAll('://', ':/ /')
    .trim()
  const characters = Array.from(visible)
  return characters.length > maxCharacters ? characters.slice(0, maxCharacters).join('') + '…' : visible
}

/** A URL or a code as it may stand in a text: printable ASCII, which both consist of when this package made them. */
export function printable(value: string): string {
  return value.replace(/[^!-~]/gu, '')
}

/** An IP address for people: without a zone, and an IPv4 address as such; undefined for what is no address. */
export function visibleAddress(value: string | undefined): string | undefined {
  if (value === undefined || isIPv4(value)) return value
  const address = value.replace(/%.*$/su, '').replace(/^::ffff:(?=\d+\.)/iu, '')
  return isIP(address) === 0 ? undefined : address
}

/** The URL, if it has one of these schemes (`https:`) or begins so (`data:image/`). */
export function urlOf(value: string | undefined, ...beginnings: readonly string[]): string | undefined {
  const lower = value?.toLowerCase()
  return beginnings.some((beginning) => lower?.startsWith(beginning)) ? value : undefined
}
