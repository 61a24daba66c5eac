/** A change of a numbering plan that gave every mobile number of a kind one new form. */
interface RenumberedPlan {
  /** A number before the change, with its country code. */
  readonly former: RegExp
  /** The same number after the change. */
  readonly current: string
}

/**
 * Changes that one line can describe, and after which nobody has the former numbers. Left out are changes that need a
 * table of networks (Ivory Coast, Vietnam), and those that libphonenumber knows (Argentina).
 */
const renumberedPlans: readonly RenumberedPlan[] = [
  // Mexico, 2019: the 1 in front of a mobile number went.
  { former: /^521([2-9][0-9]{9})$/, current: '52$1' },
  // Brazil, 2012 to 2016: mobile numbers of eight digits got a 9 behind the area code.
  { former: /^55([1-9]{2})([6-9][0-9]{7})$/, current: '55$19$2' },
  // Benin, 2024: all numbers got 01 in front.
  { former: /^229([4-9][0-9]{7})$/, current: '22901$1' },
]

/**
 * The present form of a number of a former plan; undefined for any other number. Both are E.164 digits, and neither has
 * to be valid.
 */
export function currentFormOf(digits: string): string | undefined {
  const plan = renumberedPlans.find(({ former }) => former.test(digits))
  return plan && digits.replace(plan.former, plan.current)
}
