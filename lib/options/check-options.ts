import type { ObjectSchema, ValidationErrorItem } from 'joi'
import { kindOf, nearMiss } from '../option-complaints'

/**
 * Checks all options of a factory at once.
 *
 * @param factory the factory's name, for the message
 * @throws TypeError that names each option that is wrong, unknown or missing, the kind of value that came, and the fix;
 * never a value, because it may be a secret
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
  if (type === 'object.unknown')
    return `there is no option ${name}${nearMiss(String(path.at(-1)), knownNames(path.slice(0, -1), schema))}`
  return `${name} ${message}; what came is ${kindOf(valueAt(options, path))}`
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
