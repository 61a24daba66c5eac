// Variables that somebody has probably misspelled: REDIS_URI for REDIS_URL. An unknown variable is otherwise nobody's business
// here, for the environment is full of them.
import { distance } from 'fastest-levenshtein'

const known = [
  ...['HOST', 'PORT', 'PUBLIC_BASE_URL', 'TRUST_PROXY', 'LIMITS', 'REDIS_URL', 'REDIS_CLIENT', 'RESET_SECRET'],
  ...['SENDGRID_API_KEY', 'SENDGRID_BASE_URL', 'SMTP_URL', 'EMAIL_FROM', 'EMAIL_DELIVER'],
  ...['VONAGE_API_KEY', 'VONAGE_API_SECRET', 'VONAGE_BASE_URL', 'VONAGE_FROM', 'SMS_DELIVER', 'SMS_COUNTRIES'],
  ...['ID_SERVERS', 'ID_SERVER_PREFER', 'NEXT_LINK_ORIGINS', 'UNKNOWN_THREEPID', 'ALICE_EMAIL', 'ALICE_PHONE'],
]
/** Shorter names have too many neighbours: PATH is as near to PORT as REDIS_URI is to REDIS_URL. */
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
 * Two letters, or a word more or less behind the same beginning: SENDGRID_KEY, PUBLIC_URL.
 * @param {string} name
 * @param {string} meant
 */
function isNear(name, meant) {
  if (meant.length < minLength) return false
  const sameBeginning = name.split('_')[0] === meant.split('_')[0]
  return distance(name, meant) <= (sameBeginning ? Math.floor(meant.length / 3) : 2)
}
