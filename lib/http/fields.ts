import type { Fields } from './body'
import { MatrixError } from './matrix-error'

type FieldType = 'string' | 'number' | 'boolean' | 'object'

/** The rule for a field: its type, and whether it is required. */
interface FieldRule {
  readonly type: FieldType
  readonly required?: true
}

type ValueOf<Rule extends FieldRule> = {
  string: string
  number: number
  boolean: boolean
  object: Fields
}[Rule['type']]

type FieldsOf<Rules extends Readonly<Record<string, FieldRule>>> = {
  readonly [Name in keyof Rules]: Rules[Name] extends { required: true }
    ? ValueOf<Rules[Name]>
    : ValueOf<Rules[Name]> | undefined
}

/**
 * Takes the fields that the rules name from a body, and no others. First all types are checked, then what is missing,
 * in the order of docs/errors.md. An optional `null` counts as absent.
 *
 * @param missing the errcode for a missing field: those of the Client-Server API and the Identity Service API differ by
 * a letter
 * @throws MatrixError 400 `M_BAD_JSON`, 400 `missing`
 */
export function takeFields<Rules extends Readonly<Record<string, FieldRule>>>(
  body: Fields,
  rules: Rules,
  missing: 'M_MISSING_PARAM' | 'M_MISSING_PARAMS',
): FieldsOf<Rules> {
  const names = Object.keys(rules)
  const taken = Object.fromEntries(names.map((name) => [name, takeField(body, name, rules[name])]))
  const absent = names.filter((name) => rules[name]?.required && taken[name] === undefined)
  if (absent.length > 0) throw new MatrixError(400, missing, `Missing: ${absent.join(', ')}`)
  return taken as FieldsOf<Rules>
}

function takeField(body: Fields, name: string, rule: FieldRule | undefined): unknown {
  const value = Object.hasOwn(body, name) ? body[name] : undefined
  if (value === undefined || (value === null && !rule?.required)) return undefined
  if (!isOfType(value, rule?.type))
    throw new MatrixError(400, 'M_BAD_JSON', `${name} must be of type ${String(rule?.type)}`)
  return value
}

function isOfType(value: unknown, type: FieldType | undefined): boolean {
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return typeof value === type
}
