import type { Medium } from '../../threepids/threepid'

/** One text for an email address and one for a phone number, which differ only in what the language calls the two (`things`). */
export function byMedium<T>(
  things: Readonly<Record<Medium, string>>,
  say: (thing: string) => T,
): Readonly<Record<Medium, T>> {
  return { email: say(things.email), msisdn: say(things.msisdn) }
}
