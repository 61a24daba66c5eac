// Functions that read an environment variable. Each throws an error of one clear line if the value is wrong.

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * @param {Environment} env
 * @param {string} name
 * @returns {string | undefined} undefined also if the variable is empty
 */
export function read(env, name) {
  const value = env[name]?.trim()
  return value === '' ? undefined : value
}

/**
 * @param {Environment} env
 * @param {string} name
 */
export function list(env, name) {
  const items = (read(env, name) ?? '').split(',').map((item) => item.trim())
  return items.filter((item) => item !== '')
}

/**
 * @param {Environment} env
 * @param {string} name
 * @param {number} otherwise
 * @param {number} max
 */
export function wholeNumber(env, name, otherwise, max) {
  const value = read(env, name)
  if (value === undefined) return otherwise
  if (!/^\d{1,6}$/.test(value) || Number(value) > max)
    throw new Error(`${name} must be a whole number from 0 to ${max}`)
  return Number(value)
}

/**
 * @template {string} Choice
 * @param {Environment} env
 * @param {string} name
 * @param {readonly [Choice, ...Choice[]]} choices the first is the default
 * @returns {Choice}
 */
export function oneOf(env, name, choices) {
  const value = read(env, name)
  if (value === undefined) return choices[0]
  const choice = choices.find((known) => known === value)
  if (choice === undefined) throw new Error(`${name} must be ${choices.join(' or ')}`)
  return choice
}
