import { distance } from 'fastest-levenshtein'
import type { ObjectSchema, ValidationErrorItem } from 'joi'

/**
 * Checks the options of a factory, all at once.
 *
 * @param factory the factory's name, for the message
 * @throws TypeError naming each option that is wrong, unknown or missing, the kind of value that came, and the mend; never
 * a value itself, which may be a secret
 */
export function checkOptions(factory: string, schema: ObjectSchema, options: unknown): void {
  const { error } = schema.validate(options ?? null, { abortEarly: false, convert: false })
  if (!error) return
  const complaints = error.details.map((detail) => complaintOf(detail, schema, options))
  throw optionsError(factory, complaints)
}

export function optionsError(factory: string, complaints: readonly string[]): TypeError {
  return new TypeError(`${factory}: ${[...new Set(complaints)].join('; ')}`)
}

function complaintOf({ path, type, message }: ValidationErrorItem, schema: ObjectSchema, options: unknown): string {
  const name = path.length === 0 ? 'its argument' : `\`${pathName(path)}\``
  if (type === 'object.unknown') return `there is no option ${name}${nearMiss(path, schema)}`
  return `${name} ${message}; what came is ${kindOf(valueAt(options, path))}`
}

/** The option that was probably meant: `maxage` for `maxAge`. */
function nearMiss(path: readonly (string | number)[], schema: ObjectSchema): string {
  const name = String(path.at(-1))
  const known = knownNames(path.slice(0, -1), schema)
  const [nearest] = known
    .map((other) => ({ other, apart: distance(name.toLowerCase(), other.toLowerCase()) }))
    .filter(({ apart, other }) => apart <= Math.max(2, other.length / 4))
    .sort((one, two) => one.apart - two.apart)
  if (nearest) return `; did you mean \`${nearest.other}\`?`
  return known.length > 0 ? `; there are ${known.join(', ')}` : ''
}

interface Described {
  readonly keys?: Readonly<Record<string, Described>>
}

function knownNames(path: readonly (string | number)[], schema: ObjectSchema): string[] {
  let described: Described | undefined = schema.describe() as Described
  for (const step of path) described = described?.keys?.[step]
  return Object.keys(described?.keys ?? {})
}

function pathName(path: readonly (string | number)[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`
    return name === '' ? step : `${name}.${step}`
  }, '')
}

function valueAt(options: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined,
    options,
  )
}

/** The kind of a value, never the value. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'string') return value === '' ? 'an empty string' : `a string of ${value.length} characters`
  if (typeof value === 'object') return 'an object'
  return `a ${typeof value}`
}
