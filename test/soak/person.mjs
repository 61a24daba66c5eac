// One of the soak's people: asks for a token, confirms an address, and uses the session; and what happened to all of them.
import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

const client = '/_matrix/client/v3'
/** The default of `sendsPerAddressAndNetwork`: each person has one network and one address. */
const maxSends = 5
/** Of all people together. */
export const counts = {
  resets: 0,
  requests: 0,
  answered503: 0,
  answered502: 0,
  answered500: 0,
  answered429: 0,
  sentTwice: 0,
  beyondLimits: 0,
  unfinished: 0,
  changedTwice: 0,
}
/** What was sent, by recipient. */
export const inbox = new Map()
/** How often each new password was set. */
export const changes = new Map()
const used = new Set()

/**
 * What one person does, to the end, however often something is away.
 *
 * @param {'email' | 'msisdn'} medium
 * @param {string} flow
 * @param {number} frontPort
 * @param {string[]} story what they are answered is added to it: it tells why somebody could not finish
 * @returns {Promise<boolean>} false if they could not finish
 */
export async function goThrough(medium, flow, frontPort, story) {
  const clientSecret = randomBytes(12).toString('base64url')
  const number = `07400${randomInt(1e6).toString().padStart(6, '0')}`
  const to =
    medium === 'email'
      ? `user.${clientSecret.toLowerCase().replace(/[^a-z0-9]/g, '')}x@example.org`
      : `+44${number.slice(1)}`
  // A number that was used before has had a part of its sends.
  if (used.has(to)) return true
  used.add(to)
  inbox.set(to, [])
  const who = medium === 'email' ? { email: to } : { country: 'GB', phone_number: number }
  const newPassword = randomBytes(9).toString('base64url')
  const network = someNetwork()
  const person = { medium, flow, who, to, clientSecret, newPassword, network, provedSid: '', frontPort, story }
  try {
    await send(person, 'GET', '/reset', undefined)
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      const proved = await request(person, attempt)
      if (proved && (await finish(person, proved))) {
        counts.resets += 1
        return true
      }
    }
    return false
  } finally {
    if (inbox.get(to).length > maxSends) counts.beyondLimits += 1
    inbox.delete(to)
    if ((changes.get(newPassword) ?? 0) > 1) counts.changedTwice += 1
    changes.delete(newPassword)
  }
}

function someNetwork() {
  return ['198', randomInt(18, 20), randomInt(256), randomInt(256)].join('.')
}

/** Asks twice at the same moment, waits for the one message, and proves the address. The session's `sid`, or null. */
async function request(person, attempt) {
  const { medium, flow, who, to, clientSecret } = person
  const body = { ...who, client_secret: clientSecret, send_attempt: attempt }
  const before = inbox.get(to).length
  const path = `${client}/${flow === 'register' ? flow : `account/${flow}`}/${medium}/requestToken`
  const answers = await Promise.all([0, 1].map(() => post(person, path, body)))
  const { sid } = /** @type {{ sid?: string }} */ (answers.find(({ status }) => status === 200)?.json ?? {})
  if (!sid) return null
  for (let waited = 0; inbox.get(to).length === before && waited < 4_000; waited += 50) await delay(50)
  const sent = inbox.get(to).length - before
  // One that a provider took and did not confirm is a 502: the other one may send again, within the limits. The proxy may have
  // lost that answer.
  if (sent > 1 && answers.every(({ status }) => status === 200 || status === 503)) counts.sentTwice += 1
  // Confirmed before: while Redis was away its account was left held, for 30 seconds at most.
  if (sent === 0) return sid === person.provedSid ? sid : null
  const text = inbox.get(to).at(-1)
  if (medium === 'msisdn') {
    const submit = '/_matrix/identity/api/v1/validate/msisdn/submitToken'
    await post(person, submit, { sid, client_secret: clientSecret, token: '000' })
    const token = /\b\d{6}\b/.exec(text)?.[0]
    if (!(await until200(person, submit, { sid, client_secret: clientSecret, token }))) return null
    return (person.provedSid = sid)
  }
  // Nothing shorter: the mail names the account first, and about one account in 100,000 has "http" in its name.
  const link = new URL(/http:\/\/\S+/.exec(text)?.[0] ?? '')
  const token = link.searchParams.get('token')
  if (!(await until200(person, link.pathname, { sid, token }))) return null
  return (person.provedSid = sid)
}

/** Uses the session from two places at once; one gets there. */
async function finish(person, sid) {
  const { medium, flow, clientSecret, newPassword } = person
  const type = medium === 'email' ? 'm.login.email.identity' : 'm.login.msisdn'
  const credentials = { sid, client_secret: clientSecret }
  const [path, body] =
    flow === 'password'
      ? [`${client}/account/password`, { auth: { type, threepid_creds: credentials }, new_password: newPassword }]
      : ['/use', { flow, ...credentials, newPassword }]
  // A process that was killed while it used an earlier session holds the account up for 30 seconds.
  const patience = performance.now() + 45_000
  while (performance.now() < patience) {
    const answers = await Promise.all([0, 1].map(() => post(person, path, body)))
    if (answers.filter(({ status }) => status === 200).length > 1) counts.changedTwice += 1
    // An answer may be lost on its way from a process that was killed, from Redis, or in the proxy.
    if (answers.some(({ status }) => status === 200) || changes.has(newPassword)) return true
    if (answers.every(({ status }) => status === 401)) return false
    await delay(200)
  }
  return false
}

async function until200(person, path, body) {
  for (let tries = 0; tries < 20; tries += 1) {
    const { status } = await post(person, path, body)
    if (status === 200) return true
    if (status === 400) return false
    await delay(200)
  }
  return false
}

function post(person, path, body) {
  return send(person, 'POST', path, JSON.stringify(body))
}

async function send({ network, frontPort, story }, method, path, body) {
  const name = path.split('/').at(-1)
  counts.requests += 1
  const headers = { 'x-soak-network': network, ...(method === 'POST' && { accept: 'application/json' }) }
  try {
    const response = await fetch(`http://127.0.0.1:${frontPort}${path}`, { method, headers, body })
    if (response.status === 500) counts.answered500 += 1
    if (response.status === 502) counts.answered502 += 1
    if (response.status === 503) counts.answered503 += 1
    if (response.status === 429) counts.answered429 += 1
    const text = await response.text()
    story.push(`${name}:${response.status}`)
    return { status: response.status, json: method === 'POST' ? JSON.parse(text) : undefined }
  } catch {
    // A process that was killed, or an answer that the proxy lost.
    story.push(`${name}:0`)
    return { status: 0, json: {} }
  }
}
