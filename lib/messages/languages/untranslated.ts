import type { Words } from '../words'
import { en } from './en'

/** Words of which some are still missing. */
export type Untranslated<T> = T extends ((...args: never) => unknown) | readonly unknown[]
  ? T
  : { readonly [Name in keyof T]?: Untranslated<T[Name]> }

/**
 * Fills in what a language has no words for yet, in English. A language that is whole doesn't need it: its files are then of
 * the types `MailWords`, `SmsWords`, `PageWords` and `ResetPageWords`, and the compiler says what is missing.
 */
export function untranslated(words: Untranslated<Words> & Pick<Words, 'language' | 'direction' | 'formats'>): Words {
  return filledIn(en, words) as Words
}

function filledIn(english: unknown, translated: unknown): unknown {
  if (translated === undefined) return english
  if (!isGroup(english) || !isGroup(translated)) return translated
  const names = Object.keys(english)
  return Object.fromEntries(names.map((name) => [name, filledIn(english[name], translated[name])]))
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
