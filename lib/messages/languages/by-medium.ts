import type { Medium } from '../../threepids/threepid'

/**
 * One text for each medium. The two differ only in what the language calls an email address and a phone number
 * (`nouns`).
 */
export function byMedium<T>(
  nouns: Readonly<Record<Medium, string>>,
  say: (noun: string) => T,
): Readonly<Record<Medium, T>> {
  return { email: say(nouns.email), msisdn: say(nouns.msisdn) }
}
