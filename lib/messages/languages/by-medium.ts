import type { Medium } from '../../threepids/threepid'

/** The same words for an email address and a phone number; `things` are what a language calls the two. */
export function byMedium<T>(
  things: Readonly<Record<Medium, string>>,
  say: (thing: string) => T,
): Readonly<Record<Medium, T>> {
  return { email: say(things.email), msisdn: say(things.msisdn) }
}
