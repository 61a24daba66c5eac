// The cases, as data: how the server is set up, the request that is measured, and the servers to compare with.

const client = '/_matrix/client/v3'
const identity = '/_matrix/identity/api/v1/validate'
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

/**
 * A case:
 * - `set`: how the servers are set up (see servers/ours.mjs). A baseline ignores the settings that it does not have
 * - `baselines`: the other servers to measure in each round
 * - `begins`: how many requests use one session. The sessions are made before the measurement; 0: no sessions are made
 * - `request(person, message)`: one request of a person; `message` is the message that this person got
 * - `status`: the expected status of the answers; a hello world answers 200
 * - `share`: a factor for the number of requests, below 1 if a request is slow or needs a session made first
 */
export const cases = [
  requestToken('email', 'requestToken by email, taken at once', {
    baselines: ['by-hand', 'bare', 'express', 'node-http'],
  }),
  requestToken('email-smtp', 'requestToken by email over SMTP', {
    set: { email: 'smtp' },
    baselines: ['by-hand', 'express'],
  }),
  requestToken('email-sendgrid', "requestToken by email over SendGrid's API", {
    set: { email: 'sendgrid' },
    share: 0.5,
  }),
  requestToken('sms', 'requestToken by SMS, taken at once', {
    set: { email: false, sms: 'at once' },
    medium: 'msisdn',
  }),
  requestToken('sms-vonage', "requestToken by SMS over Vonage's API", {
    set: { email: false, sms: 'vonage' },
    medium: 'msisdn',
    share: 0.5,
  }),
  requestToken('proxied', 'requestToken passed on to an identity server', { set: { email: false, proxied: true } }),
  requestToken('concealed', "requestToken with unknownThreepid: 'conceal'", { set: { conceal: true }, settleMs: 600 }),
  ...['password', 'register', '3pid'].map((flow) =>
    requestToken(`flow-${flow}`, `requestToken of the flow ${flow}`, { set: { flows: [flow] }, flow }),
  ),
  {
    ...defaults('submit-right', 'submitToken, the right code'),
    set: { email: 'at once', deliver: 'code' },
    baselines: ['by-hand', 'express'],
    begins: 1,
    share: 0.5,
    request: (person, message) => submitToken(person, codeIn(message)),
  },
  {
    ...defaults('submit-wrong', 'submitToken, a wrong code'),
    set: { email: 'at once', deliver: 'code' },
    baselines: ['by-hand', 'express'],
    // The fifth wrong code would end the session.
    begins: 4,
    status: 400,
    request: (person) => submitToken(person, 'wrong7'),
  },
  {
    ...defaults('confirm', 'the page behind the link of a mail'),
    begins: 4,
    request: (person, message) => get(person, linkIn(message)),
  },
  {
    ...defaults('poll', 'a poll of /account/password, not confirmed yet'),
    baselines: ['by-hand', 'express'],
    begins: 10,
    status: 401,
    request: ({ sid, clientSecret, network }) =>
      post(`${client}/account/password`, network, {
        auth: { type: 'm.login.email.identity', threepid_creds: { sid, client_secret: clientSecret } },
        new_password: 'correct horse battery staple',
      }),
  },
]

/** A new person, with an address, a secret and a network of their own. */
export function personOf(serial) {
  return {
    email: `user${serial}@example.org`,
    phoneNumber: `07400${String(serial % 1_000_000).padStart(6, '0')}`,
    clientSecret: `secret.${serial}.${(serial * 2_654_435_761).toString(36)}`,
    network: `10.${(serial >> 16) & 255}.${(serial >> 8) & 255}.${serial & 255}`,
  }
}

/** The request for a token, with which a session is made before the measurement. */
export function begin(person) {
  return post(`${client}/account/password/email/requestToken`, person.network, {
    client_secret: person.clientSecret,
    email: person.email,
    send_attempt: 1,
  })
}

function defaults(name, title) {
  const set = { email: 'at once' }
  return { name, title, set, baselines: ['express'], begins: 0, status: 200, share: 1, settleMs: 100 }
}

function requestToken(name, title, { set, medium = 'email', flow = 'password', ...rest }) {
  const path = { password: '/account/password', register: '/register', '3pid': '/account/3pid' }[flow]
  const base = defaults(name, title)
  const idServer = set?.proxied && { id_server: '{identity server}', id_access_token: 'an.access.token' }
  return {
    ...base,
    ...rest,
    set: { ...base.set, ...set },
    request: ({ email, phoneNumber, clientSecret, network }) =>
      post(`${client}${path}/${medium}/requestToken`, network, {
        client_secret: clientSecret,
        ...(medium === 'email' ? { email } : { country: 'GB', phone_number: phoneNumber }),
        send_attempt: 1,
        ...idServer,
      }),
  }
}

function submitToken({ sid, clientSecret, network }, token) {
  return post(`${identity}/email/submitToken`, network, { sid, client_secret: clientSecret, token })
}

function codeIn(message) {
  return /\b\d{6}\b/.exec(message)[0]
}

/** Path and query of the link in a mail. */
function linkIn(message) {
  const { pathname, search } = new URL(/https?:\S+/.exec(message)[0])
  return pathname + search
}

function post(path, network, json) {
  return { method: 'POST', path, headers: headersOf(network), body: JSON.stringify(json) }
}

function get({ network }, path) {
  return { method: 'GET', path, headers: { ...headersOf(network), accept: 'text/html' }, body: '' }
}

/** The headers of a browser behind one proxy. */
function headersOf(network) {
  return {
    host: 'matrix.example.org',
    'user-agent': userAgent,
    accept: 'application/json',
    'accept-language': 'en-GB,en;q=0.9',
    'content-type': 'application/json',
    origin: 'https://app.example.org',
    'x-forwarded-for': network,
    'x-forwarded-proto': 'https',
  }
}
