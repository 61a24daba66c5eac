// Warns of environment variables that are probably misspelled, such as REDIS_URI for REDIS_URL. Other unknown variables are
// ignored, because an environment has many.
import { distance } from 'fastest-levenshtein'

const known = [
  ...['HOST', 'PORT', 'PUBLIC_BASE_URL', 'TRUST_PROXY', 'LIMITS', 'REDIS_URL', 'REDIS_CLIENT', 'RESET_SECRET'],
  ...['SENDGRID_API_KEY', 'SENDGRID_BASE_URL', 'SMTP_URL', 'EMAIL_FROM', 'EMAIL_DELIVER'],
  ...['VONAGE_API_KEY', 'VONAGE_API_SECRET', 'VONAGE_BASE_URL', 'VONAGE_FROM', 'SMS_DELIVER', 'SMS_COUNTRIES'],
  ...['ID_SERVERS', 'ID_SERVER_PREFER', 'NEXT_LINK_ORIGINS', 'UNKNOWN_THREEPID', 'ALICE_EMAIL', 'ALICE_PHONE'],
]
/** Shorter names are not compared: PATH is as near to PORT as REDIS_URI is to REDIS_URL. */
const minLength = 6

/**
 * @param {import('./environment.mjs').Environment} env
 * @returns {string[]} a warning for each
 */
export function nearMisses(env) {
  return Object.keys(env)
    .filter((name) => name.length >= minLength && !known.includes(name))
    .map((name) => [name, known.find((meant) => isNear(name.toUpperCase(), meant))])
    .filter(([, meant]) => meant !== undefined)
    .map(([name, meant]) => `warning: ${name} is not read here. Did you mean ${meant}?`)
}

/**
 * Whether two names differ by at most two letters; by up to a third of the name if both begin with the same word
 * (SENDGRID_KEY, PUBLIC_URL).
 * @param {string} name
 * @param {string} meant
 */
function isNear(name, meant) {
  if (meant.length < minLength) return false
  const sameBeginning = name.split('_')[0] === meant.split('_')[0]
  return distance(name, meant) <= (sameBeginning ? Math.floor(meant.length / 3) : 2)
}
