import { distance } from 'fastest-levenshtein'

/** The kind of a value, never the value: it may be a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'string') return value === '' ? 'an empty string' : `a string of ${value.length} characters`
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}

/**
 * The end of a message about an unknown name: the option that was probably meant (`maxage` for `maxAge`), or all that
 * there are.
 */
export function nearMiss(name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((other) => ({ other, apart: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ apart, other }) => apart <= Math.max(2, other.length / 4))
    .sort((one, two) => one.apart - two.apart)
  if (nearest) return `; did you mean \`${nearest.other}\`?`
  return known.length > 0 ? `; there are ${known.join(', ')}` : ''
}
