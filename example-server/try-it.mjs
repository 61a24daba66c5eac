// The lines printed at the start. The indented ones are commands for a shell with curl.

import { demonstrationPassword } from './accounts.mjs'
import { bob } from './configuration.mjs'

const newPassword = 'new-password-1'

/**
 * @param {object} started
 * @param {import('./configuration.mjs').Configuration} started.configuration
 * @param {string} started.url
 * @param {string} started.localUrl
 * @param {string} started.publicBaseUrl
 * @returns {string[]}
 */
export function linesToTry({ configuration, url, localUrl, publicBaseUrl }) {
  const { email, sms, alice, host } = configuration
  const hasOutbox = email.provider === 'outbox' || sms.provider === 'outbox'
  const isForAll = host === '0.0.0.0' || host === '::'
  return [
    `Reset a password in a browser: ${publicBaseUrl}/reset`,
    ...(hasOutbox ? [`Nothing is sent; the messages are in ${localUrl}/outbox`] : []),
    ...(isForAll && url !== localUrl ? [`A phone in the same network opens ${url}`] : []),
    '',
    `A Matrix homeserver is listening on ${localUrl}`,
    ...([localUrl, url].includes(publicBaseUrl) ? [] : [`Clients reach it at ${publicBaseUrl}`]),
    `Accounts, both with the password ${demonstrationPassword}:`,
    `@alice:localhost, ${alice.email}, ${alice.phone}`,
    `@bob:localhost, ${bob.email}, ${bob.phone}`,
    '',
    'By email, in a shell:',
    ...emailLines(configuration, localUrl),
    '',
    'By SMS, in a shell:',
    ...smsLines(configuration, localUrl),
    '',
  ]
}

/**
 * @param {import('./configuration.mjs').Configuration} configuration
 * @param {string} url
 */
function emailLines({ email, alice, unknownThreepid }, url) {
  return [
    `  base=${url}; secret=try_$(date +%s)`,
    ...requestLines('email', `\\"email\\":\\"${alice.email}\\"`),
    ...waitLines(unknownThreepid),
    ...(email.deliver === 'code' ? codeLines(email.provider) : linkLines(email.provider, 'email')),
    ...passwordLines('m.login.email.identity', 'alice'),
  ]
}

/**
 * @param {import('./configuration.mjs').Configuration} configuration
 * @param {string} url
 */
function smsLines({ sms, unknownThreepid }, url) {
  return [
    `  base=${url}; secret=try_$(date +%s)`,
    ...requestLines('msisdn', '\\"country\\":\\"GB\\",\\"phone_number\\":\\"07400 123457\\"'),
    ...waitLines(unknownThreepid),
    ...(sms.deliver === 'code' ? codeLines(sms.provider) : linkLines(sms.provider, 'SMS')),
    ...passwordLines('m.login.msisdn', 'bob'),
  ]
}

/**
 * @param {string} medium
 * @param {string} address
 */
function requestLines(medium, address) {
  return [
    `  answer=$(curl -sS $base/_matrix/client/v3/account/password/${medium}/requestToken ` +
      `-d "{\\"client_secret\\":\\"$secret\\",${address},\\"send_attempt\\":1}"); echo "$answer"`,
    `  sid=$(echo "$answer" | sed 's/.*"sid":"\\([^"]*\\)".*/\\1/')`,
  ]
}

/**
 * If unknown addresses are concealed, a message is sent shortly after the answer, so the commands wait.
 * @param {string} unknownThreepid
 */
function waitLines(unknownThreepid) {
  return unknownThreepid === 'reject' ? [] : ['  sleep 1']
}

/**
 * @param {string} provider
 * @param {string} message
 */
function linkLines(provider, message) {
  if (provider !== 'outbox') return [`Open the link in the ${message} that came, press its button, then:`]
  return [
    `  link=$(curl -sS $base/outbox.json | sed 's/.*"links":\\["\\([^"]*\\)".*/\\1/'); echo "$link"`,
    // Does what the button of the link's page does: posts the parameters of the link.
    `  curl -sS "\${link%%\\?*}" -d "\${link#*\\?}"; echo`,
  ]
}

/** @param {string} provider */
function codeLines(provider) {
  return [
    `  submit_url=$(echo "$answer" | sed 's/.*"submit_url":"\\([^"]*\\)".*/\\1/')`,
    ...(provider === 'outbox'
      ? [`  code=$(curl -sS $base/outbox.json | sed 's/.*"code":"\\([^"]*\\)".*/\\1/'); echo "$code"`]
      : ['Put the code that came in the place of 123456:', '  code=123456']),
    `  curl -sS "$submit_url" -d "{\\"sid\\":\\"$sid\\",\\"client_secret\\":\\"$secret\\",\\"token\\":\\"$code\\"}"; echo`,
  ]
}

/**
 * @param {string} stage
 * @param {string} user
 */
function passwordLines(stage, user) {
  const credentials = `{\\"sid\\":\\"$sid\\",\\"client_secret\\":\\"$secret\\"}`
  const login = (/** @type {string} */ password) =>
    '  curl -sS $base/_matrix/client/v3/login ' +
    `-d '{"type":"m.login.password","identifier":{"type":"m.id.user","user":"${user}"},"password":"${password}"}'; echo`
  return [
    '  curl -sS $base/_matrix/client/v3/account/password ' +
      `-d "{\\"auth\\":{\\"type\\":\\"${stage}\\",\\"threepid_creds\\":${credentials}},\\"new_password\\":\\"${newPassword}\\"}"; echo`,
    login(newPassword),
    login(demonstrationPassword),
  ]
}
