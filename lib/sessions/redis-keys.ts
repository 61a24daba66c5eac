/** What keys begin with where the option `prefix` says nothing else. Short: it stands in every key. */
export const defaultPrefix = 'mpr'

/** The version of keys and records, behind the prefix. Another one shares nothing with it. */
const keyFormat = '2'

/** What every key of a store begins with. */
export function keysBeginWith(prefix: string): string {
  return `${prefix}${keyFormat}:`
}
