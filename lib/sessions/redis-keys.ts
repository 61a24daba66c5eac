/** The default of the option `prefix`. Short, because it is in every key. */
export const defaultPrefix = 'mpr'

/** The version of keys and records, after the prefix. Versions share nothing. */
const keyFormat = '2'

/** The beginning of every key of a store. */
export function keysBeginWith(prefix: string): string {
  return `${prefix}${keyFormat}:`
}
